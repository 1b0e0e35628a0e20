import { nanoid } from "nanoid";
import type { RaceCell, RacePage, RacePoint, RaceSetup } from "../../protocol/race.ts";
import { circumstancesOf } from "../report/circumstances.ts";
import { createReport } from "../report/report.ts";
import { type FinishedRace, isFinished } from "./kept-races.ts";
import type { CellPoint } from "./points.ts";
import { type RaceChoice, type RaceProgress, race } from "./race.ts";
import type { RaceHost } from "./race-host.ts";

export interface DeskRaceOptions {
  openHost(): Promise<RaceHost>;
  /** Keeps the race when it has come to its end. */
  keep(page: FinishedRace): Promise<void>;
}

/** A race that a page has asked for. It runs from its beginning on, whether somebody looks or not. */
export class DeskRace {
  /** Once it is over and has closed all that it had opened. Does not reject. */
  readonly ended: Promise<void>;
  readonly #page: RacePage;
  readonly #stop = new AbortController();
  readonly #cancelled = new Error("cancelled");

  constructor(setup: RaceSetup, options: DeskRaceOptions) {
    this.#page = {
      id: nanoid(),
      setup,
      startedAt: new Date().toISOString(),
      state: "running",
      reason: null,
      cells: setup.transports.map((transport) => cellOf(transport, setup)),
      points: [],
      last: 0,
      report: null,
    };
    this.ended = this.#run(options);
  }

  get id(): string {
    return this.#page.id;
  }

  get isRunning(): boolean {
    return this.#page.state === "running";
  }

  /** How far it is, with the points after the one of that number. */
  page(after = 0): RacePage {
    return { ...this.#page, points: this.#page.points.filter(({ n }) => n > after) };
  }

  /** Ends it before its time; does nothing when it is over. Resolves with `ended`. */
  cancel(): Promise<void> {
    this.#stop.abort(this.#cancelled);
    return this.ended;
  }

  async #run({ openHost, keep }: DeskRaceOptions): Promise<void> {
    const page = this.#page;
    const choice = choiceOf(page.setup);
    try {
      const results = await race({
        ...choice,
        openHost,
        signal: this.#stop.signal,
        progress: (progress) => this.#progress(progress),
        point: (cell, point) => this.#point(cell, point),
        finished: (cell, result) => this.#change(cell, { result }),
      });
      const report = createReport(results, circumstancesOf(choice));
      const finished: RacePage = { ...page, state: "finished", report };
      if (isFinished(finished)) await keep(finished).catch((error: unknown) => this.#notKept(error));
      Object.assign(page, { state: "finished", report });
    } catch (error) {
      if (error === this.#cancelled) page.state = "cancelled";
      else
        Object.assign(page, { state: "failed", reason: `The race could not be run: ${sentenceOf(error)}` });
    }
  }

  #notKept(error: unknown): void {
    this.#page.reason = `This race is not kept, since its file cannot be written: ${sentenceOf(error)}`;
  }

  #progress({ cell, phase, elapsedMs, sent, expected, delivered, p50Ms }: RaceProgress): void {
    this.#change(cell - 1, { phase, elapsedMs, sent, expected, delivered, p50Ms });
  }

  #point(cell: number, point: CellPoint): void {
    const numbered: RacePoint = { n: ++this.#page.last, cell, ...point };
    this.#page.points.push(numbered);
  }

  #change(index: number, change: Partial<RaceCell>): void {
    const cell = this.#page.cells[index];
    if (cell) Object.assign(cell, change);
  }
}

function cellOf(transport: RaceCell["transport"], { scenario, conditions }: RaceSetup): RaceCell {
  const zero = { elapsedMs: 0, sent: 0, expected: 0, delivered: 0 };
  return { transport, scenario, conditions, phase: null, ...zero, p50Ms: null, result: null };
}

function choiceOf(setup: RaceSetup): RaceChoice {
  const { transports, scenario, conditions, clients, rate, size, seconds } = setup;
  return {
    transports,
    scenarios: [scenario],
    conditions: [conditions],
    scale: {
      seconds,
      ...(clients !== undefined && { clients }),
      ...(rate !== undefined && { rate }),
      ...(size !== undefined && { size }),
    },
    pollInterval: setup.pollIntervalMs,
    seed: setup.seed,
    together: setup.together,
  };
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
