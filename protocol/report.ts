import { z } from "zod";
import { PRESET_NAMES } from "./faults.ts";
import { partsSchema, requestCountsSchema } from "./meter.ts";
import { SCENARIO_NAMES } from "./scenarios.ts";
import { TRANSPORTS } from "./transport-names.ts";

/** In which a report can be had. */
export const REPORT_LANGUAGES = ["en", "zh"] as const;
export const reportLanguageSchema = z.enum(REPORT_LANGUAGES);

/** One of the things that are raced: a transport in a scenario under conditions. */
export const cellSchema = z.object({
  transport: z.enum(TRANSPORTS),
  scenario: z.enum(SCENARIO_NAMES),
  conditions: z.enum(PRESET_NAMES),
});

/** How big a run of a scenario is. */
export const scaleSchema = z.object({
  clients: z.int(),
  /** Messages per second, all senders together. */
  rate: z.number(),
  /** Bytes of each text. */
  size: z.int(),
  seconds: z.number(),
});

/** In ms, from when a message was meant to be sent to its delivery. */
export const spreadSchema = z.object({
  count: z.int(),
  min: z.number(),
  p5: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});

/** Figures of the measured time. A delivery is one message at one client, its sender included. Null: not known. */
export const figuresSchema = scaleSchema.extend({
  /** From the start to the last delivery, and no less than the seconds asked for; in ms. */
  measuredMs: z.number(),
  latencyMs: spreadSchema.nullable(),
  sent: z.int(),
  acked: z.int(),
  /** Deliveries that there must be, and those that there were. */
  expected: z.int(),
  delivered: z.int(),
  lost: z.int(),
  duplicated: z.int(),
  reordered: z.int(),
  /** Bytes of the texts, each as often as it was delivered. */
  textBytes: z.int(),
  /** Bytes of the clients' sessions at the host's TCP sockets; up is towards the host. */
  wireBytes: z.object({ up: z.int(), down: z.int() }),
  /** The same bytes by what they were for (meter.ts). */
  parts: partsSchema,
  requests: requestCountsSchema,
  /** Wire bytes, both ways, by deliveries. */
  wireBytesPerMessage: z.number().nullable(),
  /** Wire bytes, both ways, by messages sent. */
  wireBytesPerSent: z.number().nullable(),
  /** Requests by deliveries. */
  requestsPerMessage: z.number().nullable(),
  /** Requests by messages sent. */
  requestsPerSent: z.number().nullable(),
  /** Wire bytes by the bytes of the delivered texts. */
  overheadFactor: z.number().nullable(),
  /** Requests of one client that were open at the host, on the average of the time. */
  heldPerClient: z.number(),
  /**
   * TCP connections of the clients that are open at the end and have carried something in the measured time or hold a
   * request. Those that lie idle since the clients came in are not among them.
   */
  connections: z.int().nullable(),
  connectionsPerClient: z.number().nullable(),
  /** Processor time of the host's process, in ms. */
  cpuMs: z.number(),
  /** Processor time of the host's process by 1,000 deliveries, in ms. */
  cpuMsPer1000: z.number().nullable(),
  /** Resident memory by clients: by how much one made the host's grow, in bytes. It moves in steps of many clients. */
  memoryPerConnection: z.number().nullable(),
  /** Memory in use by clients: by how much one made the memory grow that the host's objects and buffers use, in bytes. */
  heapPerConnection: z.number().nullable(),
  /** Before the measured time: what it took to come in. */
  setup: z.object({ connectMs: z.number().nullable(), handshakeBytesPerClient: z.number() }),
  /** Connections that broke; messages that were sent again, and that were fetched after a break. */
  repairs: z.object({ drops: z.int(), retransmitted: z.int(), recovered: z.int() }),
  /** What the network did, by kind of fault. */
  faults: z.record(z.string(), z.int()),
});

/** Why a cell has no figures. `quote`: what a program said, in its own words, which are English. */
export const causeSchema = z.discriminatedUnion("code", [
  z.object({ code: z.literal("upgrade-refused") }),
  /** The first messages did not come through in time. */
  z.object({ code: z.literal("first-messages-late") }),
  /** So many of the clients did not get in. */
  z.object({ code: z.literal("clients-missing"), missing: z.int(), clients: z.int() }),
  z.object({ code: z.literal("message-not-taken"), quote: z.string() }),
  z.object({ code: z.literal("error"), quote: z.string() }),
]);

/** `cause` is missing in races that were kept before there were causes. */
const why = { reason: z.string(), cause: causeSchema.optional() };

/**
 * `refused`: these conditions do not let the transport through; that is no failure. `failed`: the race went wrong, or
 * its network was too bad for it. `reason` is a sentence; it ends with the cause's quote, if there is one.
 */
