import { TransportMark } from "../transport/transport-mark.tsx";
import { type Axis, endOf, isOpen, place } from "./axis.ts";
import type { ExchangeRow, PacketRow } from "./rows.ts";
import { heldMs, span } from "./say.ts";

interface BarProps {
  axis: Axis;
  now: number;
}

/** A bar wider than this has its time inside, in percent of the axis. */
const WIDE = 30;
/** A bar that ends after this has its time before it. */
const LATE = 72;
/** A bar narrower than this is filled, in percent of the axis. */
const SHORT = 2;

/** How long an exchange was held. One that is still open ends in a chevron. Decoration: the row's sentence says it. */
export function HeldBar({ row, axis, now, language }: BarProps & { row: ExchangeRow; language: string }) {
  const left = place(axis, row.request.at);
  const right = place(axis, endOf(row, now));
  const held = heldMs(row, now);
  const label = held === null ? "" : span(held, language);
  const classes = [
    isOpen(row) && "open",
    row.request.at < axis.from && "earlier",
    right - left < SHORT && "short",
  ];
  const spot = right - left > WIDE ? "inside" : right > LATE ? "before" : "after";
  const at = spot === "inside" ? left : spot === "before" ? 100 - left : right;
  return (
    <>
      <span
        className={`held-bar ${classes.filter(Boolean).join(" ")}`}
        style={{ left: `${left}%`, width: `${right - left}%` }}
      />
      <span
        className={`held-time ${spot}`}
        style={spot === "before" ? { right: `${at}%` } : { left: `${at}%` }}
      >
        {label}
      </span>
    </>
  );
}

/** When a packet went, on the line of what carries it. */
export function PacketMark({ row, axis, now }: BarProps & { row: PacketRow }) {
  const { carrier, packet } = row;
  const left = place(axis, carrier.request.at);
  const right = place(axis, endOf(carrier, now));
  return (
    <>
      <span className="carrier-line" style={{ left: `${left}%`, width: `${right - left}%` }} />
      <span className="packet-mark" style={{ left: `${place(axis, packet.at)}%` }}>
        <TransportMark transport={carrier.request.transport} />
      </span>
    </>
  );
}

export function SwitchMark({ axis, at }: { axis: Axis; at: number }) {
  return <span className="switch-mark" style={{ left: `${place(axis, at)}%` }} />;
}
