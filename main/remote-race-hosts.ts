import { EventEmitter, once } from "node:events";
import { openRaceHost, type RaceHost } from "../lab/race/race-host.ts";
import type { RaceHostNews, RaceHostOrder } from "./race-host-messages.ts";

interface Remote {
  messages: EventEmitter;
  end(how: string): void;
}

/** Hosts to race against, for a host that cannot start processes: main does (see race-hosts.ts). */
export class RemoteRaceHosts {
  readonly #tell: (order: RaceHostOrder) => void;
  readonly #open = new Map<number, Remote>();
  #lastId = 0;

  /** `tell`: takes a message to main. */
  constructor(tell: (order: RaceHostOrder) => void) {
    this.#tell = tell;
  }

  /** Starts one. Rejects with a sentence when it does not start. */
  open(): Promise<RaceHost> {
    const id = ++this.#lastId;
    const of = { type: "race-host", id } as const;
    const messages = new EventEmitter();
    const ended = new Promise<string>((end) => this.#open.set(id, { messages, end }));
    this.#tell({ ...of, do: "open" });
    return openRaceHost({
      tell: (message) => this.#tell({ ...of, do: "tell", message }),
      next: async (signal) => (await once(messages, "message", { signal }))[0],
      ended,
      kill: () => this.#tell({ ...of, do: "kill" }),
    });
  }

  /** Takes what main says of them. */
  hear(news: RaceHostNews): void {
    const remote = this.#open.get(news.id);
    if (news.has === "said") remote?.messages.emit("message", news.message);
    else {
      this.#open.delete(news.id);
      remote?.end(news.how);
    }
  }
}