export const cellResultSchema = z.discriminatedUnion("outcome", [
  cellSchema.extend(figuresSchema.shape).extend({ outcome: z.literal("measured"), reason: z.null() }),
  cellSchema.extend({ outcome: z.literal("refused"), ...why }),
  cellSchema.extend({ outcome: z.literal("failed"), ...why }),
]);

/** What articles claim of the transports. */
export const CLAIM_IDS = [
  "wasted-polls",
  "saved-requests",
  "heavy-heads",
  "held-connections",
  "one-way",
  "one-way-reconnects",
  "least-overhead",
] as const;

/** What articles say, and what the figures say to it. */
export const claimSchema = z.object({
  id: z.enum(CLAIM_IDS),
  claim: z.string(),
  verdict: z.enum(["confirmed", "refuted", "in part"]),
  /** The figures that decide, as sentences. */
  figures: z.string(),
});

/** What so many users would cost, if each cost what a client of the race did. */
export const extrapolationSchema = z.object({
  transport: z.enum(TRANSPORTS),
  users: z.int(),
  /** Both ways. */
  bytesPerSecond: z.number(),
  requestsPerSecond: z.number(),
  /** Null: the connections of the race are not known. */
  connections: z.number().nullable(),
  /** Processor cores of the host's kind, all together. Null: the host had too little to do to tell. */
  cores: z.number().nullable(),
});

/** What a race was run on. */
export const machineSchema = z.object({
  cpu: z.string(),
  /** Cores that the process could use. */
  cores: z.int(),
  /** In bytes. */
  memory: z.int(),
  os: z.string(),
});

/** What the transports' race in one scenario under the same conditions has shown. */
export const verdictSchema = z.object({
  scenario: z.enum(SCENARIO_NAMES),
  conditions: z.enum(PRESET_NAMES),
  /** What the scenario shows. */
  shows: z.string(),
  sentences: z.array(z.string()),
  claims: z.array(claimSchema),
  extrapolations: z.array(extrapolationSchema),
  howExtrapolated: z.string().nullable(),
});

/** What a race was, and what it has measured: all that a report is made of, in whichever language. */
export const raceRecordSchema = z.object({
  /** ISO 8601. */
  date: z.string(),
  pushpull: z.string(),
  node: z.string(),
  machine: machineSchema,
  /** Whether the transports ran one after the other, which the figures need to be trusted, or at once. */
  mode: z.enum(["in turn", "together"]),
  seed: z.int(),
  /** The time between two polls of short polling, in ms. */
  pollIntervalMs: z.number(),
  /** That each cell was meant to run for. */
  seconds: z.number(),
  /** What repeats it. */
  command: z.string(),
  results: z.array(cellResultSchema),
});

/** A finished race, with all that is needed to repeat it. Its sentences are in its language. */
export const reportSchema = raceRecordSchema.extend({
  event: z.literal("report"),
  language: reportLanguageSchema,
  /** What one must know to read the figures. */
  notes: z.array(z.string()),
  verdicts: z.array(verdictSchema),
});

export type Cell = z.infer<typeof cellSchema>;
export type Scale = z.infer<typeof scaleSchema>;
export type Spread = z.infer<typeof spreadSchema>;
export type Figures = z.infer<typeof figuresSchema>;
export type CellResult = z.infer<typeof cellResultSchema>;
export type Measured = Extract<CellResult, { outcome: "measured" }>;
/** A cell that was refused or failed. */
export type Ended = Exclude<CellResult, Measured>;
export type Cause = z.infer<typeof causeSchema>;
export type ClaimId = (typeof CLAIM_IDS)[number];
export type Claim = z.infer<typeof claimSchema>;
export type Extrapolation = z.infer<typeof extrapolationSchema>;
export type Machine = z.infer<typeof machineSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type ReportLanguage = z.infer<typeof reportLanguageSchema>;
export type RaceRecord = z.infer<typeof raceRecordSchema>;
export type Report = z.infer<typeof reportSchema>;

export const isMeasured = (result: CellResult): result is Measured => result.outcome === "measured";

/** Whether a cell did what it must: everything came once and in order, or could not have. */
export function isSound(result: CellResult): boolean {
  if (!isMeasured(result)) return result.outcome === "refused";
  return result.lost === 0 && result.duplicated === 0 && result.reordered === 0;
}

/** What programs said of the cells that have no figures, in English. */
export function quotesIn(results: readonly CellResult[]): string[] {
  return results.flatMap((result) =>
    !isMeasured(result) && result.cause && "quote" in result.cause ? result.cause.quote : [],
  );
}

/** A sentence in two: what is said in the report's language, and the quote with which it ends, if it ends with one. */
export function withoutQuote(sentence: string, quotes: readonly string[]): readonly [string, string] {
  const quote = quotes.find((one) => one !== "" && sentence.endsWith(one)) ?? "";
  return [sentence.slice(0, sentence.length - quote.length), quote];
}
