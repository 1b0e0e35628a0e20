import type { TransportName } from "../../protocol/transport-names.ts";
import type { words } from "../words/index.ts";
import type { Costs, Figures } from "./figures.ts";
import { inWords, latency, perMinute, scaledUp } from "./format.ts";

/** A sentence: its key under `transport.explain`, and the figures that it names, if any. */
interface Sentence {
  readonly key: keyof typeof words.en.transport.explain;
  readonly values: { readonly now: string; readonly before: string };
}

const noFigures = { now: "", before: "" };

/** A difference in latency below this many ms is one that nobody notices. */
const NOTICED = 50;
/** By which factor figures must differ before they are called different. */
const DIFFERENT = 1.5;

/** What the last switch changed, as far as it was measured. */
export function explain(figures: Figures, current: TransportName, language: string): Sentence[] {
  const last = figures.switches.at(-1);
  const now = figures.measured.get(current);
  if (!last || last.to !== current || last.from === current) {
    if (now?.latency == null) return [{ key: "nothingYet", values: noFigures }];
    return [{ key: "soFar", values: { now: inWords(latency(now.latency, language)), before: "" } }];
  }
  const before = figures.measured.get(last.from);
  return [
    aboutLatency(last, before?.latency ?? null, now?.latency ?? null, language),
    ...aboutRequests(before, now, language),
    ...aboutWayUp(current),
  ];
}

function aboutLatency(
  { from, to }: { from: TransportName; to: TransportName },
  before: number | null,
  now: number | null,
  language: string,
): Sentence {
  if (now === null) return { key: "waiting", values: noFigures };
  const values = { now: inWords(latency(now, language)), before: inWords(latency(before, language)) };
  if (before === null) return { key: "onlyNow", values };
  if (Math.abs(now - before) < NOTICED) return { key: "noticeNothing", values };
  if (from === "short-polling" && now < before) return { key: "notAsked", values };
  if (to === "short-polling" && now > before) return { key: "asked", values };
  return { key: "changed", values };
}

function aboutRequests(before: Costs | undefined, now: Costs | undefined, language: string): Sentence[] {
  if (before?.requests == null || now?.requests == null) return [];
  const [few, many] = [Math.min(before.requests, now.requests), Math.max(before.requests, now.requests)];
  if (many - few < 2 || many < few * DIFFERENT) return [];
  const said = ({ requests, scaledFrom }: Costs): string =>
    inWords(scaledUp(perMinute(requests, language), scaledFrom));
  const values = { now: said(now), before: said(before) };
  return [{ key: now.requests < before.requests ? "fewerRequests" : "moreRequests", values }];
}

function aboutWayUp(transport: TransportName): Sentence[] {
  switch (transport) {
    case "websocket":
      return [{ key: "sameWayUp", values: noFigures }];
    case "sse":
    case "http-streaming":
    case "iframe-streaming":
      return [{ key: "ownRequestsUp", values: noFigures }];
    default:
      return [];
  }
}
