import type { Problem } from "../../client/problems.ts";
import type { Conditions, FaultEvent } from "../../protocol/faults.ts";
import { fromWireName, type TransportName } from "../../protocol/transport-names.ts";
import type { words } from "../words/index.ts";
import type { NetworkChoice } from "./network-choice.ts";

/** Something that one's own network or session told. `at`: Unix ms on the host's clock. */
export type Happening = { readonly at: number } & (
  | {
      readonly kind: "fault";
      readonly fault: FaultEvent;
      /** After how much silence the network cuts, in ms. */
      readonly idleCutMs: number | null;
    }
  /** The connection was lost, or does not come about. `isOnline`: this computer knew of a network then. */
  | {
      readonly kind: "drop";
      readonly transport: TransportName;
      readonly code: Problem["code"];
      readonly hasSlept: boolean;
      readonly isOnline: boolean;
    }
  /** It is back, the rooms are restored; how many messages were missed and fetched, and were sent again. */
  | {
      readonly kind: "mended";
      readonly transport: TransportName;
      readonly recovered: number;
      readonly retransmitted: number;
    }
  /** A message took long over a stream while the network held streams back. */
  | {
      readonly kind: "late";
      readonly transport: TransportName;
      readonly buffer: NonNullable<Conditions["buffer"]>;
    }
  /** One goes another way to the host from now on. */
  | { readonly kind: "network"; readonly choice: NetworkChoice }
);

type Of<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;

export type Why = keyof typeof words.en.network.why;

/** What happened, and what became of it. */
export interface Explanation {
  /** Unix ms on the host's clock. */
  readonly at: number;
  readonly why: Why;
  /** Whether it took a connection away. */
  readonly isDrop: boolean;
  /** Whether it fits, but is not known for sure. */
  readonly isGuess: boolean;
  readonly transport: TransportName | null;
  /** Held, silent or gathered for so long, in ms. */
  readonly ms: number | null;
  readonly bytes: number | null;
  readonly outcome: Of<"mended"> | null;
  /** Where another way to the host begins, which one. */
  readonly network: NetworkChoice | null;
  /** So many alike came one after another. */
  readonly times: number;
}

/** What the network did at about the same time, in ms, was probably the reason; */
const NEAR = 5_000;
/** and within this time and over the same transport, surely. */
const SURE = 1_500;
/** The same fault of several connections within this time, in ms, is one thing that happened. */
const TOGETHER = 1_500;

/** Says why of all that happened, oldest first. */
export function explain(happenings: readonly Happening[]): Explanation[] {
  const faults = happenings.filter((one) => one.kind === "fault");
  const explained = new Set<Of<"fault">>();
  const drops = happenings.flatMap((one, i) => {
    if (one.kind !== "drop") return [];
    const fault = faultOf(one, faults, explained);
    if (fault) for (const same of faults) if (isSame(same, fault)) explained.add(same);
    return [{ ...whyDropped(one, fault), outcome: outcomeAfter(happenings, i) }];
  });
  const others = faults.flatMap((one) => {
    if (explained.has(one) || !isWorthTelling(one.fault)) return [];
    for (const same of faults) if (isSame(same, one)) explained.add(same);
    return [{ ...nothing(one.at), ...whyOfFault(one) }];
  });
  const late = happenings.flatMap((one) => (one.kind === "late" ? [heldBack(one)] : []));
  const ways = happenings.flatMap((one) => (one.kind === "network" ? [anotherWay(one)] : []));
  return merged([...ways, ...drops, ...others, ...late].sort((a, b) => a.at - b.at));
}

function nothing(at: number): Omit<Explanation, "why"> {
  return {
    at,
    isDrop: false,
    isGuess: false,
    transport: null,
    ms: null,
    bytes: null,
    outcome: null,
    network: null,
    times: 1,
  };
}

/** What breaks a connection. */
const BREAKING = new Set<FaultEvent["kind"]>([
  "idle-504",
  "idle-reset",
  "upgrade-refused",
  "cut",
  "random-cut",
  "host-gone",
]);
/** What says that it broke, and not why. */
const UNEXPLAINED = new Set<Problem["code"]>(["connection-lost", "host-silent", "transport-failed"]);

