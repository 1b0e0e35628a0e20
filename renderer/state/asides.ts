import type { Outgoing } from "../../client/outbox.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** From one transport to another; by `auto`, if not by the person. `at`: Unix ms. */
export interface Switch {
  readonly kind: "switch";
  readonly from: TransportName;
  readonly to: TransportName;
  readonly isAutomatic: boolean;
  readonly at: number;
}

/** What stands between messages, and only in this window: a switch of transport, or a message that failed. */
export type Aside = Switch | { readonly kind: "failed"; readonly outgoing: Outgoing };

/** By the seq of the message below which they stand; 0 for the top of the room. */
export type Asides = ReadonlyMap<number, readonly Aside[]>;

/** Puts an aside below the message with that seq, after those that stand there already. */
export function addAside(asides: Asides, seq: number, aside: Aside): Asides {
  return new Map(asides).set(seq, [...(asides.get(seq) ?? []), aside]);
}

/** Steps of `auto` that follow each other within this time, in ms, are one way that it goes. */
const ONE_CLIMB = 60_000;

/** Puts a switch below the message with that seq; the steps of one climb of `auto` are told as one. */
export function addSwitch(asides: Asides, seq: number, aside: Switch): Asides {
  const here = asides.get(seq) ?? [];
  const last = here.at(-1);
  const isNextStep =
    last?.kind === "switch" && last.isAutomatic && aside.isAutomatic && aside.at - last.at <= ONE_CLIMB;
  if (!isNextStep) return addAside(asides, seq, aside);
  const kept = here.slice(0, -1);
  if (last.from !== aside.to) return new Map(asides).set(seq, [...kept, { ...aside, from: last.from }]);
  const others = new Map(asides).set(seq, kept); // back where it began
  if (kept.length === 0) others.delete(seq);
  return others;
}

/** Takes a failed message away: it is sent again, or was discarded. */
export function dropFailed(asides: Asides, id: string): Asides {
  const kept = [...asides].map(([seq, here]) => [seq, here.filter((aside) => !isFailed(aside, id))] as const);
  return new Map(kept.filter(([, here]) => here.length > 0));
}

/** Those that stand above the first message that is known. */
export function asidesBefore(asides: Asides, first: number): readonly Aside[] {
  return [...asides]
    .filter(([seq]) => seq < first)
    .sort(([a], [b]) => a - b)
    .flatMap(([, here]) => here);
}

function isFailed(aside: Aside, id: string): boolean {
  return aside.kind === "failed" && aside.outgoing.id === id;
}
