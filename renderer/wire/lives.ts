import type { Life } from "../../client/session.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import type { ClosedLife, ExchangeRow } from "./rows.ts";

/** What the browser gives for a transport: of these two a page can read the ready state. The others have none. */
const KINDS: Partial<Record<TransportName, Life["kind"]>> = { sse: "EventSource", websocket: "WebSocket" };

/** The constants of the interface, by their number. HTML, section 9.2; WebSockets standard, section 3. */
const STATES = {
  EventSource: ["CONNECTING", "OPEN", "CLOSED"],
  WebSocket: ["CONNECTING", "OPEN", "CLOSING", "CLOSED"],
} as const;

/** A request comes to the host this long after it was made, in ms, if it waits for one of the browser's connections. */
const LATEST = 15_000;

export function isClosed(life: Life): life is ClosedLife {
  return life.close !== null;
}

/** When it came into its present state, in Unix ms on the host's clock. */
export function changedAt({ states }: Life): number {
  return states.at(-1)?.at ?? 0;
}

/** Those that closed until this moment, in that order, without those with these ids. */
export function closedUntil(at: number, lives: readonly Life[], without: ReadonlySet<number>): ClosedLife[] {
  return lives
    .filter(isClosed)
    .filter((life) => !without.has(life.id) && changedAt(life) <= at)
    .sort((a, b) => changedAt(a) - changedAt(b));
}

export type StateName = (typeof STATES)["EventSource" | "WebSocket"][number];

/** A state by name, with how long it lasted in ms: null of the one that has no end, and of the present one. */
export interface NamedState {
  readonly number: number;
  readonly name: StateName;
  readonly at: number;
  readonly ms: number | null;
}

export function statesOf({ kind, states }: Life): NamedState[] {
  return states.flatMap(({ readyState, at }, i) => {
    const name = STATES[kind][readyState];
    const next = states[i + 1];
    return name ? [{ number: readyState, name, at, ms: next ? next.at - at : null }] : [];
  });
}

/** The life behind an exchange: of those that the same switch tried, the one that was made at that time. */
export function lifeOf({ request }: ExchangeRow, lives: readonly Life[]): Life | null {
  if (request.method !== "GET") return null;
  const probe = /[?&]probe=([^&]*)/.exec(request.url)?.[1] ?? null;
  const apart = ({ states }: Life): number => Math.abs((states[0]?.at ?? 0) - request.at);
  return lives
    .filter((life) => life.kind === KINDS[request.transport] && life.probe === probe && apart(life) <= LATEST)
    .reduce<Life | null>((best, life) => (best && apart(best) <= apart(life) ? best : life), null);
}

/** Whether the page can read a ready state of what this transport is carried by. */
export function hasReadyState(transport: TransportName): boolean {
  return KINDS[transport] !== undefined;
}

/** The newest life of a transport; null of a transport that has none. */
export function newestLife(transport: TransportName, lives: readonly Life[]): Life | null {
  return lives.findLast(({ kind }) => kind === KINDS[transport]) ?? null;
}
