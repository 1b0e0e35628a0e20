import type { Phase } from "../../protocol/race.ts";
import type { Cell, CellResult, Figures, Scale } from "../../protocol/report.ts";
import { scaleOf } from "../../protocol/scenarios.ts";
import { wordsOf } from "../report/words/words-of.ts";
import { CellEnded } from "./cell-ended.ts";
import { Crowd, HELPERS, warmUp } from "./crowd.ts";
import { Ledger } from "./ledger.ts";
import { openNetwork } from "./network.ts";
import { type CellPoint, Points } from "./points.ts";
import type { RaceHost } from "./race-host.ts";
import { figuresOf } from "./result.ts";
import { type Send, scheduleOf } from "./scenarios.ts";
import { pause, waitFor } from "./waiting.ts";

export interface CellOptions {
  /** What is not asked for is the scenario's own. */
  scale: Partial<Scale> & Pick<Scale, "seconds">;
  /** Time between two polls of short polling, in ms. */
  pollInterval: number;
  seed: number;
  openHost(): Promise<RaceHost>;
  signal: AbortSignal;
  progress(progress: CellProgress): void;
  /** Is told about each half second what was done in it. Without it nobody asks the host before the end. */
  point?(point: CellPoint): void;
}

export interface CellProgress {
  phase: Phase;
  /** Since the phase `running` began, in ms; 0 before. */
  elapsedMs: number;
  sent: number;
  expected: number;
  delivered: number;
  /** Median so far, in ms; null before the first delivery. */
  p50Ms: number | null;
}

/** How long after the last message its last delivery may come, in ms; two polls more are granted. */
const DRAIN_LIMIT = 60_000;
/** Time between two reports of progress, in ms; where points are told, too, they come with those. */
const TELL_EVERY = 1_000;

/**
 * Races one transport in one scenario under one set of conditions, against a host of its own.
 * @throws the signal's reason when it is given up. What goes wrong otherwise is told in the result.
 */
export async function runCell(cell: Cell, options: CellOptions): Promise<CellResult> {
  const closers: Closer[] = [];
  const scale = scaleOf(cell.scenario, options.scale);
  const points = options.point ? new Points(scale.clients, HELPERS, options.point) : null;
  const ledger = new Ledger(scale.clients, (now, lateMs) => points?.delivered(now, lateMs));
  const tell = (phase: Phase, elapsedMs = 0): void => {
    const { sent, expected, delivered } = ledger.counts;
    const p50Ms = ledger.latency.percentile(50);
    options.progress({ phase, elapsedMs, sent, expected, delivered, p50Ms });
  };
  try {
    const figures = await measure(cell, { ...options, scale, ledger, points, tell }, closers);
    tell("done", figures.measuredMs);
    return { ...cell, outcome: "measured", reason: null, ...figures };
  } catch (error) {
    options.signal.throwIfAborted();
    const { outcome, why } = error instanceof CellEnded ? error : failure(error);
    tell(outcome);
    return { ...cell, outcome, reason: wordsOf("en").reason(why), cause: why };
  } finally {
    for (const close of closers.reverse()) await close(); // people before their network, the host last
  }
}

/** What a program said when it could not go on. */
function failure(error: unknown): Pick<CellEnded, "outcome" | "why"> {
  const quote = error instanceof Error ? error.message : String(error);
  return { outcome: "failed", why: { code: "error", quote } };
}

type Closer = () => Promise<void>;

interface MeasureOptions extends CellOptions {
  scale: Scale;
  ledger: Ledger;
  points: Points | null;
  tell(phase: Phase, elapsedMs?: number): void;
}

async function measure(cell: Cell, options: MeasureOptions, closers: Closer[]): Promise<Figures> {
  const { scale, ledger, points, tell } = options;
  const schedule = scheduleOf(cell.scenario, scale, options.seed);

  tell("starting");
  const { host, network, crowd } = await setUp(cell, options, closers);
  await crowd.enterSource();
  const empty = await host.sample({ collect: true });

  tell("connecting");
  await crowd.enterAll();
  await crowd.rehearse([...new Set(schedule.map(({ from }) => from))]);
  const full = await host.sample({ collect: true });

  const before = await host.sample();
  const start = performance.now();
  points?.begin(start, before);
  const enough = new AbortController();
  const following = points?.follow(host, AbortSignal.any([options.signal, enough.signal]));
  const measuredMs = await run(schedule, crowd, start, options).finally(() => enough.abort());
  await following; // a host answers one question at a time
  const after = await host.sample();
  points?.end(measuredMs, after);
  if (crowd.refusal !== null)
    throw new CellEnded("failed", { code: "message-not-taken", quote: crowd.refusal });
  return figuresOf({
    scale,
    ledger,
    measuredMs,
    empty,
    full,
    before,
    after,
    helpers: HELPERS,
    connectMs: crowd.connectMs,
    repairs: crowd.repairs,
    faults: { ...network.faults },
  });
}

/** Opens all that a cell needs. Nobody has come in yet. */
async function setUp({ transport, conditions }: Cell, options: MeasureOptions, closers: Closer[]) {
  const { openHost, pollInterval, seed, signal, scale, ledger } = options;
  const host = await openHost();
  closers.push(() => host.close());
  signal.throwIfAborted();
  const common = { direct: `http://127.0.0.1:${host.port}`, transport, pollInterval, signal };
  await warmUp(common);
  const network = await openNetwork(host.port, conditions, seed);
  closers.push(() => network.close());
  const crowd = await Crowd.create({ ...common, network, clients: scale.clients, ledger });
  closers.push(() => crowd.close());
  return { host, network, crowd };
}

/** Has everything sent and delivered. Resolves to how long it took, in ms: at least as long as was asked for. */
async function run(
  schedule: readonly Send[],
  crowd: Crowd,
  start: number,
  options: MeasureOptions,
): Promise<number> {
  const { scale, ledger, points, pollInterval, signal, tell } = options;
  const plannedMs = scale.seconds * 1_000;
  const elapsed = (): number => performance.now() - start;
  const ticker = setInterval(
    () => tell(elapsed() < plannedMs ? "running" : "draining", elapsed()),
    points?.stretch ?? TELL_EVERY,
  );
  try {
    tell("running");
    await play(schedule, crowd, ledger, start, signal);
    await pause(Math.max(0, plannedMs - elapsed()), signal);
    await waitFor(() => ledger.isSettled, DRAIN_LIMIT + 2 * pollInterval, signal);
  } finally {
    clearInterval(ticker);
  }
  return elapsed();
}

/** Sends each message when it is meant to be sent, or as soon after that as this process comes to it. */
async function play(
  schedule: readonly Send[],
  crowd: Crowd,
  ledger: Ledger,
  start: number,
  signal: AbortSignal,
): Promise<void> {
  for (const { at, from, text } of schedule) {
    const intended = start + at;
    const wait = intended - performance.now();
    if (wait > 0) await pause(wait, signal);
    ledger.sent(crowd.person(from).send(text), from, intended, text);
  }
}
