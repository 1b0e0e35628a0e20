import { z } from "zod";
import { PRESET_NAMES } from "./faults.ts";
import { LIMITS, POLL_INTERVAL } from "./limits.ts";
import { cellResultSchema, cellSchema, reportSchema } from "./report.ts";
import { SCENARIO_NAMES } from "./scenarios.ts";
import { TRANSPORTS } from "./transport-names.ts";

/**
 * Races that the host's own computer runs, on the routes below `races` of http.ts. They load its processor and start
 * processes, so only pages on that computer may ask: others get 403 `forbidden-races`. One race runs at a time.
 *
 * - `GET` the route: `RaceList`.
 * - `POST` the route, a `RaceSetup` as text/plain (which needs no preflight): 201 `StartedRace`; 409 `busy` while
 *   another one runs.
 * - `GET` with `/` and the id, `?after=` the number of the last point that one has: `RacePage`. With `&lang=en` (which
 *   is what it is without) or `&lang=zh`: the language of its sentences; 400 `invalid` for another one.
 * - `POST` with `/` and the id, a `ChangeRace`: cancels the one that runs, or forgets a kept one.
 * - `GET` with `/`, the id and `.json`, `.csv` or `.html`, `?lang=` as above: the report, as a file to save.
 */
export const RACE_LIMITS = {
  /** Most clients that one process can play. */
  clients: 500,
  /** Of each cell, from the screen. */
  seconds: 120,
  /** Messages per second. */
  rate: 1_000,
  seed: 2 ** 32 - 1,
  /** Races that are kept; the oldest goes first. */
  kept: 50,
} as const;

export const raceSetupSchema = z.strictObject({
  transports: z.array(z.enum(TRANSPORTS)).min(1).max(TRANSPORTS.length),
  scenario: z.enum(SCENARIO_NAMES),
  conditions: z.enum(PRESET_NAMES),
  /** What is left out is the scenario's own. */
  clients: z.int().min(1).max(RACE_LIMITS.clients).optional(),
  /** Messages per second, all senders together. */
  rate: z.int().min(1).max(RACE_LIMITS.rate).optional(),
  /** Bytes of each text. */
  size: z.int().min(1).max(LIMITS.text).optional(),
  /** Of each cell. */
  seconds: z.int().min(1).max(RACE_LIMITS.seconds),
  /** Time between two polls of short polling, in ms. */
  pollIntervalMs: z.int().min(POLL_INTERVAL.min).max(POLL_INTERVAL.max),
  seed: z.int().min(0).max(RACE_LIMITS.seed),
  /** All transports at once, for show; otherwise one after the other, so that none disturbs another. */
  together: z.boolean(),
});

export const startedRaceSchema = z.object({ id: z.string() });

/** How far a cell is; the last three are its end. `draining`: all is sent, and not yet delivered. */
export const PHASES = ["starting", "connecting", "running", "draining", "done", "refused", "failed"] as const;

/** What a cell has done in one stretch of its time, about half a second. Numbered through all cells of a race. */
export const racePointSchema = z.object({
  n: z.int(),
  /** Index of the cell in `RacePage.cells`. */
  cell: z.int(),
  /** The stretch's end, since the cell's phase `running` began, in ms. */
  atMs: z.number(),
  /** The stretch's length, in ms. */
  lastedMs: z.number(),
  /** Some of its deliveries, chosen evenly: when (as `atMs`) and how late, in ms. At most 20. */
  latencies: z.array(z.tuple([z.number(), z.number()])),
  /** Requests that reached the host in it. */
  requests: z.int(),
  /** Wire bytes in it, both ways. */
  bytes: z.int(),
});

export const raceCellSchema = cellSchema.extend({
  /** Null: its turn has not come. */
  phase: z.enum(PHASES).nullable(),
  /** Since the phase `running` began, in ms; 0 before. */
  elapsedMs: z.number(),
  sent: z.int(),
  expected: z.int(),
  delivered: z.int(),
  /** Median so far, in ms; null before the first delivery. */
  p50Ms: z.number().nullable(),
  /** Once it is over. */
  result: cellResultSchema.nullable(),
});

export const racePageSchema = z.object({
  id: z.string(),
  setup: raceSetupSchema,
  /** ISO 8601. */
  startedAt: z.string(),
  /** `failed`: the race itself could not be run, and `reason` says why in a sentence. */
  state: z.enum(["running", "finished", "cancelled", "failed"]),
  reason: z.string().nullable(),
  /** What a program said, in its own words, which are English: `reason` ends with it. */
  quote: z.string().nullable().default(null),
  cells: z.array(raceCellSchema),
  points: z.array(racePointSchema),
  /** Number of the last point so far. */
  last: z.int(),
  /** Once it is finished. */
  report: reportSchema.nullable(),
});

/** A finished race in the list. */
export const keptRaceSchema = z.object({
  id: z.string(),
  setup: raceSetupSchema,
  startedAt: z.string(),
  /** Whether every cell delivered everything once and in order, or was refused. */
  sound: z.boolean(),
});

export const raceListSchema = z.object({
  /** Id of the race that runs. */
  running: z.string().nullable(),
  /** Newest first. */
  kept: z.array(keptRaceSchema),
});

export const changeRaceSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("cancel") }),
  z.strictObject({ do: z.literal("forget") }),
]);

export type RaceSetup = z.infer<typeof raceSetupSchema>;
export type StartedRace = z.infer<typeof startedRaceSchema>;
export type Phase = (typeof PHASES)[number];
export type RacePoint = z.infer<typeof racePointSchema>;
export type RaceCell = z.infer<typeof raceCellSchema>;
export type RacePage = z.infer<typeof racePageSchema>;
export type KeptRace = z.infer<typeof keptRaceSchema>;
export type RaceList = z.infer<typeof raceListSchema>;
export type ChangeRace = z.infer<typeof changeRaceSchema>;
