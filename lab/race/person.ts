import { Session } from "../../client/session.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { type OwnConnections, openOwnConnections } from "./own-connections.ts";

/** The room in which a race takes place. */
export const ROOM = "race";

export interface PersonOptions {
  name: string;
  url: string;
  transport: TransportName;
  /** Time between two polls of short polling, in ms. */
  pollInterval: number;
}

/** One client: a session, and connections that are its own. */
export class Person {
  readonly session: Session;
  readonly #connections: OwnConnections;
  /** From dialling to the host's welcome, in ms; null before. */
  connectMs: number | null = null;
  /** How often its connection broke. */
  drops = 0;
  #isIn = false;
  /** Why it was not let in, or what it could not send. */
  refusal: string | null = null;

  private constructor(options: PersonOptions, connections: OwnConnections) {
    this.#connections = connections;
    this.session = new Session(options);
    this.session.on("state", (state) => {
      if (state === "reconnecting") this.drops++;
    });
    this.session.on("refused", ({ refusal }) => {
      this.refusal = refusal?.message ?? "The host refused a message.";
    });
  }

  static async create(options: PersonOptions): Promise<Person> {
    return new Person(options, await openOwnConnections());
  }

  /** Whether it is in the room. */
  get isIn(): boolean {
    return this.#isIn;
  }

  /**
   * Connects and comes into the room, from its first message on. Waits for as long as the network needs.
   * `makesRoom`: it is there for nobody before.
   */
  async enter(makesRoom = false): Promise<void> {
    const began = performance.now();
    const off = this.session.on("state", (state) => {
      if (state !== "connected") return;
      this.connectMs = performance.now() - began;
      off();
    });
    this.#connections.run(() => this.session.connect());
    if (makesRoom) await this.#connections.run(() => this.session.createRoom(ROOM));
    const joined = await this.#connections.run(() => this.session.join(ROOM, { after: 0 }));
    if (!joined.ok) throw new Error(joined.error.message);
    this.#isIn = true;
  }

  /** Sends a message and gives its id. */
  send(text: string): string {
    return this.#connections.run(() => this.session.send(ROOM, text).id);
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.#connections.close();
  }
}
