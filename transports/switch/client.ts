import type { Socket as Engine, Transport } from "engine.io-client";
import type { Packet } from "engine.io-parser";
import type { Socket } from "socket.io-client";
import { fromWireName, type TransportName, wireName } from "../../protocol/transport-names.ts";
import { currentTransport, orderedTransports } from "../engine/client.ts";
import {
  abandonUpgrade,
  completeUpgrade,
  createCandidate,
  failTransport,
  holdPackets,
  isUpgrading,
  type Switchable,
} from "../engine-internals.ts";
import { isMoved } from "./marks.ts";

/**
 * Why a switch did not happen. In every case but `closed` the session goes on, on the transport it had.
 * `not-connected`: there is no session now. `busy`: another switch is under way. `refused`: the host does not
 * serve the transport, or it broke while it was tried. `timeout`: it took too long. `closed`: the session's
 * connection broke off meanwhile; it connects again by itself.
 */
export type SwitchRefusal = "not-connected" | "busy" | "refused" | "timeout" | "closed";

export type SwitchResult =
  | { ok: true; from: TransportName; to: TransportName; ms: number }
  | { ok: false; error: { code: SwitchRefusal; message: string } };

const DEFAULT_TIMEOUT_MS = 8_000;
/** How long the old transport may owe the end of its pause once the switch has been given up. */
const DEFAULT_SILENCE_MS = 8_000;

const underWay = new WeakSet<Engine>();
let probes = 0;

/**
 * Moves a session to another transport while it is in use: nothing is lost, nothing comes twice or out of order,
 * and the session does not disconnect. The new transport is tried first; then both sides say on the old one
 * that they have said their last there; then the new one takes over. Later reconnects use the new one too.
 * A switch to the transport that the session is on already succeeds in 0 ms. Never throws.
 */
export async function switchTransport(
  socket: Socket,
  to: TransportName,
  {
    timeoutMs = DEFAULT_TIMEOUT_MS,
    silenceMs = DEFAULT_SILENCE_MS,
  }: { timeoutMs?: number; silenceMs?: number } = {},
): Promise<SwitchResult> {
  const engine = socket.io.engine;
  const from = currentTransport(socket);
  if (!socket.connected || from === undefined) {
    return refuse("not-connected", "There is no connection now; try again when it is back.");
  }
  if (underWay.has(engine) || isUpgrading(engine)) {
    return refuse("busy", "Another switch is under way; try again when it is done.");
  }
  if (from === to) return { ok: true, from, to, ms: 0 };

  const start = performance.now();
  underWay.add(engine);
  const failure = await new Switch(engine, to, timeoutMs, silenceMs).run();
  underWay.delete(engine);
  if (failure) return failure;
  socket.io.opts.transports = orderedTransports(to);
  return { ok: true, from, to, ms: performance.now() - start };
}

type Failure = Extract<SwitchResult, { ok: false }>;

function refuse(code: SwitchRefusal, message: string): Failure {
  return { ok: false, error: { code, message } };
}

type Phase =
  /** The candidate is opened and asked whether it works. */
  | "probing"
  /** The old transport is carrying its last packets. */
  | "pausing"
  /** It has, both ways. The candidate carries the upgrade as soon as the probe has been answered. */
  | "paused"
  /** The host has been asked to move over, and its word that it has is awaited. */
  | "upgrading"
  | "settled";

/** One switch of one engine. */
class Switch {
  #engine: Engine;
  #old: Switchable;
  #candidate: Transport;
  #timeoutMs: number;
  #silenceMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #phase: Phase = "probing";
  #failure: Failure | null = null;
  #resolve: (failure: Failure | null) => void = () => {};

  constructor(engine: Engine, to: TransportName, timeoutMs: number, silenceMs: number) {
    this.#engine = engine;
    this.#old = engine.transport as Switchable;
    this.#candidate = createCandidate(engine, wireName(to));
    this.#timeoutMs = timeoutMs;
    this.#silenceMs = silenceMs;
  }

