import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { LIMITS } from "../protocol/limits.ts";
import type { Message } from "../protocol/schemas.ts";
import { bundle, type Client, connect, eventually, temporaryFolder } from "./test-host.ts";

/** Runs one host until it is killed. No limit on the rate: the clients send as fast as acks allow. */
function hostProgram(dataDir: string): string {
  return `
    import { pino } from "pino";
    import { startHost } from "./host.ts";
    const log = pino({ level: "silent" });
    const limits = { requestsPerSecond: 1e6, requestBurst: 1e6 };
    const host = await startHost({ host: "127.0.0.1", port: 0, dataDir: ${JSON.stringify(dataDir)}, limits, log });
    process.send({ url: host.url });`;
}

interface Running {
  child: ChildProcess;
  url: string;
}

async function run(program: string): Promise<Running> {
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`the host went away by itself with code ${code}`);
  });
  const [{ url }] = await Promise.race([once(child, "message"), failed]);
  failed.catch(() => {}); // from here on it is killed on purpose
  return { child, url };
}

/** A sender that keeps up to a window of messages under way and sends again, in order, what was not acked. */
class Sender {
  readonly acked = new Map<string, { seq: number; text: string }>();
  readonly #name: string;
  #sent = 0;
  #unacked: { id: string; text: string }[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  get unacked(): number {
    return this.#unacked.length;
  }

  async connect(url: string): Promise<Client> {
    const client = await connect({ url }, { name: this.#name, token: `token-of-${this.#name}-0123456789` });
    await client.emitWithAck("room:join", { room: "lobby" });
    for (const message of this.#unacked) this.#transmit(client, message);
    return client;
  }

  /** Starts to send, and goes on with each ack. */
  send(client: Client): void {
    while (client.connected && this.#unacked.length < LIMITS.window) {
      this.#sent++;
      const message = { id: `${this.#name}-${this.#sent}`, text: `message ${this.#sent} of ${this.#name}` };
      this.#unacked.push(message);
      this.#transmit(client, message, () => this.send(client));
    }
  }

  #transmit(client: Client, { id, text }: { id: string; text: string }, then = () => {}): void {
    client.emit("message", { room: "lobby", id, text, sentAt: Date.now() }, (reply) => {
      expect(reply).toMatchObject({ ok: true });
      if (!reply.ok) return;
      this.#unacked = this.#unacked.filter((message) => message.id !== id);
      this.acked.set(id, { seq: reply.seq, text });
      then();
    });
  }
}

async function disconnected(client: Client): Promise<void> {
  if (client.connected) await new Promise<void>((resolve) => client.once("disconnect", () => resolve()));
}

async function readAll(client: Client): Promise<Message[]> {
  const messages: Message[] = [];
  for (let more = true; more; ) {
    const page = await client.emitWithAck("room:resume", { room: "lobby", after: messages.length });
    if (!page.ok) throw new Error(page.error.message);
    messages.push(...page.messages);
    more = page.more;
  }
  return messages;
}

/** Each acked message is there once with its seq and text, and seqs have no gap. */
function expectKept(history: Message[], senders: Sender[]): void {
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, i) => i + 1));
  expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
  const stored = new Map(history.map(({ id, seq, text }) => [id, { seq, text }]));
  for (const { acked } of senders) for (const [id, ack] of acked) expect(stored.get(id), id).toEqual(ack);
}

it("keeps every acked message once, in order, through ten SIGKILLs under load", {
  timeout: 120_000,
}, async () => {
  const program = await bundle(hostProgram(temporaryFolder()));
  const senders = ["ann", "bob", "eve"].map((name) => new Sender(name));
  const ackedInAll = (): number => senders.reduce((sum, { acked }) => sum + acked.size, 0);
  let caughtInFlight = 0;

  for (let round = 0; round < 10; round++) {
    const { child, url } = await run(program);
    const clients = await Promise.all(senders.map((sender) => sender.connect(url)));
    const [reader] = clients;
    if (reader) expectKept(await readAll(reader), senders);
    const goal = ackedInAll() + 200 + 53 * round; // no two rounds alike
    senders.forEach((sender, i) => {
      const client = clients[i];
      if (client) sender.send(client);
    });
    await eventually(ackedInAll, 1).toBeGreaterThan(goal);
    child.kill("SIGKILL");
    await Promise.all([once(child, "exit"), ...clients.map((client) => disconnected(client))]);
    caughtInFlight += senders.reduce((sum, { unacked }) => sum + unacked, 0);
  }
  expect(caughtInFlight).toBeGreaterThan(0);

  const { child, url } = await run(program);
  const clients = await Promise.all(senders.map((sender) => sender.connect(url)));
  await eventually(() => senders.map(({ unacked }) => unacked)).toEqual([0, 0, 0]);
  const history = await readAll(clients[0] as Client);
  expectKept(history, senders);
  expect(history.length).toBe(ackedInAll());
  for (const name of ["ann", "bob", "eve"]) {
    const own = history.filter(({ sender }) => sender.name === name).map(({ id }) => id);
    expect(own).toEqual(own.map((_, i) => `${name}-${i + 1}`));
  }
  child.kill("SIGKILL");
});
