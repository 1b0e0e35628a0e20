import type { Socket } from "node:net";
import type { Conditions, FaultEvent, FaultKind } from "../../protocol/faults.ts";
import { ownAnswer } from "./answers.ts";
import { BodyBuffer } from "./body-buffer.ts";
import { type Exchange, Exchanges } from "./exchanges.ts";
import { IdleTimer } from "./idle-timer.ts";
import { Lane } from "./lane.ts";
import { cutAfterMs, randomStream, USE } from "./random.ts";

/** Bytes that went towards the host, and towards the client. */
export interface Tally {
  up: number;
  down: number;
}

export interface ConnectionOptions {
  /** Counted from 1. */
  number: number;
  client: Socket;
  /** May be connecting still. */
  host: Socket;
  seed: number;
  conditions: Conditions;
  /** What was read and written at either side; added to. */
  counts: { client: Tally; host: Tally };
  tell: (event: FaultEvent) => void;
  closed: () => void;
}

/** One client's connection, and the one that is made for it to the host. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #clientPort: number;
  #conditions: Conditions;
  readonly #up: Lane;
  readonly #down: Lane;
  readonly #exchanges = new Exchanges();
  readonly #bodies: BodyBuffer;
  readonly #idle = new IdleTimer(() => this.#cutIdle());
  /** A request's head whose end has not come, held while upgrades are refused: it may ask for one. */
  #heldHead: Buffer[] = [];
  #refused: Exchange | undefined;
  /** The proxy has ended the connection; what still comes is not passed on. */
  #ending = false;
  #cutTimer: NodeJS.Timeout | undefined;

  constructor(options: ConnectionOptions) {
    const { client, host, conditions, counts, seed, number } = options;
    this.#options = options;
    this.#clientPort = client.remotePort ?? 0;
    this.#conditions = conditions;
    this.#up = new Lane(conditions, {
      source: client,
      sink: host,
      random: randomStream(seed, number, USE.jitterUp),
      wrote: (bytes) => {
        counts.host.up += bytes;
        this.#idle.touch();
      },
    });
    this.#down = new Lane(conditions, {
      source: host,
      sink: client,
      random: randomStream(seed, number, USE.jitterDown),
      wrote: (bytes) => {
        counts.client.down += bytes;
        this.#idle.touch();
      },
    });
    this.#bodies = new BodyBuffer((bytes) => this.#down.push(bytes));
    this.#bodies.setLimit(conditions.buffer);
    this.#idle.setLimit(conditions.idleCutMs);
    this.#armCut();
    this.#listen();
  }

  setConditions(conditions: Conditions): void {
    const before = this.#conditions;
    this.#conditions = conditions;
    this.#bodies.setLimit(conditions.buffer);
    this.#up.setConditions(conditions);
    this.#down.setConditions(conditions);
    // Both clocks stand still while the cable is out.
    this.#idle.setLimit(conditions.offline ? null : conditions.idleCutMs);
    const { cutEveryMs, offline } = before;
    if (cutEveryMs !== conditions.cutEveryMs || offline !== conditions.offline) this.#armCut();
  }

  /** Resets both sides at once, and tells why. */
  cut(kind: "cut" | "random-cut" | "idle-reset"): void {
    this.#tell(kind, this.#exchanges.current);
    this.destroy();
  }

  /** Resets both sides at once. */
  destroy(): void {
    this.#ending = true;
    this.#up.resetNow();
    this.#down.resetNow();
  }

  /** Lets go what is held back or on its way, and closes both sides behind it. */
  finish(): void {
    this.#releaseHead();
    this.#bodies.flush();
    this.#ending = true;
    this.#up.close();
    this.#down.close();
  }

  #listen(): void {
    const { client, host, counts } = this.#options;
    client.on("data", (bytes: Buffer) => {
      counts.client.up += bytes.length;
      this.#fromClient(bytes);
    });
    host.on("data", (bytes: Buffer) => {
      counts.host.down += bytes.length;
      this.#fromHost(bytes);
    });
    client.on("end", () => {
      this.#releaseHead();
      this.#up.end();
    });
    host.on("end", () => {
      this.#bodies.flush();
      this.#down.end();
    });
    // A reset is passed on as one.
    client.on("error", () => this.#up.reset());
    host.on("error", () => {
      this.#bodies.discard();
      if (!this.#ending && !host.readableEnded) this.#tell("host-gone", this.#exchanges.current);
      this.#down.reset();
    });
    client.on("close", () => this.#sideClosed(this.#up));
    host.on("close", () => this.#sideClosed(this.#down));
  }

  #sideClosed(other: Lane): void {
    other.close();
    const { client, host, closed } = this.#options;
    if (!client.destroyed || !host.destroyed) return;
    clearTimeout(this.#cutTimer);
    this.#idle.setLimit(null);
    this.#bodies.discard();
    closed();
  }

  #fromClient(bytes: Buffer): void {
    this.#idle.touch();
    for (const part of this.#exchanges.fromClient(bytes)) {
      if (this.#ending || this.#refused) break;
      if (part.kind === "head" && this.#conditions.refuseUpgrade) {
        this.#heldHead.push(part.bytes);
        if (part.head === null) continue;
        const exchange = this.#exchanges.newest;
        if (exchange?.asksUpgrade) this.#refused = exchange;
        else this.#releaseHead();
      } else {
        this.#releaseHead();
        this.#up.push(part.bytes);
      }
    }
    this.#answerRefused();
  }

  #releaseHead(): void {
    for (const bytes of this.#heldHead.splice(0)) this.#up.push(bytes);
  }

  #fromHost(bytes: Buffer): void {
    this.#idle.touch();
    if (this.#ending) return;
    for (const part of this.#exchanges.fromHost(bytes)) this.#bodies.push(part);
    this.#answerRefused();
  }

  /** When the answers to the requests before it have come. */
  #answerRefused(): void {
    const refused = this.#refused;
    if (!refused || this.#ending || refused !== this.#exchanges.current) return;
    this.#tell("upgrade-refused", refused);
    this.#answer(ownAnswer(403, refused, "This proxy does not pass an upgrade on."));
  }

  /** The last that the client hears. When its side is closed, the host's is. */
  #answer(answer: Buffer): void {
    this.#ending = true;
    this.#down.push(answer);
    this.#down.close();
  }

  #cutIdle(): void {
    const { current, raw } = this.#exchanges;
    if (this.#ending) {
      this.destroy(); // it has been told that it is over, and does not listen
    } else if (raw || current?.answered) {
      this.cut("idle-reset");
    } else if (current) {
      this.#tell("idle-504", current);
      this.#answer(ownAnswer(504, current, "The host gave no answer in time."));
    } else {
      this.#tell("idle-close", undefined);
      this.#ending = true;
      this.#up.close();
      this.#down.close();
    }
  }

  #armCut(): void {
    const { cutEveryMs, offline } = this.#conditions;
    const { seed, number } = this.#options;
    clearTimeout(this.#cutTimer);
    if (cutEveryMs === null || offline) return;
    this.#cutTimer = setTimeout(() => this.cut("random-cut"), cutAfterMs(seed, number, cutEveryMs));
  }

  #tell(kind: FaultKind, exchange: Exchange | undefined): void {
    const { tell, number } = this.#options;
    const about = exchange && {
      method: exchange.method,
      path: exchange.path,
      heldMs: performance.now() - exchange.startedAt,
    };
    tell({ at: Date.now(), kind, connection: number, clientPort: this.#clientPort, ...about });
  }
}
