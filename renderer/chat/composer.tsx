import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../protocol/limits.ts";
import { focusOn, offerFocus } from "../app/focus.ts";
import { layoutNow } from "../app/layout.ts";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { chatNow, useChat } from "../state/chat.ts";
import { draftOf, keepDraft } from "../state/drafts.ts";
import "./composer.css";
import { TypingLine } from "./typing-line.tsx";
import { useTypingNotice } from "./use-typing-notice.ts";

/** From how many characters before the limit on the composer counts. */
const COUNT_FROM = 500;

/** Where one writes. Enter sends, Shift+Enter breaks the line; what is not sent stays, room by room. */
export function Composer({ room, hostId }: { room: string; hostId: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => draftOf(hostId, room));
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingNotice(room);
  const isMuted = useChat((chat) => chat.standing.muted);
  const left = LIMITS.text - Array.from(text).length;
  const canSend = text.trim() !== "" && left >= 0 && !isMuted;

  useEffect(() => {
    // A room is opened in order to write in it; on a phone that would bring up the keyboard over the messages.
    if (layoutNow() !== "phone") field.current?.focus();
    return offerFocus("composer", () => field.current?.focus());
  }, []);
  useLayoutEffect(() => grow(field.current, text), [text]);

  function write(next: string): void {
    setText(next);
    keepDraft(hostId, room, next);
    typing.wrote(next);
  }

  function send(): void {
    if (!canSend) return;
    chatNow().session?.send(room, text);
    setText("");
    keepDraft(hostId, room, "");
    typing.sent();
    field.current?.focus();
  }

  function pressed(event: KeyboardEvent): void {
    // While an input method composes a word, Enter and the arrows are its own (229: some browsers end it first).
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey) {
      event.preventDefault();
      focusOn("last-message");
    }
  }

  return (
    <div className="composer-area" data-column>
      <TypingLine room={room} left={left <= COUNT_FROM ? left : null} />
      {isMuted && (
        <p className="composer-muted" role="status">
          <Icon name="alert" />
          {t("chat.mutedNote")}
        </p>
      )}
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <textarea
          ref={field}
          rows={1}
          readOnly={isMuted}
          value={text}
          aria-label={t("chat.write", { room })}
          aria-invalid={left < 0 || undefined}
          aria-describedby="composer-count"
          placeholder={t("chat.write", { room })}
          enterKeyHint="send"
          onChange={(event) => write(event.target.value)}
          onKeyDown={pressed}
          onBlur={typing.stopped}
        />
        <IconButton
          icon="send"
          label={t("chat.send")}
          className="composer-send"
          type="submit"
          disabled={!canSend}
        />
      </form>
    </div>
  );
}

/** As high as its text; the style sheet says how high at most. */
function grow(field: HTMLTextAreaElement | null, text: string): void {
  if (!field) return;
  field.style.height = "";
  if (text !== "") field.style.height = `${field.scrollHeight}px`;
}
