import { type CSSProperties, useDeferredValue, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../client/session.ts";
import { useLayout } from "../app/layout.ts";
import { OverScreen } from "../app/over-screen.tsx";
import { useChat } from "../state/chat.ts";
import { useWindow } from "../state/window.ts";
import { addWords } from "../words/index.ts";
import { wire } from "../words/wire.ts";
import { Details } from "./details.tsx";
import { useShare } from "./details-share.ts";
import { sift } from "./filter.ts";
import { Filters } from "./filters.tsx";
import { type KnownMessage, messageAt, messageOf } from "./known-message.ts";
import { nameOfMessage } from "./of-message.ts";
import { type Recorder, recorderOf } from "./recorder.ts";
import type { Row } from "./rows.ts";
import { searchText } from "./say.ts";
import { SequenceView } from "./sequence-view.tsx";
import { useRecorder } from "./use-recorder.ts";
import { useWireKeys } from "./use-wire-keys.ts";
import { packetsOf } from "./waterfall.ts";
import { WireEmpty } from "./wire-empty.tsx";
import { WireHead } from "./wire-head.tsx";
import "./wire-screen.css";
import { closeDetails, selectRow, useWire } from "./wire-state.ts";
import { WireTable } from "./wire-table.tsx";

addWords("wire", wire);

/** All that travels between this window and its host, as it happens. The chat stays as it is, behind it. */
export function WireScreen() {
  const session = useChat((chat) => chat.session);
  return session && <Wire session={session} recorder={recorderOf(session)} />;
}

function Wire({ session, recorder }: { session: Session; recorder: Recorder }) {
  const { t } = useTranslation();
  const layout = useLayout();
  const version = useRecorder(recorder);
  const filter = useWire((wire) => wire.filter);
  const isSequenceOpen = useWire((wire) => wire.isSequenceOpen);
  const tab = useWire((wire) => wire.tab);
  const share = useShare((state) => state.share);
  const { rows } = recorder.log;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log is one object that grows; its version says when
  const sifted = useMemo(() => sift(rows, filter, (row) => searchText(row, t)), [rows, version, filter, t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log is one object that grows; its version says when
  const filteredBy = useMemo(
    () => filter.message && (nameOfMessage(rows, filter.message, t) ?? t("wire.oneMessage")),
    [rows, version, filter.message, t],
  );
  const { row, message, isOpen } = useChosen(rows);
  useWireKeys(recorder);

  const isBeside = layout === "wide";
  const hasTable = isBeside || tab === "table";
  const hasSequence = isBeside ? isSequenceOpen : tab === "sequence";
  const now = useMemo(() => () => session.now(), [session]);
  const twin = row?.kind === "packet" && row.message ? otherPacket(rows, row.message, row.key) : null;
  return (
    <OverScreen
      screen="wire"
      title={t("wire.wire")}
      className={`wire-screen ${isBeside && isSequenceOpen ? "with-sequence" : ""}`}
      head={<WireHead recorder={recorder} session={session} shown={sifted.shown.length} />}
    >
      <Filters {...sifted} all={rows.length} message={filteredBy} />
      <div className="wire-body">
        {hasTable && (
          <div
            className={`wire-left ${isOpen ? "with-details" : ""}`}
            style={{ "--details": `${share}%` } as CSSProperties}
          >
            {rows.length === 0 || sifted.shown.length === 0 ? (
              <WireEmpty isPaused={recorder.isPaused} isFiltered={rows.length > 0} />
            ) : (
              <WireTable
                rows={sifted.shown}
                version={version}
                selected={row?.key ?? null}
                twin={twin}
                now={now}
                isRunning={!recorder.isPaused}
                shown={isOpen ? (row?.key ?? null) : null}
                onSelect={(key) => selectRow(key)}
                onOpen={(key) => selectRow(key, true)}
              />
            )}
            {isOpen && (
              <Details
                row={row}
                message={message}
                rows={rows}
                since={recorder.since}
                now={session.now()}
                onClose={closeDetails}
                onSelect={(key) => selectRow(key, true)}
              />
            )}
          </div>
        )}
        {hasSequence && (
          <Sequence
            rows={rows}
            version={version}
            message={message?.entry.message.id ?? null}
            isBeside={isBeside}
          />
        )}
      </div>
    </OverScreen>
  );
}

/** The row and the message that are chosen: in the table, or in the chat. */
function useChosen(rows: readonly Row[]): { row: Row | null; message: KnownMessage | null; isOpen: boolean } {
  const selected = useWire((wire) => wire.selected);
  const isOpen = useWire((wire) => wire.isOpen);
  const asked = useWindow((window) => window.asked);
  const rooms = useChat((chat) => chat.rooms);
  const me = useChat((chat) => chat.me?.id ?? "");
  useEffect(() => {
    // It shall be among the rows, so another message's filter goes.
    if (asked) useWire.setState(({ filter }) => ({ tab: "table", filter: { ...filter, message: null } }));
  }, [asked]);
  if (asked) {
    const message = messageAt(rooms, asked.room, asked.seq, me);
    const row = message && packetsOf(rows, message.entry.message.id).down;
    return { row, message, isOpen: message !== null };
  }
  const row = rows.find(({ key }) => key === selected) ?? null;
  return { row, message: messageOf(row, rows, rooms, me), isOpen: isOpen && row !== null };
}

function otherPacket(rows: readonly Row[], message: string, key: number): number | null {
  const { up, down } = packetsOf(rows, message);
  return (up?.key === key ? down : up)?.key ?? null;
}

interface SequenceProps {
  rows: readonly Row[];
  version: number;
  message: string | null;
  isBeside: boolean;
}

const foldSequence = (): void => useWire.setState({ isSequenceOpen: false });

/** It comes after the table, in a task of its own: both at once are a long one. */
function Sequence({ isBeside, ...props }: SequenceProps) {
  const rows = useDeferredValue(props.rows);
  const version = useDeferredValue(props.version);
  const me = useChat((chat) => chat.me?.id ?? "");
  const host = useChat((chat) => chat.host?.name ?? "");
  const transport = useChat((chat) => chat.transport);
  return (
    <SequenceView
      rows={rows}
      version={version}
      me={me}
      host={host}
      transport={transport}
      message={props.message}
      onFold={isBeside ? foldSequence : undefined}
    />
  );
}