/** The fault that fits a drop best, if one fits. */
function faultOf(
  drop: Of<"drop">,
  faults: readonly Of<"fault">[],
  explained: ReadonlySet<Of<"fault">>,
): Of<"fault"> | null {
  if (!UNEXPLAINED.has(drop.code)) return null;
  const cable = faults.findLast(({ at, fault }) => fault.connection === 0 && at <= drop.at);
  if (cable?.fault.kind === "offline") return cable;
  const near = faults.filter((one) => {
    const own = transportOf(one.fault);
    const fits = own === null || own === drop.transport;
    return BREAKING.has(one.fault.kind) && fits && !explained.has(one) && apart(one, drop) <= NEAR;
  });
  near.sort((a, b) => apart(a, drop) - apart(b, drop));
  return near.find((one) => isSure(one, drop)) ?? near[0] ?? null;
}

/** At the very time, to a request of the transport in use. */
function isSure(one: Of<"fault">, drop: Of<"drop">): boolean {
  return apart(one, drop) <= SURE && transportOf(one.fault) === drop.transport;
}

const apart = (a: Happening, b: Happening): number => Math.abs(a.at - b.at);

/** The transport whose request was under way; null if the fault does not tell. */
function transportOf({ path }: FaultEvent): TransportName | null {
  const name = path && new URL(path, "http://host").searchParams.get("transport");
  return (name && fromWireName(name)) || null;
}

function isSame(a: Of<"fault">, b: Of<"fault">): boolean {
  const isCable = a.fault.connection === 0 || b.fault.connection === 0;
  return a === b || (!isCable && a.fault.kind === b.fault.kind && apart(a, b) <= TOGETHER);
}

/** A closed connection that nobody used and a try while the cable is out say nothing that is not known. */
function isWorthTelling({ kind, connection }: FaultEvent): boolean {
  return kind !== "idle-close" && (kind !== "offline" || connection === 0);
}

function whyDropped(drop: Of<"drop">, fault: Of<"fault"> | null): Explanation {
  const { at, transport, code } = drop;
  const lost = { ...nothing(at), transport, isDrop: true };
  if (fault) {
    const isGuess = !isSure(fault, drop) && fault.fault.kind !== "offline";
    return { ...lost, ...whyOfFault(fault), transport, at, isGuess };
  }
  if (code === "closed-by-host") return { ...lost, why: "closed-by-host" };
  if (code === "connection-refused") return { ...lost, why: "refused" };
  if (code === "transport-failed") return { ...lost, why: "no-way" };
  if (drop.hasSlept) return { ...lost, why: "asleep", isGuess: true };
  if (!drop.isOnline) return { ...lost, why: "network-gone" };
  return { ...lost, why: code === "host-silent" ? "silent" : "lost" };
}

function whyOfFault({ fault, idleCutMs }: Of<"fault">): Pick<Explanation, "why" | "transport" | "ms"> {
  const transport = transportOf(fault);
  switch (fault.kind) {
    case "idle-504":
      return { why: "held-cut", transport, ms: fault.heldMs ?? idleCutMs };
    case "idle-reset":
      return { why: transport === "websocket" ? "socket-cut" : "stream-cut", transport, ms: idleCutMs };
    case "idle-close":
      return { why: "lost", transport, ms: null };
    default:
      return { why: fault.kind, transport, ms: null };
  }
}

function heldBack({ at, transport, buffer }: Of<"late">): Explanation {
  return { ...nothing(at), why: "held-back", transport, ms: buffer.ms, bytes: buffer.bytes };
}

function anotherWay({ at, choice }: Of<"network">): Explanation {
  return { ...nothing(at), why: choice === "direct" ? "direct" : "through", network: choice };
}

/** How the drop at this place ended, if it has ended before the next one and on the same way to the host. */
function outcomeAfter(happenings: readonly Happening[], drop: number): Of<"mended"> | null {
  for (const one of happenings.slice(drop + 1)) {
    if (one.kind === "drop" || one.kind === "network") return null;
    if (one.kind === "mended") return one;
  }
  return null;
}

/** Neighbours that say the same of one way to the host are told once, as the last of them. */
function merged(all: readonly Explanation[]): Explanation[] {
  const result: Explanation[] = [];
  for (const one of all) {
    const last = result.at(-1);
    const isAlike = last?.why === one.why && last.transport === one.transport && last.isGuess === one.isGuess;
    if (last && isAlike && one.network === null) {
      const isDrop = last.isDrop || one.isDrop;
      const outcome = one.outcome ?? last.outcome;
      result[result.length - 1] = { ...one, isDrop, outcome, times: last.times + 1 };
    } else result.push(one);
  }
  return result;
}
