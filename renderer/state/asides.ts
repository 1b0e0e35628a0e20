import type { Outgoing } from "../../client/outbox.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** What stands between messages, and only in this window: a switch of transport, or a message that failed. */
export type Aside =
  | { readonly kind: "switch"; readonly from: TransportName; readonly to: TransportName; readonly at: number }
  | { readonly kind: "failed"; readonly outgoing: Outgoing };

/** By the seq of the message below which they stand; 0 for the top of the room. */
export type Asides = ReadonlyMap<number, readonly Aside[]>;

/** Puts an aside below the message with that seq, after those that stand there already. */
export function addAside(asides: Asides, seq: number, aside: Aside): Asides {
  return new Map(asides).set(seq, [...(asides.get(seq) ?? []), aside]);
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
