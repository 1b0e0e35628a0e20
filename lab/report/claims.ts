import { requestsOf } from "../../protocol/meter.ts";
import type { Claim, Measured } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { count, data, list, number, range } from "./figures-in-words.ts";
import { nameOf } from "./transports.ts";

type Heat = Partial<Record<TransportName, Measured>>;

const STREAMS = ["iframe-streaming", "http-streaming", "sse"] as const;

/** From this share of a client's time on, something counts as held open: an answered poll is not held for a moment. */
const HELD = 0.8;

/** Those claims for which this heat has the figures. */
export function claimsOf(measured: readonly Measured[], pollIntervalMs: number): Claim[] {
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

/** Confirmed when all parts of a claim hold, refuted when none does. */
function judged(...parts: readonly boolean[]): Claim["verdict"] {
  if (parts.every((holds) => holds)) return "confirmed";
  return parts.some((holds) => holds) ? "in part" : "refuted";
}

function wastedPolls({ "short-polling": short }: Heat): Claim | null {
  if (!short) return null;
  const { empty, data: useful } = short.requests;
  if (empty + useful === 0) return null;
  const share = empty / (empty + useful);
  return {
    claim: "Short polling wastes requests.",
    verdict: share >= 0.5 ? "confirmed" : share >= 0.2 ? "in part" : "refuted",
    figures: `Of its ${count(empty + useful, "poll")}, ${number(empty)} came back with nothing (${number(share * 100)} %).`,
  };
}

function savedRequests(
  { "long-polling": long, "short-polling": short }: Heat,
  interval: number,
): Claim | null {
  if (!long || !short) return null;
  const [made, instead] = [requestsOf(long.requests), requestsOf(short.requests)];
  return {
    claim: "Long polling saves requests but holds connections.",
    verdict: judged(made < 0.9 * instead, long.heldPerClient >= HELD),
    figures:
      `It made ${count(made, "request")} where short polling, every ${number(interval)} ms, made ${number(instead)}. ` +
      `On the average it held ${number(long.heldPerClient)} requests open for each client.`,
  };
}

function heavyHeads({ "long-polling": long, "short-polling": short }: Heat): Claim | null {
  const polls = long ?? short;
  if (!polls) return null;
  const requests = requestsOf(polls.requests);
  if (requests === 0 || polls.delivered === 0) return null;
  const heads = polls.parts.heads / requests;
  return {
    claim: "Heads are 400 bytes and more around 10 useful ones.",
    verdict: heads >= 400 ? "confirmed" : heads >= 200 ? "in part" : "refuted",
    figures:
      `With ${nameOf(polls.transport)}, the heads of a request and its answer took ${data(heads)} on the average, ` +
      `around texts of ${data(polls.textBytes / polls.delivered)}. These clients run in Node: a browser sends more.`,
  };
}

function heldConnections(heat: Heat): Claim | null {
  const streams = STREAMS.flatMap((name) => heat[name] ?? []);
  const short = heat["short-polling"];
  if (streams.length === 0) return null;
  const held = streams.map(({ heldPerClient }) => heldPerClient);
  const shortKeeps = (short?.connectionsPerClient ?? 0) >= HELD;
  const compared =
    short && short.connectionsPerClient !== null
      ? ` Short polling's clients held ${number(short.heldPerClient)} requests, ${shortKeeps ? "but" : "and"} ` +
        `kept ${number(short.connectionsPerClient)} connections each open between their polls.`
      : "";
  return {
    claim: "Streams cost the server held connections.",
    verdict: judged(Math.min(...held) >= HELD, !shortKeeps),
    figures:
      `${list(streams.map(({ transport, heldPerClient }) => `${nameOf(transport)} held ${number(heldPerClient)}`))} ` +
      `requests open for each client on the average.${compared}`,
  };
}

function oneWay({ sse }: Heat): Claim | null {
  if (!sse) return null;
  const { post } = sse.requests;
  const { drops } = sse.repairs;
  if (post === 0 && drops === 0) return null;
  const sent = `What its clients had to tell the host went up in ${count(post, "request")} beside the stream.`;
  const mended =
    `${count(drops, "break")} of it ${drops === 1 ? "was" : "were"} mended by Pushpull's session, as with every other ` +
    "transport, since a stream that reconnects by itself does not know which messages it has missed.";
  return drops === 0
    ? { claim: "SSE is one way.", verdict: "confirmed", figures: sent }
    : {
        claim: "SSE is one way and reconnects by itself.",
        verdict: "in part",
        figures: post > 0 ? `${sent} ${mended}` : mended,
      };
}

function leastOverhead({ websocket }: Heat, measured: readonly Measured[]): Claim | null {
  const others = measured.filter((result) => result !== websocket && result.overheadFactor !== null);
  if (!websocket || websocket.overheadFactor === null || others.length === 0) return null;
  const overheads = others.map(({ overheadFactor }) => overheadFactor ?? Number.POSITIVE_INFINITY);
  const setUps = others.map(({ setup }) => setup.handshakeBytesPerClient);
  const own = websocket.setup.handshakeBytesPerClient;
  return {
    claim: "WebSocket has the least overhead and the most set-up.",
    verdict: judged(websocket.overheadFactor <= Math.min(...overheads), own >= Math.max(...setUps)),
    figures:
      `It put ${number(websocket.overheadFactor)} bytes on the wire for each byte of text, the others ` +
      `${number(Math.min(...overheads))} and more. Its opening took ${data(own)} of heads, the others' ` +
      `${range(data(Math.min(...setUps)), data(Math.max(...setUps)))}.`,
  };
}
