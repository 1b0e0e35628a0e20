import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Member } from "../../protocol/schemas.ts";
import { useChat } from "../state/chat.ts";

const NOBODY: readonly Member[] = [];

interface TypingLineProps {
  room: string;
  /** Characters that may still be written, below 0 when there are too many; null while that is far off. */
  left: number | null;
}

/** Above the composer: who is typing, and what Enter does or how many characters are left. */
export function TypingLine({ room, left }: TypingLineProps) {
  const { t } = useTranslation();
  const typing = useChat((chat) => chat.rooms.get(room)?.typing ?? NOBODY);
  return (
    <div className="composer-line">
      <span className="composer-typing">
        {typing.length > 0 && (
          <>
            <span className="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span className="ellipsis">{whoTypes(typing, t)}</span>
          </>
        )}
      </span>
      {left === null && <kbd className="composer-hint">{t("chat.enterSends")}</kbd>}
      <span id="composer-count" className="composer-count num">
        {left !== null && left >= 0 && t("chat.left", { count: left })}
        {left !== null && left < 0 && (
          <span className="composer-over" role="alert">
            {t("chat.tooLong", { count: -left })}
          </span>
        )}
      </span>
    </div>
  );
}

function whoTypes(typing: readonly Member[], t: TFunction): string {
  const [name = "", other] = typing.map((member) => member.name);
  if (typing.length > 2) return t("chat.typingMany", { count: typing.length });
  return other === undefined ? t("chat.typingOne", { name }) : t("chat.typingTwo", { name, other });
}
