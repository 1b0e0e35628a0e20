import { requestsOf } from "../../protocol/meter.ts";
import type { Claim, Measured } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** Whether each of a claim's two halves holds. */
export type Halves = readonly [boolean, boolean];

/** A claim, what was found of it, and the figures that decide; the words for it stand in words/. */
export type Judgement = { readonly verdict: Claim["verdict"] } & Evidence;

export type Evidence =
  | {
      readonly id: "wasted-polls";
      readonly polls: number;
      readonly empty: number;
      readonly share: number;
      readonly isBusy: boolean;
    }
  | {
      readonly id: "saved-requests";
      readonly made: number;
      /** What short polling made instead, with this time between two polls, in ms. */
      readonly instead: number;
      readonly intervalMs: number;
      /** Of long polling. */
      readonly heldPerClient: number;
      readonly halves: Halves;
    }
  | {
      readonly id: "heavy-heads";
      readonly transport: TransportName;
      /** Of a request and its answer, in bytes. */
      readonly heads: number;
      /** Of a delivered text, in bytes. */
      readonly text: number;
      readonly halves: Halves;
    }
  | {
      readonly id: "held-connections";
      readonly streams: readonly Pick<Measured, "transport" | "heldPerClient">[];
      /** `keeps`: it kept its connections between polls. */
      readonly shortPolling: { held: number; connections: number; keeps: boolean } | null;
      readonly halves: Halves;
    }
  | { readonly id: "one-way"; readonly posts: number }
  | {
      readonly id: "one-way-reconnects";
      readonly posts: number;
      readonly breaks: number;
      readonly halves: Halves;
    }
  | {
      readonly id: "least-overhead";
      /** Bytes on the wire for each byte of text, and the least of the others. */
      readonly overhead: number;
      readonly leastOfOthers: number;
      /** Heads that open it, in bytes, and the least and the most of the others. */
      readonly opening: number;
      readonly openingOfOthers: readonly [number, number];
      readonly halves: Halves;
    };

type Heat = Partial<Record<TransportName, Measured>>;

const STREAMS = ["iframe-streaming", "http-streaming", "sse"] as const;

/** From this share of a client's time on, something counts as held open: an answered poll is not held for a moment. */
const HELD = 0.8;

/** Those claims for which this heat has the figures. */
export function claimsOf(measured: readonly Measured[], pollIntervalMs: number): Judgement[] {
  const heat: Heat = Object.fromEntries(measured.map((result) => [result.transport, result]));
  return [
    wastedPolls(heat),
    savedRequests(heat, pollIntervalMs),
    heavyHeads(heat),
    heldConnections(heat),
    oneWay(heat),
    leastOverhead(heat, measured),
  ].filter((claim) => claim !== null);
}

/** Confirmed when both halves of a claim hold, refuted when none does. */
function judged(...halves: Halves): { verdict: Claim["verdict"]; halves: Halves } {
  const held = halves.filter((holds) => holds).length;
  return { verdict: held === 2 ? "confirmed" : held === 1 ? "in part" : "refuted", halves };
}

function wastedPolls({ "short-polling": short }: Heat): Judgement | null {
  if (!short) return null;
  const { empty, data: useful } = short.requests;
  const polls = empty + useful;
  if (polls === 0) return null;
  const share = empty / polls;
  const verdict = share >= 0.5 ? "confirmed" : share >= 0.2 ? "in part" : "refuted";
  // As many messages as polls leave none empty, whatever one thinks of polls.
  const isBusy = verdict === "refuted" && short.sent >= polls / short.clients;
  return { id: "wasted-polls", verdict, polls, empty, share, isBusy };
}

function savedRequests(
  { "long-polling": long, "short-polling": short }: Heat,
  intervalMs: number,
): Judgement | null {
  if (!long || !short) return null;
  const { heldPerClient } = long;
  const [made, instead] = [requestsOf(long.requests), requestsOf(short.requests)];
  const found = judged(made < 0.9 * instead, heldPerClient >= HELD);
  return { id: "saved-requests", ...found, made, instead, intervalMs, heldPerClient };
}

function heavyHeads({ "long-polling": long, "short-polling": short }: Heat): Judgement | null {
  const polls = long ?? short;
  if (!polls) return null;
  const requests = requestsOf(polls.requests);
  if (requests === 0 || polls.delivered === 0) return null;
  const heads = polls.parts.heads / requests;
  const found = judged(heads >= 200, heads >= 400);
  const text = polls.textBytes / polls.delivered;
  return { id: "heavy-heads", ...found, transport: polls.transport, heads, text };
}

function heldConnections(heat: Heat): Judgement | null {
  const streams = STREAMS.flatMap((name) => heat[name] ?? []);
  const short = heat["short-polling"];
  if (streams.length === 0) return null;
  const keeps = (short?.connectionsPerClient ?? 0) >= HELD;
  const isHeld = Math.min(...streams.map(({ heldPerClient }) => heldPerClient)) >= HELD;
  return {
    id: "held-connections",
    ...judged(isHeld, !keeps),
    streams: streams.map(({ transport, heldPerClient }) => ({ transport, heldPerClient })),
    shortPolling:
      short && short.connectionsPerClient !== null
        ? { held: short.heldPerClient, connections: short.connectionsPerClient, keeps }
        : null,
  };
}

function oneWay({ sse }: Heat): Judgement | null {
  if (!sse) return null;
  const { post: posts } = sse.requests;
  const { drops: breaks } = sse.repairs;
  if (breaks > 0) return { id: "one-way-reconnects", ...judged(true, false), posts, breaks };
  return posts > 0 ? { id: "one-way", verdict: "confirmed", posts } : null;
}

function leastOverhead({ websocket }: Heat, measured: readonly Measured[]): Judgement | null {
  const others = measured.filter((result) => result !== websocket && result.overheadFactor !== null);
  if (!websocket || websocket.overheadFactor === null || others.length === 0) return null;
  const overhead = websocket.overheadFactor;
  const leastOfOthers = Math.min(
    ...others.map(({ overheadFactor }) => overheadFactor ?? Number.POSITIVE_INFINITY),
  );
  const openings = others.map(({ setup }) => setup.handshakeBytesPerClient);
  const opening = websocket.setup.handshakeBytesPerClient;
  return {
    id: "least-overhead",
    ...judged(overhead <= leastOfOthers, opening >= Math.max(...openings)),
    overhead,
    leastOfOthers,
    opening,
    openingOfOthers: [Math.min(...openings), Math.max(...openings)],
  };
}
