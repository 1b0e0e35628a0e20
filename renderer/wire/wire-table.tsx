import { type KeyboardEvent, startTransition, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { useLayout } from "../app/layout.ts";
import { useHand } from "../look/use-hand.ts";
import { axisOf, isOpen, place, ticksOf } from "./axis.ts";
import type { Row } from "./rows.ts";
import { axisTime } from "./times.ts";
import { useNow } from "./use-now.ts";
import { rowId, WireRow } from "./wire-row.tsx";
import "./wire-table.css";

/** Height of a row in px; on a phone, where a finger chooses. */
const ROW = 25;
const TOUCH_ROW = 44;
/** Half the width of a label on the axis, in percent: one that would stick out is left out. */
const LABEL_ROOM = 6;
/** Within so many px of the end the table follows it. */
const AT_END = 40;
/** How soon a table that follows is brought to its end when it is not there, in ms. */
const CATCH_UP = 200;

interface WireTableProps {
  rows: readonly Row[];
  /** Grows when the rows change: they are the same objects. */
  version: number;
  selected: number | null;
  /** Of a message: its other packet. */
  twin: number | null;
  now(): number;
  isRunning: boolean;
  /** To be brought into view once it is there, although nobody has chosen it in the table. */
  shown: number | null;
  onSelect(key: number): void;
  onOpen(key: number): void;
}

/** The rows, the newest last; it follows the end while that is in view. One stop of the Tab key; arrows choose. */
export function WireTable(props: WireTableProps) {
  const { rows, selected, twin, shown, onSelect, onOpen } = props;
  const { t, i18n } = useTranslation();
  const rowHeight = useLayout() === "phone" ? TOUCH_ROW : ROW;
  const shownIndex = shown === null ? -1 : rows.findIndex(({ key }) => key === shown);
  // Where the table starts when it is drawn first: at the row that was asked for, else at the end.
  const [start] = useState(
    shownIndex === -1
      ? ({ index: "LAST", align: "end" } as const)
      : ({ index: shownIndex, align: "center" } as const),
  );
  // Once for each that is to be shown: the reader may scroll on from there.
  const broughtUp = useRef(shownIndex === -1 ? null : shown);
  const list = useRef<VirtuosoHandle>(null);
  const grid = useRef<HTMLElement>(null);
  const [range, setRange] = useState({ startIndex: 0, endIndex: 0 });
  const isAtEnd = useRef(shown === null);
  const isByHand = useHand(grid);
  const inView = rows.slice(range.startIndex, range.endIndex + 1);
  const isDrawn = selected !== null && inView.some(({ key }) => key === selected);
  const now = useNow(
    props.now,
    props.isRunning && inView.some((row) => isOpen(row) || row.kind === "packet"),
  );
  const axis = axisOf(inView, props.isRunning ? Math.max(now, props.now()) : now);
  useStillRows(grid, isAtEnd, rows, range.startIndex, rowHeight);

  // What comes while the list finds its first place is not followed by itself.
  const isBehind = range.endIndex < rows.length - 1;
  useEffect(() => {
    if (!isBehind) return;
    const catchUp = setInterval(() => {
      if (isAtEnd.current) list.current?.scrollToIndex({ index: "LAST", align: "end" });
    }, CATCH_UP);
    return () => clearInterval(catchUp);
  }, [isBehind]);

  useEffect(() => {
    if (shownIndex === -1 || broughtUp.current === shown) return;
    broughtUp.current = shown;
    // After the details have taken their space.
    const frame = requestAnimationFrame(() => {
      isAtEnd.current = false; // who reads a row does not want it to move away
      if (isInView(grid.current, shownIndex * rowHeight, rowHeight)) return;
      list.current?.scrollToIndex({ index: shownIndex, align: "center" });
    });
    return () => cancelAnimationFrame(frame);
  }, [shown, shownIndex, rowHeight]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = rows.findIndex(({ key }) => key === selected);
    const page = Math.max(1, range.endIndex - range.startIndex - 1);
    const last = rows.length - 1;
    const from = at === -1 ? last + 1 : at;
    const goals: Record<string, number> = {
      ArrowUp: from - 1,
      ArrowDown: at === -1 ? last : at + 1,
      PageUp: from - page,
      PageDown: at + page,
      Home: 0,
      End: last,
    };
    const goal = goals[event.key];
    if (event.key === "Enter" && selected !== null) onOpen(selected);
    else if (goal !== undefined) {
      const index = Math.min(last, Math.max(0, goal));
      const row = rows[index];
      if (row) {
        isAtEnd.current = index === last;
        list.current?.scrollIntoView({ index, behavior: "auto" });
        onSelect(row.key);
      }
    } else return;
    event.preventDefault();
  }

  return (
    <div className="wire-table">
      <div className="wire-columns" aria-hidden="true">
        <span>{t("wire.column.time")}</span>
        <span className="wire-kind">
          <span>{t("wire.column.kind")}</span>
        </span>
        <span>{t("wire.column.what")}</span>
        <span className="wire-status">{t("wire.column.status")}</span>
        <span className="wire-bytes wire-head-bytes">{t("wire.column.head")}</span>
        <span className="wire-bytes">{t("wire.column.body")}</span>
        <AxisLabels {...ticksOf(axis, 4)} axis={axis} />
      </div>
      <Virtuoso
        ref={list}
        scrollerRef={(element) => {
          grid.current = element as HTMLElement | null;
        }}
        role="grid"
        className="wire-grid"
        data-column
        aria-label={t("wire.table")}
        aria-rowcount={rows.length}
        aria-activedescendant={isDrawn ? rowId(selected) : undefined}
        onKeyDown={onKeyDown}
        totalCount={rows.length}
        fixedItemHeight={rowHeight}
        computeItemKey={(index) => rows[index]?.key ?? index}
        initialTopMostItemIndex={start}
        rangeChanged={(drawn) => startTransition(() => setRange(drawn))}
        followOutput={() => (isAtEnd.current ? "auto" : false)}
        atBottomThreshold={AT_END}
        atBottomStateChange={(isEnd) => {
          // A list that has just been drawn or has grown is at its end, or is not, for a moment, and nobody has moved it.
          if (isByHand() || (isEnd && shown === null)) isAtEnd.current = isEnd;
        }}
        skipAnimationFrameInResizeObserver
        itemContent={(index) => {
          const row = rows[index];
          return (
            row && (
              <WireRow
                row={row}
                version={row.kind === "exchange" ? row.version : 0}
                index={index + 1}
                axis={axis}
                now={now}
                isSelected={row.key === selected}
                isTwin={row.key === twin}
                onPress={onOpen}
                t={t}
                language={i18n.language}
              />
            )
          );
        }}
      />
    </div>
  );
}

function isInView(grid: HTMLElement | null, top: number, height: number): boolean {
  return grid !== null && top >= grid.scrollTop && top + height <= grid.scrollTop + grid.clientHeight;
}

function AxisLabels({ at, step, axis }: ReturnType<typeof ticksOf> & { axis: Parameters<typeof place>[0] }) {
  return (
    <span className="wire-bar wire-axis">
      {at
        .map((tick) => ({ tick, left: place(axis, tick) }))
        .filter(({ left }) => left >= LABEL_ROOM && left <= 100 - LABEL_ROOM)
        .map(({ tick, left }) => (
          <span key={tick} style={{ left: `${left}%` }}>
            {axisTime(tick, step)}
          </span>
        ))}
    </span>
  );
}

/**
 * Away from the end, rows that are dropped at the top or filtered out shall not move those in view: the list is
 * scrolled by as much as the first of them has moved.
 */
function useStillRows(
  grid: React.RefObject<HTMLElement | null>,
  isAtEnd: React.RefObject<boolean>,
  rows: readonly Row[],
  first: number,
  rowHeight: number,
): void {
  const top = useRef<{ key: number; index: number } | null>(null);
  useLayoutEffect(() => {
    const { current: before } = top;
    if (before && !isAtEnd.current && grid.current && rows[before.index]?.key !== before.key) {
      const same = rows.findIndex(({ key }) => key === before.key);
      const index = same === -1 ? rows.findIndex(({ key }) => key >= before.key) : same;
      if (index !== -1) grid.current.scrollTop += (index - before.index) * rowHeight;
    }
    const row = rows[first];
    top.current = row ? { key: row.key, index: first } : null;
  });
}
