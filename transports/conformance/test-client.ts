import { io, type Socket } from "socket.io-client";
import { type TransportName, wireName } from "../../protocol/transport-names.ts";
import { currentTransport, orderedTransports } from "../engine/client.ts";
import { setPollInterval } from "../short-polling/client.ts";
import { type SwitchResult, switchTransport } from "../switch/client.ts";
import { entryOf, type Tally, Traffic, tally } from "./traffic.ts";

export interface ConnectOptions {
  url: string;
  transport: TransportName;
  /** The page's origin. A browser says it by itself; in Node the client says what a page of it would. */
  origin: string;
  /** Time between two polls of short polling, in ms. */
  pollInterval?: number;
  reconnection?: boolean;
}

export type Connected = { ok: true; id: string } | { ok: false; message: string };

export interface ClientState {
  connected: boolean;
  id: string | undefined;
  transport: TransportName | undefined;
  /** One for each time that the session was lost: the reason, and what is known besides. */
  disconnects: string[];
}

/** Long enough for a slow machine; a check that waits this long has failed. In ms. */
const PATIENCE = 30_000;

/**
 * A client for the conformance suite. It runs in Node or in a page; what goes in and out is JSON, so that a test
 * can drive it from outside.
 */
export class TestClient {
  #socket: Socket | null = null;
  #disconnects: string[] = [];
  #notes: string[] = [];
  #arrived: number[] = [];
  #traffic: Traffic | null = null;

  connect(options: ConnectOptions): Promise<Connected> {
    const inNode = typeof document === "undefined";
    const socket = io(options.url, {
      transports: orderedTransports(options.transport),
      upgrade: false,
      forceNew: true,
      reconnection: options.reconnection ?? true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      ...(inNode && { extraHeaders: { origin: options.origin } }),
      transportOptions: {
        [wireName("short-polling")]: { pollInterval: options.pollInterval ?? 100 },
        [wireName("iframe-streaming")]: { askingOrigin: options.origin },
      },
    });
    this.#socket = socket;
    socket.on("ask", (value, ack) => ack(value));
    socket.on("note", (text) => this.#notes.push(text));
    socket.on("down", (n, bytes) => this.#arrived.push(entryOf(n, bytes)));
    socket.on("disconnect", (reason, details) => this.#disconnects.push(`${reason}: ${describe(details)}`));
    return new Promise((resolve) => {
      socket.once("connect", () => resolve({ ok: true, id: socket.id ?? "" }));
      socket.once("connect_error", (error) => resolve({ ok: false, message: describe(error) }));
    });
  }

  get #connected(): Socket {
    if (!this.#socket) throw new Error("connect first");
    return this.#socket;
  }

  state(): ClientState {
    const socket = this.#connected;
    return {
      connected: socket.connected,
      id: socket.id,
      transport: currentTransport(socket),
      disconnects: this.#disconnects,
    };
  }

  close(): void {
    this.#traffic?.stop();
    this.#socket?.close();
  }

  echo(text: string): Promise<string> {
    return this.#connected.timeout(PATIENCE).emitWithAck("echo", text);
  }

  /** Whether a text of `length` characters comes back as it was sent. */
  async echoLong(length: number): Promise<boolean> {
    const text = "x".repeat(length);
    return (await this.echo(text)) === text;
  }

  /** Whether `length` bytes come back as they were sent. */
  async echoBytes(length: number): Promise<boolean> {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
    const back: unknown = await this.#connected.timeout(PATIENCE).emitWithAck("echo", bytes);
    const view = back instanceof ArrayBuffer ? new Uint8Array(back) : (back as Uint8Array);
    return view.length === length && view.every((byte, i) => byte === bytes[i]);
  }

  /** Sends `count` texts of `length` characters at once; returns how many of their acks came right and in order. */
  async burst(count: number, length: number): Promise<number> {
    const padding = "y".repeat(length);
    let next = 0;
    const acks = Array.from({ length: count }, async (_, i) => {
      const text = `${i}${padding}`;
      if ((await this.echo(text)) === text && i === next) next++;
    });
    await Promise.all(acks);
    return next;
  }

  /** Sends `count` events whose acks come `ms` later; returns how many came right. */
  async late(count: number, ms: number): Promise<number> {
    const acks = Array.from({ length: count }, async (_, i) => {
      const value = await this.#connected.timeout(PATIENCE).emitWithAck("late", ms, i);
      return value === i;
    });
    return (await Promise.all(acks)).filter(Boolean).length;
  }

  /** Sends a text that nobody acks. */
  shout(length: number): void {
    this.#connected.emit("shout", "x".repeat(length));
  }

  join(room: string): Promise<void> {
    return this.#connected.timeout(PATIENCE).emitWithAck("join", room);
  }

  notes(): string[] {
    return this.#notes;
  }

  setPollInterval(ms: number): void {
    setPollInterval(this.#connected, ms);
  }

  switchTo(to: TransportName, timeoutMs?: number): Promise<SwitchResult> {
    return switchTransport(this.#connected, to, timeoutMs === undefined ? {} : { timeoutMs });
  }

  startTraffic(messagesPerSecond: number): void {
    const socket = this.#connected;
    this.#traffic = new Traffic(messagesPerSecond, (n, bytes) => {
      if (bytes) socket.emit("up", n, bytes);
      else socket.emit("up", n);
    });
  }

  /** Returns how many messages were sent up. */
  stopTraffic(): number {
    this.#traffic?.stop();
    return this.#traffic?.sent ?? 0;
  }

  /** What has come of `sent` messages down. */
  tally(sent: number): Tally {
    return tally(this.#arrived, sent);
  }

  /** Hidden iframes that are in the page now. */
  iframes(): number {
    return typeof document === "undefined" ? 0 : document.querySelectorAll("iframe").length;
  }
}

/** Engine.IO's errors carry a status or a close event beside their message. */
function describe(details: unknown): string {
  if (typeof details !== "object" || details === null) return String(details);
  const { message, description, context } = details as Record<string, unknown>;
  const code =
    typeof context === "object" && context !== null && "code" in context ? context.code : undefined;
  const cause = description instanceof Error ? description.message : description;
  return [message, typeof cause === "object" ? undefined : cause, code]
    .filter((part) => part !== undefined)
    .join(" ");
}
