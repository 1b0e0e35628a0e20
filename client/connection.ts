import { io, type Socket } from "socket.io-client";
import type { z } from "zod";
import { ENGINE_PATH, POLL_INTERVAL } from "../protocol/limits.ts";
import {
  type authSchema,
  type NoticeBody,
  type NoticeName,
  notices,
  type ReplyBody,
  type RequestBody,
  type RequestName,
} from "../protocol/schemas.ts";
import { type TransportName, wireName } from "../protocol/transport-names.ts";
import { currentTransport, orderedTransports } from "../transports/engine/client.ts";
import type { IframeStreamingOptions } from "../transports/iframe-streaming/client.ts";
import type { NativeListener, NativeOptions } from "../transports/ready-state.ts";
import { type ShortPollingOptions, setPollInterval } from "../transports/short-polling/client.ts";
import { type SwitchResult, switchTransport } from "../transports/switch/client.ts";
import { readNotice, readRefusal, readReply } from "./door.ts";
import { lockOf } from "./lock.ts";
import { type Answer, dropProblem, type Problem } from "./problems.ts";
import { dialUrl } from "./relays.ts";

export interface ConnectionOptions {
  /** The host's own address. */
  url: string;
  /** The id of the host that is meant; null until one was found. */
  hostId: string | null;
  /** Another address behind which is the same host, for the transports alone: a network with faults. */
  via: string | null;
  name: string;
  token: string;
  /** Asked for by the host at the next dial. */
  passcode: string | undefined;
  /** The host's own token, of one who owns it. */
  ownerToken: string | undefined;
  transport: TransportName;
  /** Time between two polls of short polling, in ms. */
  pollInterval: number;
  /** Origin that iframe streaming gives in Node, where there is no page. */
  askingOrigin: string | undefined;
  /** Is told of each WebSocket and EventSource that is made. */
  onNative: NativeListener;
}

type NoticeListeners = { [N in NoticeName]: (body: NoticeBody<N>) => void };

/** What a connection tells its owner. `ended` comes once, and last. */
export type ConnectionOwner = NoticeListeners & {
  ended(problem: Problem): void;
  malformed(problem: Problem): void;
};

/** How long it may take from dialling to the host's welcome, in ms; a poll more is granted to short polling. */
const WELCOME_LIMIT = 10_000;
/** How long a request waits that came too fast for the host, unless the host says how long, in ms. */
const RATE_PAUSE = 500;
/** How long a leaving connection may take to say so, in ms. */
const CLOSE_LIMIT = 1_000;

