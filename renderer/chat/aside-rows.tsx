import { Trans, useTranslation } from "react-i18next";
import type { Outgoing } from "../../client/outbox.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { problemText } from "../app/problem-text.ts";
import { Avatar } from "../look/avatar.tsx";
import { Icon } from "../look/icon.tsx";
import type { Aside, Switch } from "../state/asides.ts";
import { useChat } from "../state/chat.ts";
import { discardMessage, retryMessage } from "../state/commands.ts";
import { TransportMark } from "../transport/transport-mark.tsx";
import { clockTime } from "./dates.ts";
import "./dividers.css";
import { MessageText } from "./message-text.tsx";
import "./message-row.css";

/** What stands between messages in this window only: switches of transport, and messages that failed. */
export function AsideRows({ asides }: { asides: readonly Aside[] }) {
  return asides.map((aside) =>
    aside.kind === "switch" ? (
      <SwitchDivider key={aside.at} {...aside} />
    ) : (
      <FailedRow key={aside.outgoing.id} outgoing={aside.outgoing} />
    ),
  );
}

function SwitchDivider({ from, to, at, isAutomatic }: Switch) {
  const { i18n } = useTranslation();
  return (
    <div className="divider switched">
      <span>
        <Trans
          i18nKey={isAutomatic ? "chat.switchedAutomatically" : "chat.switched"}
          components={{ from: <Transport name={from} />, to: <Transport name={to} isMarked /> }}
        />
        <time dateTime={new Date(at).toISOString()}>{clockTime(at, i18n.language)}</time>
      </span>
    </div>
  );
}

function Transport({ name, isMarked }: { name: TransportName; isMarked?: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {isMarked && <TransportMark transport={name} />} <b>{t(`transport.name.${name}`)}</b>
    </>
  );
}

/** A message of one's own that the host refused: it stays where it was, until it is sent again or removed. */
function FailedRow({ outgoing }: { outgoing: Outgoing }) {
  const { t } = useTranslation();
  const me = useChat((chat) => chat.me);
  const { id, room, text, refusal } = outgoing;
  const isElsewhere = useChat((chat) => chat.current !== room);
  const isGone = useChat((chat) => !chat.list.some(({ name }) => name === room));
  const reason = refusal ? problemText({ ...refusal, room }, t) : "";
  return (
    <article className="message failed" aria-label={t("chat.notSent", { reason })}>
      <Avatar id={me?.id ?? ""} name={me?.name ?? ""} />
      <div className="message-body">
        <div className="message-head">
          <b>{me?.name}</b>
          {isElsewhere && <span className="message-time">#{room}</span>}
        </div>
        <MessageText text={text} />
        <p className="message-failure" role="alert">
          <Icon name="alert" />
          <span>{t("chat.notSent", { reason })}</span>
          <span className="message-remedies">
            {!isGone && (
              <button type="button" onClick={() => retryMessage(id)}>
                {t("chat.retry")}
              </button>
            )}
            <button type="button" onClick={() => discardMessage(id)}>
              {t("chat.remove")}
            </button>
          </span>
        </p>
      </div>
      <span />
    </article>
  );
}
