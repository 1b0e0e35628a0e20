import { nanoid } from "nanoid";
import type { RaceCell, RacePage, RacePoint, RaceSetup } from "../../protocol/race.ts";
import type { ReportLanguage } from "../../protocol/report.ts";
import { circumstancesOf } from "../report/circumstances.ts";
import { recordOf } from "../report/report.ts";
import type { Trouble } from "../report/words/report-words.ts";
import { wordsOf } from "../report/words/words-of.ts";
import type { FinishedRace } from "./kept-races.ts";
import type { CellPoint } from "./points.ts";
import { type RaceChoice, type RaceProgress, race } from "./race.ts";
import type { RaceHost } from "./race-host.ts";
import { pageIn, type RememberedRace } from "./race-page.ts";

export interface DeskRaceOptions {
  openHost(): Promise<RaceHost>;
  /** Keeps the race when it has come to its end. */
  keep(page: FinishedRace): Promise<void>;
}

/** A race that a page has asked for. It runs from its beginning on, whether somebody looks or not. */
export class DeskRace {
  /** Once it is over and has closed all that it had opened. Does not reject. */
  readonly ended: Promise<void>;
  readonly #race: RememberedRace;
  #trouble: { what: Trouble; quote: string } | null = null;
  readonly #stop = new AbortController();
  readonly #cancelled = new Error("cancelled");

  constructor(setup: RaceSetup, options: DeskRaceOptions) {
    this.#race = {
      id: nanoid(),
      setup,
      startedAt: new Date().toISOString(),
      state: "running",
      reason: null,
      quote: null,
      cells: setup.transports.map((transport) => cellOf(transport, setup)),
      points: [],
      last: 0,
      report: null,
    };
    this.ended = this.#run(options);
  }

  get id(): string {
    return this.#race.id;
  }

  get isRunning(): boolean {
    return this.#race.state === "running";
  }

  /** How far it is, with the points after the one of that number. */
  page(after: number, language: ReportLanguage): RacePage {
    const page = pageIn(this.#race, after, language);
    if (!this.#trouble) return page;
    const { what, quote } = this.#trouble;
    return { ...page, reason: wordsOf(language).trouble[what](quote), quote };
  }

  /** Ends it before its time; does nothing when it is over. Resolves with `ended`. */
  cancel(): Promise<void> {
    this.#stop.abort(this.#cancelled);
    return this.ended;
  }

  async #run({ openHost, keep }: DeskRaceOptions): Promise<void> {
    const running = this.#race;
    const choice = choiceOf(running.setup);
    try {
      const results = await race({
        ...choice,
        openHost,
        signal: this.#stop.signal,
        progress: (progress) => this.#progress(progress),
        point: (cell, point) => this.#point(cell, point),
        finished: (cell, result) => this.#change(cell, { result }),
      });
      const end = { state: "finished", report: recordOf(results, circumstancesOf(choice)) } as const;
      await keep({ ...running, ...end }).catch((error: unknown) => this.#say("not kept", error));
      Object.assign(running, end);
    } catch (error) {
      if (error === this.#cancelled) running.state = "cancelled";
      else {
        this.#say("not run", error);
        running.state = "failed";
      }
    }
  }

  #say(what: Trouble, error: unknown): void {
    this.#trouble = { what, quote: error instanceof Error ? error.message : String(error) };
  }

  #progress({ cell, phase, elapsedMs, sent, expected, delivered, p50Ms }: RaceProgress): void {
    this.#change(cell - 1, { phase, elapsedMs, sent, expected, delivered, p50Ms });
  }

  #point(cell: number, point: CellPoint): void {
    const numbered: RacePoint = { n: ++this.#race.last, cell, ...point };
    this.#race.points.push(numbered);
  }

  #change(index: number, change: Partial<RaceCell>): void {
    const cell = this.#race.cells[index];
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