/**
 * One connection to a host: dialled once, never dialled again. Whatever was asked and not answered when it ends
 * stays unanswered; a later connection starts with nothing of it, so nothing of it can overtake what is resent.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #showsOwner: boolean;
  readonly #showsPasscode: boolean;
  #transport: TransportName;
  #ended = false;

  constructor(options: ConnectionOptions, owner: ConnectionOwner) {
    this.#owner = owner;
    this.#showsOwner = options.ownerToken !== undefined;
    this.#showsPasscode = options.passcode !== undefined;
    this.#transport = options.transport;
    this.#socket = io(dialUrl(options.via ?? options.url).origin, {
      path: ENGINE_PATH,
      transports: orderedTransports(options.transport),
      transportOptions: transportOptions(options),
      upgrade: false,
      reconnection: false,
      forceNew: true,
      auth: authOf(options),
    });
    this.#socket.on("connect_error", (error) => this.#end(this.#dialProblem(error)));
    this.#socket.on("disconnect", (reason, details) => this.#end(dropProblem(reason, details)));
    for (const notice of Object.keys(notices) as NoticeName[]) {
      this.#socket.on(notice, (body: unknown) => this.#receive(notice, body));
    }
    const limit = WELCOME_LIMIT + 2 * Math.min(options.pollInterval, POLL_INTERVAL.max);
    const late = this.#later(limit, () => this.#end(this.#lateProblem()));
    this.#socket.once("welcome", () => this.#forget(late));
  }

  /** The transport that carries the connection now. */
  get transport(): TransportName {
    this.#transport = currentTransport(this.#socket) ?? this.#transport;
    return this.#transport;
  }

  /** The host's id of this connection's Engine.IO session. */
  get engineId(): string | undefined {
    return this.#socket.io.engine?.id;
  }

  /** Asks the host, again after a pause while it asks too fast. Answers come in the order of the questions. */
  ask<N extends RequestName>(
    request: N,
    body: RequestBody<N>,
    answered: (answer: Answer<ReplyBody<N>>) => void,
  ): void {
    this.post(request, body, (answer) => {
      if (answer.ok || answer.error.code !== "rate-limited") answered(answer);
      else this.#later(answer.error.retryAfter ?? RATE_PAUSE, () => this.ask(request, body, answered));
    });
  }

  /** Asks the host once. */
  post<N extends RequestName>(
    request: N,
    body: RequestBody<N>,
    answered: (answer: Answer<ReplyBody<N>>) => void,
  ): void {
    if (this.#ended) return;
    this.#socket.emit(request, body, (reply: unknown) => {
      if (!this.#ended) answered(readReply(request, reply));
    });
  }

  /** Goes over to another transport while the connection is in use. Never rejects. */
  switchTransport(to: TransportName): Promise<SwitchResult> {
    return switchTransport(this.#socket, to);
  }

  /** Sets the time between two polls of short polling, in ms. */
  setPollInterval(ms: number): void {
    setPollInterval(this.#socket, ms);
  }

  /** Ends the connection here, for this reason; its owner is told. */
  drop(problem: Problem): void {
    this.#end(problem);
  }

  /** Leaves. Resolves when the host has been told, or after a second. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#clearTimers();
    const { engine } = this.#socket.io;
    const closed = new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, CLOSE_LIMIT);
      engine.once("close", () => {
        clearTimeout(limit);
        resolve();
      });
    });
    this.#socket.disconnect();
    await closed;
    this.#socket.off();
  }

  #receive<N extends NoticeName>(notice: N, body: unknown): void {
    if (this.#ended) return;
    const listeners: NoticeListeners = this.#owner;
    const read = readNotice(notice, body);
    if (read.ok) listeners[notice](read.body);
    else this.#owner.malformed(read.error);
  }

  #end(problem: Problem): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#clearTimers();
    this.#socket.off();
    this.#socket.disconnect();
    this.#owner.ended(problem);
  }

  /** Socket.IO gives `data` to the errors with which the host itself refuses a connection. */
  #dialProblem(error: Error): Problem {
    if ("data" in error) {
      const refusal = readRefusal(error.data);
      // Too much at once may pass by itself: the same is shown again then.
      if (refusal && (lockOf(refusal) || refusal.code === "rate-limited")) return refusal;
      // What else is sent was checked here: it is the owner's token that is not this host's.
      const isOwners = refusal?.code === "invalid" && this.#showsOwner;
      const code = isOwners ? "owner-refused" : "connection-refused";
      return { code, message: `The host refused the connection: ${error.message}` };
    }
    return this.#transportProblem();
  }

  /** No welcome came in time. With a passcode to look at the host may be what is slow, if the transport stands. */
  #lateProblem(): Problem {
    if (!this.#showsPasscode || this.#socket.io.engine?.readyState !== "open")
      return this.#transportProblem();
    return {
      code: "rate-limited",
      message: "The host has not come to look at the passcode. It is shown again by itself.",
    };
  }

  #transportProblem(): Problem {
    const message = `The host answers, but no connection comes about over ${this.#transport}. Choose another transport, or wait: it is tried again.`;
    return { code: "transport-failed", message };
  }

  #later(ms: number, fn: () => void): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      fn();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  #forget(timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

function authOf({ name, token, passcode, ownerToken }: ConnectionOptions): z.input<typeof authSchema> {
  return {
    name,
    token,
    ...(passcode !== undefined && { passcode }),
    ...(ownerToken && { owner: ownerToken }),
  };
}

function transportOptions({
  pollInterval,
  askingOrigin,
  onNative,
}: ConnectionOptions): Record<string, object> {
  const native: NativeOptions = { onNative };
  const shortPolling: ShortPollingOptions = { pollInterval };
  const iframeStreaming: IframeStreamingOptions = askingOrigin === undefined ? {} : { askingOrigin };
  return {
    [wireName("short-polling")]: shortPolling,
    [wireName("iframe-streaming")]: iframeStreaming,
    [wireName("sse")]: native,
    [wireName("websocket")]: native,
  };
}
