import type { TFunction } from "i18next";
import { memo, type ReactNode } from "react";
import { TransportMark } from "../transport/transport-mark.tsx";
import type { Axis } from "./axis.ts";
import { bytesOfPacket } from "./carriage.ts";
import { isIdle } from "./filter.ts";
import { HeldBar, PacketMark, SwitchMark } from "./row-bar.tsx";
import {
  addressOf,
  bodyBytes,
  headBytes,
  isProbe,
  kindWord,
  noteWords,
  sentence,
  size,
  sizeIfKnown,
  switchWords,
} from "./say.ts";
import { shortTime } from "./times.ts";
import { inWordsOf } from "./what.ts";
import "./wire-row.css";
import { type ExchangeRow, type PacketRow, type Row, timeOf } from "./rows.ts";

interface WireRowProps {
  row: Row;
  /** The row itself changes as its exchange goes on. */
  version: number;
  /** Its place among all that are shown, from 1. */
  index: number;
  axis: Axis;
  now: number;
  isSelected: boolean;
  isTwin: boolean;
  onPress(key: number): void;
  t: TFunction;
  language: string;
}

export const rowId = (key: number): string => `wire-row-${key}`;

/** One row of the table. A screen reader hears it as a sentence. */
export const WireRow = memo(function WireRow(props: WireRowProps) {
  const { row, index, isSelected, isTwin, onPress, now, t, language } = props;
  const kinds = [row.kind, isIdle(row) ? "idle" : "", isSelected ? "selected" : "", isTwin ? "twin" : ""];
  const transport =
    row.kind === "switch" ? row.switch.to : row.kind === "packet" ? row.carrier.request.transport : undefined;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents lint/a11y/useSemanticElements: a virtual list is no table, and the grid has the focus and the keys
    <div
      role="row"
      id={rowId(row.key)}
      className={`wire-row ${kinds.filter(Boolean).join(" ")}`}
      aria-rowindex={index}
      aria-selected={isSelected}
      aria-label={sentence(row, now, t, language)}
      data-transport={row.kind === "exchange" ? row.request.transport : transport}
      onClick={() => onPress(row.key)}
    >
      <Cell className="wire-time">{shortTime(timeOf(row))}</Cell>
      {row.kind === "exchange" && <ExchangeCells {...props} row={row} />}
      {row.kind === "packet" && <PacketCells {...props} row={row} />}
      {row.kind === "switch" && (
        <Line text={switchWords(row.switch, t)}>
          <SwitchMark axis={props.axis} at={row.switch.at} />
        </Line>
      )}
      {row.kind === "note" && <Line text={noteWords(row, t)} />}
    </div>
  );
});

function ExchangeCells({ row, axis, now, t, language }: WireRowProps & { row: ExchangeRow }) {
  const { path, query } = addressOf(row);
  const aside = isIdle(row) ? t("wire.what.nothing") : isProbe(row) ? t("wire.probe") : query;
  return (
    <>
      <Cell className="wire-kind">
        <TransportMark transport={row.request.transport} />
        <span>{kindWord(row, t)}</span>
      </Cell>
      <Cell className="wire-what ellipsis">
        {row.request.method} {path} <i>{aside}</i>
      </Cell>
      <Cell className="wire-status">{row.response?.status ?? ""}</Cell>
      <Cell className="wire-bytes wire-head-bytes">{size(headBytes(row), language)}</Cell>
      <Cell className="wire-bytes">{sizeIfKnown(bodyBytes(row), language)}</Cell>
      <Cell className="wire-bar">
        <HeldBar row={row} axis={axis} now={now} language={language} />
      </Cell>
    </>
  );
}

function PacketCells({ row, axis, now, t, language }: WireRowProps & { row: PacketRow }) {
  const { direction } = row.packet;
  return (
    <>
      <Cell className="wire-kind">
        <TransportMark transport={row.carrier.request.transport} />
        <span>{kindWord(row, t)}</span>
      </Cell>
      <Cell className="wire-what ellipsis">
        <span className="wire-branch" />
        <span className="wire-direction">{direction === "up" ? "↑" : "↓"}</span>
        {inWordsOf(row.what, t)}
      </Cell>
      <Cell className="wire-status" />
      <Cell className="wire-bytes wire-head-bytes" />
      <Cell className="wire-bytes">{size(bytesOfPacket(row), language)}</Cell>
      <Cell className="wire-bar">
        <PacketMark row={row} axis={axis} now={now} />
      </Cell>
    </>
  );
}

function Line({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <>
      <Cell className="wire-line ellipsis">{text}</Cell>
      <Cell className="wire-bar">{children}</Cell>
    </>
  );
}

function Cell({ className, children }: { className: string; children?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: a virtual list is no table, and the grid has the focus
    <span role="gridcell" className={className}>
      {children}
    </span>
  );
}
