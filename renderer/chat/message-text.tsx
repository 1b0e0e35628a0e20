import { Fragment, memo } from "react";
import { pieces } from "./links.ts";

/** What was said: plain text with its line breaks, and web addresses that lead out of the app. */
export const MessageText = memo(function MessageText({ id, text }: { id?: string; text: string }) {
  let at = 0;
  const parts = pieces(text).map((piece) => {
    at += piece.text.length;
    return { ...piece, at };
  });
  return (
    <p id={id} className="message-text">
      {parts.map(({ text: part, href, at: key }) =>
        href ? (
          <a key={key} href={href} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          <Fragment key={key}>{part}</Fragment>
        ),
      )}
    </p>
  );
});
