import { LOBBY } from "../protocol/limits.ts";
import type { Message } from "../protocol/schemas.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { Session } from "./session.ts";

/** What somebody saw of the chaos. */
export interface Account {
  /** Texts, in order. */
  sent: string[];
  received: Message[];
  /** Ids. */
  acked: string[];
  /** Why messages were refused. */
  refused: string[];
  drops: number;
  switches: number;
  refusedSwitches: number;
}

/** For the chaos tests: somebody who talks in the lobby, listens, and changes the transport again and again. */
export class ChaosPerson {
  readonly session: Session;
  readonly account: Account = {
    sent: [],
    received: [],
    acked: [],
    refused: [],
    drops: 0,
    switches: 0,
    refusedSwitches: 0,
  };
  readonly #name: string;
  #talking: ReturnType<typeof setInterval> | undefined;
  #switching: ReturnType<typeof setTimeout> | undefined;
  #isTalking = false;

  constructor(url: string, name: string) {
    this.#name = name;
    this.session = new Session({ url, name, pollInterval: 100 });
    const { account } = this;
    this.session.on("message", ({ message }) => account.received.push(message));
    this.session.on("acked", ({ id }) => account.acked.push(id));
    this.session.on("refused", ({ refusal }) => account.refused.push(refusal?.message ?? ""));
    this.session.on("state", (state) => {
      if (state === "reconnecting") account.drops += 1;
    });
  }

  /** Everything that was sent is acked, and nothing else is awaited. */
  get isDone(): boolean {
    return this.session.outbox.length === 0;
  }

  async come(): Promise<void> {
    this.session.connect();
    const joined = await this.session.join(LOBBY, { after: 0 });
    if (!joined.ok) throw new Error(joined.error.message);
  }

  /** Sends `rate` messages per second, whether anything arrives or not, and changes the transport at random. */
  talk(rate: number): void {
    const { sent } = this.account;
    const start = performance.now();
    this.#isTalking = true;
    this.#talking = setInterval(() => {
      while (sent.length < ((performance.now() - start) * rate) / 1_000) {
        sent.push(`${this.#name} ${sent.length}`);
        this.session.send(LOBBY, sent.at(-1) ?? "");
      }
    }, 1_000 / rate);
    this.#switchLater();
  }

  fallSilent(): void {
    this.#isTalking = false;
    clearInterval(this.#talking);
    clearTimeout(this.#switching);
  }

  #switchLater(): void {
    this.#switching = setTimeout(() => void this.#switch(), 50 + 350 * Math.random());
  }

  async #switch(): Promise<void> {
    const to = TRANSPORTS[Math.floor(Math.random() * TRANSPORTS.length)] ?? "websocket";
    const result = await this.session.switchTransport(to);
    if (result.ok) this.account.switches += 1;
    else this.account.refusedSwitches += 1;
    if (this.#isTalking) this.#switchLater();
  }
}
