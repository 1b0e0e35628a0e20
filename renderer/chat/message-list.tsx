import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { endInView } from "../state/attention.ts";
import { useChat } from "../state/chat.ts";
import { loadOlder } from "../state/commands.ts";
import { type Room, sharedNames } from "../state/room.ts";
import type { Sending } from "../state/sending.ts";
import { entryAt, isEmpty } from "../state/timeline.ts";
import { nothingRead } from "../state/unread.ts";
import { EmptyRoom } from "./empty-room.tsx";
import { OlderMessages, RowsBefore } from "./list-top.tsx";
import "./message-list.css";
import { MessageRow } from "./message-row.tsx";
import { continues, rowShape, said } from "./rows.ts";
import { SendingRow } from "./sending-row.tsx";
import { ToLatest } from "./to-latest.tsx";
import { AT_END, useFollowing } from "./use-following.ts";
import { useMessageKeys } from "./use-message-keys.ts";

/** How much is drawn beyond the edges, in px: scrolling meets rows that are there already. */
const BEYOND = { top: 800, bottom: 400 };

interface MessageListProps {
  name: string;
  room: Room;
}

/** The messages of a room, and those of one's own on their way to it. */
export function MessageList({ name, room }: MessageListProps) {
  const all = useChat((chat) => chat.sending);
  const sending = useMemo(() => all.filter((one) => one.outgoing.room === name), [all, name]);
  if (isEmpty(room.timeline) && sending.length === 0) return <EmptyRoom name={name} asides={room.asides} />;
  return <Log name={name} room={room} sending={sending} />;
}

/**
 * A row's index is its message's seq; those of one's own that are on their way follow the last one. So nothing is ever
 * counted, sorted or copied for a new message, however long the room is.
 */
function Log({ name, room, sending }: MessageListProps & { sending: readonly Sending[] }) {
  const { t, i18n } = useTranslation();
  const me = useChat((chat) => chat.me);
  const { read, newFrom } = useChat((chat) => chat.readings.get(name) ?? nothingRead);
  const shared = useMemo(() => sharedNames(room.people), [room.people]);
  const [isAtEnd, setAtEnd] = useState(true);
  const list = useRef<VirtuosoHandle>(null);
  const log = useRef<HTMLElement>(null);

  const { timeline, asides } = room;
  const { first, last } = timeline;
  const lastRow = last + sending.length;
  const onKeyDown = useMessageKeys(list, log, { first, last: lastRow });
  const start = startingPoint(first, last, newFrom);
  const [startsAtEnd] = useState(start.index === "LAST");
  const { onScroll, atEnd } = useFollowing(log, startsAtEnd, sending.at(-1)?.outgoing.id);

  function endChanged(isInView: boolean): void {
    if (isInView) atEnd();
    setAtEnd(isInView);
    endInView(isInView);
  }
  useEffect(() => {
    endInView(startsAtEnd);
    return () => endInView(false);
  }, [startsAtEnd]);

  function row(index: number) {
    const entry = entryAt(timeline, index);
    if (!entry) {
      const one = sending[index - last - 1];
      return one && <SendingRow index={index} sending={one} me={me} startsGroup={startsSending(index)} />;
    }
    const { sender } = entry.message;
    return (
      <>
        {index === first && <RowsBefore name={name} room={room} />}
        <MessageRow
          index={index}
          entry={entry}
          isOwn={sender.id === me?.id}
          isNameShared={shared.has(sender.name)}
          asides={asides.get(index)}
          t={t}
          language={i18n.language}
          {...rowShape(room, index, newFrom)}
        />
      </>
    );
  }

  function startsSending(index: number): boolean {
    const [one, before] = [sending[index - last - 1], sending[index - last - 2]];
    const entry = entryAt(timeline, last);
    if (!one || !me || before) return !before;
    if (!entry || asides.has(last)) return true;
    return !continues(said(entry), { sender: me, at: one.outgoing.sentAt });
  }

  return (
    <div className="message-list">
      <Virtuoso
        ref={list}
        scrollerRef={(element) => {
          log.current = element as HTMLElement | null;
        }}
        className="message-log"
        role="log"
        aria-live="off" // rows come and go as one scrolls; what is new is told elsewhere
        aria-label={t("chat.messages", { room: name })}
        onKeyDown={onKeyDown}
        firstItemIndex={first}
        totalCount={lastRow - first + 1}
        computeItemKey={(index) =>
          entryAt(timeline, index)?.message.id ?? sending[index - last - 1]?.outgoing.id ?? index
        }
        itemContent={row}
        context={{ name, room }}
        components={COMPONENTS}
        initialTopMostItemIndex={start}
        alignToBottom
        onScroll={onScroll}
        atBottomThreshold={AT_END}
        atBottomStateChange={endChanged}
        startReached={() => void loadOlder(name)}
        increaseViewportBy={BEYOND}
        skipAnimationFrameInResizeObserver
      />
      {!isAtEnd && (
        <ToLatest
          count={last - read}
          onPress={() => list.current?.scrollToIndex({ index: "LAST", align: "end" })}
        />
      )}
    </div>
  );
}

const COMPONENTS = { Header: OlderMessages, Footer: () => <div className="message-list-end" /> };

interface StartingPoint {
  index: number | "LAST";
  align: "start" | "end";
}

/** Where a room is entered: at what is new in it, else at its end. */
function startingPoint(first: number, last: number, newFrom: number | null): StartingPoint {
  if (newFrom === null || newFrom < first || newFrom > last) return { index: "LAST", align: "end" };
  return { index: newFrom - first, align: "start" };
}
