import { makeRaceFolder, removeRaceFolder } from "../lab/race/race-folder.ts";
import { type FromRaceHost, fromRaceHost, type ToRaceHost } from "../lab/race/race-messages.ts";
import type { HostProcess } from "./host-supervisor.ts";
import { isOfRaceHosts, type RaceHostNews, raceHostOrder } from "./race-host-messages.ts";

/** A running race host: the part of Electron's UtilityProcess that is used here. */
export interface RaceHostProcess {
  postMessage(message: ToRaceHost): void;
  /** Does nothing, and returns false, before `spawn`. */
  kill(): boolean;
  on(event: "spawn", listener: () => void): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
}

export interface RaceHostsOptions {
  /** Starts the process of a race host, which stores what it has in that folder. */
  fork(folder: string): RaceHostProcess;
  /** Takes a line for the app's log. */
  log(line: string): void;
}

/** Race hosts at a time: six are raced at once, and one or two may still be ending. */
export const MOST_RACE_HOSTS = 8;
/** How long those that are killed may take to end, in ms. */
const END_LIMIT = 3_000;

interface Running {
  process: RaceHostProcess;
  isKilled: boolean;
  /** When its process has ended and its folder is removed: a sentence that says how. Does not reject. */
  ended: Promise<string>;
}

/**
 * The processes that the app's host races against, which only main can start. A host can have hosts to race against and
 * nothing else, and they end with it.
 */
export class RaceHosts {
  readonly #options: RaceHostsOptions;
  readonly #running = new Set<Running>();

  constructor(options: RaceHostsOptions) {
    this.#options = options;
  }

  /** Does what this host asks for. */
  serve(host: HostProcess): void {
    const own = new Map<number, Running>();
    host.on("message", (message) => {
      if (isOfRaceHosts(message)) this.#obey(host, own, message);
    });
    host.on("exit", () => own.forEach(kill));
  }

  /** Kills all, and waits until they have ended, 3 s at most. */
  async close(): Promise<void> {
    this.#running.forEach(kill);
    const all = Promise.all([...this.#running].map(({ ended }) => ended));
    let late: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      late = setTimeout(resolve, END_LIMIT);
    });
    await Promise.race([all, limit]);
    clearTimeout(late);
  }

  #obey(host: HostProcess, own: Map<number, Running>, message: unknown): void {
    const checked = raceHostOrder.safeParse(message);
    if (!checked.success) {
      this.#options.log(`The host asked for what no race host does: ${checked.error.message}`);
      return;
    }
    const order = checked.data;
    const running = own.get(order.id);
    if (order.do === "tell") running?.process.postMessage(order.message);
    else if (order.do === "kill") running && kill(running);
    else if (running) this.#options.log(`The host asked twice for the race host ${order.id}.`);
    else this.#open(host, own, order.id);
  }

  #open(host: HostProcess, own: Map<number, Running>, id: number): void {
    const tell = (news: RaceHostNews): void => host.postMessage(news);
    const end = (how: string): void => tell({ type: "race-host", id, has: "ended", how });
    try {
      const running = this.#start((message) => tell({ type: "race-host", id, has: "said", message }));
      own.set(id, running);
      void running.ended.then((how) => {
        own.delete(id);
        end(how);
      });
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
    }
  }

  /** @throws when it cannot be started. */
  #start(said: (message: FromRaceHost) => void): Running {
    if (this.#running.size >= MOST_RACE_HOSTS)
      throw new Error(
        `There are ${MOST_RACE_HOSTS} hosts to race against already. Wait until a race has ended.`,
      );
    const folder = makeRaceFolder();
    const process = this.#options.fork(folder);
    const running: Running = {
      process,
      isKilled: false,
      ended: new Promise<number>((resolve) => process.on("exit", resolve)).then(async (code) => {
        await this.#remove(folder);
        this.#running.delete(running);
        return `The host's process has ended with ${code}.`;
      }),
    };
    this.#running.add(running);
    process.on("spawn", () => running.isKilled && process.kill());
    process.on("message", (message) => {
      const checked = fromRaceHost.safeParse(message);
      if (checked.success) said(checked.data);
      else this.#options.log(`A race host sent what is no message: ${checked.error.message}`);
    });
    return running;
  }

  async #remove(folder: string): Promise<void> {
    try {
      await removeRaceFolder(folder);
    } catch (error) {
      this.#options.log(`What a race host has stored cannot be removed: ${error}`);
    }
  }
}

/** One that has not even started yet is killed once it has. */
function kill(running: Running): void {
  running.isKilled = true;
  running.process.kill();
}
