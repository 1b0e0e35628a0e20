import type { Figures } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { CellEnded } from "./cell-ended.ts";
import type { Ledger } from "./ledger.ts";
import type { Network } from "./network.ts";
import { Person } from "./person.ts";
import { SOURCE } from "./scenarios.ts";
import { pause, waitFor } from "./waiting.ts";

/** How long the clients may take to come in, in ms; two polls more are granted. */
const ENTER_LIMIT = 30_000;

const SOURCE_NAME = "Source";
const WARM_UP_NAME = "Warm-up";
/** Names of the sessions that are no clients. */
export const HELPERS: readonly string[] = [SOURCE_NAME, WARM_UP_NAME];

interface CommonOptions {
  /** URL of the host without a network in between. */
  direct: string;
  transport: TransportName;
  /** Time between two polls of short polling, in ms. */
  pollInterval: number;
  signal: AbortSignal;
}

export interface CrowdOptions extends CommonOptions {
  network: Network;
  clients: number;
  ledger: Ledger;
}

/** All who take part in a cell: the clients, and the source. */
export class Crowd {
  readonly #options: CrowdOptions;
  /**
   * It stands beside the host, as a server's own events do: what it sends does not cross the clients' network and is
   * not counted as theirs.
   */
  readonly #source: Person;
  readonly #clients: readonly Person[];

  private constructor(options: CrowdOptions, source: Person, clients: readonly Person[]) {
    this.#options = options;
    this.#source = source;
    this.#clients = clients;
    const { ledger } = options;
    for (const { session } of [source, ...clients]) session.on("acked", ({ id }) => ledger.acked(id));
    for (const [number, { session }] of clients.entries()) {
      session.on("message", ({ message }) =>
        ledger.delivered(number, message.id, message.seq, performance.now()),
      );
    }
  }

  static async create(options: CrowdOptions): Promise<Crowd> {
    const { direct, network, transport, pollInterval } = options;
    const source = await Person.create({
      name: SOURCE_NAME,
      url: direct,
      transport: "websocket",
      pollInterval,
    });
    const names = Array.from({ length: options.clients }, (_, number) => `Client ${number + 1}`);
    const clients = await Promise.all(
      names.map((name) => Person.create({ name, url: network.url, transport, pollInterval })),
    );
    return new Crowd(options, source, clients);
  }

  /** A client by its number, or the source. */
  person(from: number): Person {
    const person = from === SOURCE ? this.#source : this.#clients[from];
    if (!person) throw new Error(`There is no client ${from}.`);
    return person;
  }

  async enterSource(): Promise<void> {
    const { pollInterval, signal } = this.#options;
    await enter([this.#source], { pollInterval, signal });
  }

  /** Lets all clients in. @throws {CellEnded} when the network does not. */
  async enterAll(): Promise<void> {
    const { transport, pollInterval, signal, network, clients } = this.#options;
    // Twenty that dialled in one moment would also poll in one moment, for ever. Real ones are spread over the time.
    const staggerMs = transport === "short-polling" ? pollInterval / clients : 0;
    const isRefused = (): boolean =>
      transport === "websocket" && (network.faults["upgrade-refused"] ?? 0) > 0;
    await enter(this.#clients, { pollInterval, signal, staggerMs, isRefused });
  }

  /** Has each sender's first message go to all: its connection for sending is open then, and its clock is set. */
  async rehearse(senders: readonly number[]): Promise<void> {
    const { pollInterval, signal } = this.#options;
    const ids = new Set<string>();
    let heard = 0;
    const offs = this.#clients.map(({ session }) =>
      session.on("message", ({ message }) => {
        if (ids.has(message.id)) heard++;
      }),
    );
    for (const from of senders) ids.add(this.person(from).send("rehearsal"));
    const isDone = (): boolean =>
      heard === ids.size * this.#clients.length &&
      senders.every((from) => this.person(from).session.outbox.length === 0);
    const done = await waitFor(isDone, ENTER_LIMIT + 2 * pollInterval, signal);
    for (const off of offs) off();
    if (!done) throw new CellEnded("failed", { code: "first-messages-late" });
  }

  /** Why a message was not taken, if one was not. */
  get refusal(): string | null {
    return [this.#source, ...this.#clients].find(({ refusal }) => refusal !== null)?.refusal ?? null;
  }

  /** From dialling to the host's welcome, in ms, client by client. */
  get connectMs(): number[] {
    return this.#clients.map(({ connectMs }) => connectMs).filter((ms) => ms !== null);
  }

  get repairs(): Figures["repairs"] {
    const repairs = { drops: 0, retransmitted: 0, recovered: 0 };
    for (const { drops, session } of this.#clients) {
      repairs.drops += drops;
      repairs.retransmitted += session.repairs.retransmitted;
      repairs.recovered += session.repairs.recovered;
    }
    return repairs;
  }

  async close(): Promise<void> {
    await Promise.all([this.#source, ...this.#clients].map((person) => person.close()));
  }
}

/**
 * Makes the race's room, and has the host use the transport once, so that neither the loading of its code nor its
 * compiling counts as the clients' memory.
 */
export async function warmUp({ direct, transport, signal }: CommonOptions): Promise<void> {
  const pollInterval = 100;
  const person = await Person.create({ name: WARM_UP_NAME, url: direct, transport, pollInterval });
  try {
    await enter([person], { pollInterval, signal, makesRoom: true });
    person.send("warm-up");
    await waitFor(() => person.session.outbox.length === 0, ENTER_LIMIT, signal);
  } finally {
    await person.close();
  }
}

interface EnterOptions extends Pick<CommonOptions, "pollInterval" | "signal"> {
  /** Time between one and the next, in ms. */
  staggerMs?: number;
  makesRoom?: boolean;
  /** Whether the network has refused the transport. */
  isRefused?(): boolean;
}

async function enter(people: readonly Person[], options: EnterOptions): Promise<void> {
  const { pollInterval, signal, staggerMs = 0, makesRoom, isRefused = () => false } = options;
  let failure: string | null = null;
  for (const person of people) {
    person.enter(makesRoom).catch((error: unknown) => {
      failure ??= error instanceof Error ? error.message : String(error);
    });
    if (staggerMs > 0) await pause(staggerMs, signal);
  }
  const isOver = (): boolean => failure !== null || isRefused() || people.every(({ isIn }) => isIn);
  await waitFor(isOver, ENTER_LIMIT + 2 * pollInterval, signal);
  if (isRefused()) {
    throw new CellEnded("refused", { code: "upgrade-refused" });
  }
  const missing = people.filter(({ isIn }) => !isIn).length;
  if (missing > 0) {
    if (failure !== null) throw new CellEnded("failed", { code: "error", quote: failure });
    throw new CellEnded("failed", { code: "clients-missing", missing, clients: people.length });
  }
}
