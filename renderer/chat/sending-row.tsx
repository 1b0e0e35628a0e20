import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "../../protocol/schemas.ts";
import { Avatar } from "../look/avatar.tsx";
import { Icon } from "../look/icon.tsx";
import type { Sending } from "../state/sending.ts";
import { clockTime } from "./dates.ts";
import { MessageText } from "./message-text.tsx";
import "./message-row.css";

interface SendingRowProps {
  index: number;
  sending: Sending;
  me: Member | null;
  startsGroup: boolean;
}

/** A message of one's own on its way, with a clock until the host has it. */
export const SendingRow = memo(function SendingRow(props: SendingRowProps) {
  const { index, sending, me, startsGroup } = props;
  const { t, i18n } = useTranslation();
  const { outgoing, isStored } = sending;
  const time = clockTime(outgoing.sentAt, i18n.language);
  const name = me?.name ?? "";
  const state = outgoing.state === "waiting" ? t("chat.waiting") : t("chat.sending");
  const id = `message-${index}`;
  return (
    <article
      className={`message ${startsGroup ? "" : "goes-on"} ${isStored ? "" : "sending"}`}
      tabIndex={-1}
      data-row={index}
      aria-labelledby={`${id}-name ${id}-text ${id}-state`}
    >
      {startsGroup ? <Avatar id={me?.id ?? ""} name={name} /> : <span />}
      <div className="message-body">
        {startsGroup ? (
          <div className="message-head">
            <b id={`${id}-name`}>{name}</b>
            <time className="message-time">{time}</time>
          </div>
        ) : (
          <span id={`${id}-name`} className="spoken">
            {name}
          </span>
        )}
        <MessageText id={`${id}-text`} text={outgoing.text} />
      </div>
      {isStored ? (
        <span />
      ) : (
        <span id={`${id}-state`} className="message-state">
          <Icon name="clock" size={12} />
          {state}
        </span>
      )}
    </article>
  );
});
