import type { TFunction } from "i18next";
import { memo, useEffect, useState } from "react";
import { Avatar } from "../look/avatar.tsx";
import { IconButton } from "../look/button.tsx";
import type { Aside } from "../state/asides.ts";
import { noteShown } from "../state/shown.ts";
import type { Entry } from "../state/timeline.ts";
import { openWire } from "../state/window.ts";
import { ArrivalMark, arrivalSentence } from "../transport/arrival-mark.tsx";
import { AsideRows } from "./aside-rows.tsx";
import { clockTime, fullTime } from "./dates.ts";
import { DayDivider, NewDivider } from "./dividers.tsx";
import { MessageText } from "./message-text.tsx";
import "./message-row.css";
import { PersonName } from "./person-name.tsx";
import type { RowShape } from "./rows.ts";
import { useCopy } from "./use-copy.ts";
import { useNear } from "./use-near.ts";

/** A message slides in when it came within this time, in ms. */
const FRESH_FOR = 1_000;

interface MessageRowProps extends RowShape {
  /** Its place in the list, by which the keyboard finds it. */
  index: number;
  entry: Entry;
  isOwn: boolean;
  /** Somebody else here has the same name. */
  isNameShared: boolean;
  /** What stands below it. */
  asides: readonly Aside[] | undefined;
  // From the list, and not from a hook: a subscription for each row would make scrolling slow.
  t: TFunction;
  language: string;
}

/** One message with what stands above it (date, "New") and below it (switches, failed messages). */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { index, entry, isOwn, startsDay, startsNew, startsGroup, asides, t, language } = props;
  const { isNear, near } = useNear();
  const { message, transport, latencyMs, arrivedAt } = entry;
  const { sender, text, storedAt } = message;
  // Looked up once, when the row is first drawn: scrolling back to it is no arrival.
  const [isNew] = useState(() => arrivedAt !== null && Date.now() - arrivedAt < FRESH_FOR);
  const isFresh = isNew && !isOwn;
  useEffect(() => {
    if (isNew) noteShown(message.id);
  }, [isNew, message.id]);
  const arrival = transport && { transport, latencyMs, sender: isOwn ? null : sender.name };
  const id = `message-${index}`;
  const clock = (
    <time
      id={`${id}-time`}
      className="message-time"
      dateTime={new Date(storedAt).toISOString()}
      title={isNear ? fullTime(storedAt, language) : undefined}
    >
      {clockTime(storedAt, language)}
    </time>
  );
  return (
    <>
      {startsDay && <DayDivider at={storedAt} />}
      {startsNew && <NewDivider />}
      <article
        {...near}
        className={`message ${startsGroup ? "" : "goes-on"} ${isFresh ? "fresh" : ""}`}
        tabIndex={-1}
        data-row={index}
        data-seq={message.seq}
        aria-labelledby={`${id}-name ${id}-time ${id}-text`}
        aria-description={isNear && arrival ? arrivalSentence(arrival, t, language) : undefined}
      >
        {startsGroup ? <Avatar id={sender.id} name={sender.name} /> : clock}
        <div className="message-body">
          {startsGroup ? (
            <div className="message-head">
              <PersonName labelId={`${id}-name`} {...sender} isShared={props.isNameShared} />
              {clock}
            </div>
          ) : (
            <span id={`${id}-name`} className="spoken">
              {sender.name}
            </span>
          )}
          <MessageText id={`${id}-text`} text={text} />
        </div>
        {arrival ? <ArrivalMark {...arrival} /> : <span />}
        {isNear && <MessageActions message={message} t={t} />}
      </article>
      {asides && <AsideRows asides={asides} />}
    </>
  );
});

/** What can be done with a message. */
function MessageActions({ message, t }: { message: Entry["message"]; t: TFunction }) {
  const { isCopied, copy } = useCopy();
  const { room, seq, text } = message;
  return (
    <div className="message-actions">
      <IconButton
        icon="wire"
        label={t("chat.howReached")}
        shortcut="W"
        data-way
        onClick={() => openWire({ room, seq })}
      />
      <IconButton
        icon={isCopied ? "check" : "copy"}
        label={isCopied ? t("chat.copied") : t("chat.copyText")}
        shortcut="C"
        data-copy
        onClick={() => copy(text)}
      />
    </div>
  );
}