  /** Resolves with null when the candidate has taken over, or with why it has not. */
  run(): Promise<Failure | null> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#timer = setTimeout(this.#onTimeout, this.#timeoutMs);
      this.#engine.on("close", this.#onSessionClosed);
      this.#candidate.on("open", this.#onOpen);
      this.#candidate.on("packet", this.#onPacket);
      this.#candidate.on("error", this.#onBroken);
      this.#candidate.on("close", this.#onBroken);
      // Marks the candidate's requests, and tells this attempt from the last one.
      this.#candidate.query.probe = String(++probes);
      this.#candidate.open();
    });
  }

  #onOpen = (): void => this.#candidate.send([{ type: "ping", data: "probe" }]);

  #onPacket = (packet: Packet): void => {
    if (this.#phase === "upgrading" && isMoved(packet)) {
      this.#takeOver();
    } else if (this.#phase === "probing" && packet.type === "pong" && packet.data === "probe") {
      this.#phase = "pausing";
      holdPackets(this.#engine);
      this.#old.pause(this.#onPaused);
    }
  };

  #onPaused = (): void => {
    if (this.#phase !== "pausing") return;
    this.#phase = "paused";
    if (this.#failure) this.#goBack(this.#failure);
    // The POST of the probe must be answered first: what follows it must not overtake it.
    else if (this.#candidate.writable) this.#upgrade();
    else this.#candidate.once("drain", this.#upgrade);
  };

  #upgrade = (): void => {
    this.#phase = "upgrading";
    clearTimeout(this.#timer); // whether it comes to pass is the host's to say now
    this.#old.removeAllListeners(); // the host closes it when it moves: that shall not end the session
    this.#candidate.send([{ type: "upgrade" }]);
  };

  #takeOver(): void {
    delete this.#candidate.query.probe;
    this.#settle(null);
    completeUpgrade(this.#engine, this.#candidate);
    this.#old.close();
  }

  #onBroken = (error?: unknown): void => {
    const message = error instanceof Error ? error.message : "the connection broke off";
    const name = fromWireName(this.#candidate.name);
    this.#giveUp(refuse("refused", `The host could not be reached by ${name}: ${message}`));
  };

  #onTimeout = (): void => {
    this.#giveUp(refuse("timeout", `The switch took longer than ${this.#timeoutMs} ms.`));
    // The old transport owes the end of its pause. If that does not come it is dead, and nobody else would notice soon:
    // the session waits for it, and is silent itself. It ends, connects again and sends what was not acked.
    if (this.#phase === "pausing")
      this.#timer = setTimeout(() => failTransport(this.#old, "fell silent in a switch"), this.#silenceMs);
  };

  #giveUp(failure: Failure): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.#stopListening();
    this.#candidate.close();
    if (this.#phase === "probing") this.#settle(failure);
    else if (this.#phase !== "pausing") this.#goBack(failure);
    // From the middle of a pause there is no way back before its end.
  }

  /** If the host has moved all the same, the old transport is refused there, and that ends the session. */
  #goBack(failure: Failure): void {
    // Not inside an event of the old transport: Engine.IO's polling, back in use, would poll a second time after it.
    queueMicrotask(() => {
      if (this.#phase === "settled") return;
      abandonUpgrade(this.#engine, this.#old, new Error(failure.error.message));
      this.#settle(failure);
    });
  }

  #onSessionClosed = (): void => {
    this.#stopListening();
    this.#candidate.close();
    this.#settle(refuse("closed", "The connection broke off during the switch; it comes back by itself."));
  };

  #stopListening(): void {
    this.#candidate.off("open", this.#onOpen);
    this.#candidate.off("packet", this.#onPacket);
    this.#candidate.off("drain", this.#upgrade);
    this.#candidate.off("error", this.#onBroken);
    this.#candidate.off("close", this.#onBroken);
  }

  #settle(failure: Failure | null): void {
    this.#phase = "settled";
    clearTimeout(this.#timer);
    this.#engine.off("close", this.#onSessionClosed);
    this.#stopListening();
    this.#resolve(failure);
  }
}
