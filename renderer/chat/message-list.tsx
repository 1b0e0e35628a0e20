import { type ComponentProps, useCallback, useEffect, useMemo, useRef, useState } from "react";
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
import { useMessageKeys } from "./use-message-keys.ts";

/** How far from its end the list still counts as at its end, in px. */
const AT_END = 40;
/** How much is drawn beyond the edges, in px: scrolling meets rows that are there already. */
const BEYOND = { top: 800, bottom: 400 };

/**
 * The messages of a room. A row's index is its message's seq; those of one's own that are on their way follow the
 * last one. So nothing is ever counted, sorted or copied for a new message, however long the room is.
 */
export function MessageList({ name, room }: { name: string; room: Room }) {
  const { t, i18n } = useTranslation();
  const me = useChat((chat) => chat.me);
  const allSending = useChat((chat) => chat.sending);
  const { read, newFrom } = useChat((chat) => chat.readings.get(name) ?? nothingRead);
  const sending = useMemo(() => allSending.filter((one) => one.outgoing.room === name), [allSending, name]);
  const shared = useMemo(() => sharedNames(room.people), [room.people]);
  const [isAtEnd, setAtEnd] = useState(true);
  const list = useRef<VirtuosoHandle>(null);
  const log = useRef<HTMLElement>(null);

  const { timeline, asides } = room;
  const { first, last } = timeline;
  const lastRow = last + sending.length;
  const onKeyDown = useMessageKeys(list, log, { first, last: lastRow });
  const follow = useFollow(sending);

  const setEnd = useCallback((atEnd: boolean) => {
    setAtEnd(atEnd);
    endInView(atEnd);
  }, []);
  useEffect(() => () => endInView(false), []);

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
          {...rowShape(timeline, index, newFrom, asides.has(index - 1))}
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

  if (isEmpty(timeline) && sending.length === 0) return <EmptyRoom name={name} asides={asides} />;
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
        initialTopMostItemIndex={startingPoint(first, last, newFrom)}
        alignToBottom
        followOutput={follow}
        atBottomThreshold={AT_END}
        atBottomStateChange={setEnd}
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

/** Where a room is entered: at what is new in it, else at its end. */
function startingPoint(
  first: number,
  last: number,
  newFrom: number | null,
): ComponentProps<typeof Virtuoso>["initialTopMostItemIndex"] {
  if (newFrom === null || newFrom < first || newFrom > last) return { index: "LAST", align: "end" };
  return { index: newFrom - first, align: "start" };
}

/** New rows are followed by who is at the end, and by who has just sent one. */
function useFollow(sending: readonly Sending[]): (isAtEnd: boolean) => "auto" | false {
  const newest = sending.at(-1)?.outgoing.id;
  const followed = useRef(newest);
  return (isAtEnd) => {
    const isOwn = newest !== undefined && newest !== followed.current;
    followed.current = newest;
    return isAtEnd || isOwn ? "auto" : false;
  };
}
