import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type ErrorCallback, Server, type ServerOptions, type Socket, type Transport } from "engine.io";
import { LIMITS } from "../../protocol/limits.ts";
import { fromWireName, TRANSPORTS, type TransportName, wireName } from "../../protocol/transport-names.ts";
import { type EngineRequest, onUpgradeHead } from "../engine-internals.ts";
import { HttpStreamingTransport } from "../http-streaming/server.ts";
import { IframeStreamingTransport, isOrigin } from "../iframe-streaming/server.ts";
import { LongPollingTransport } from "../long-polling/server.ts";
import { ShortPollingTransport } from "../short-polling/server.ts";
import { SseTransport } from "../sse/server.ts";
import { Candidates, isProbe } from "../switch/server.ts";
import { WebSocketTransport } from "../websocket/server.ts";
import type { WireListener } from "../wire.ts";

const CLASSES: Record<TransportName, new (request: EngineRequest) => Transport> = {
  "short-polling": ShortPollingTransport,
  "long-polling": LongPollingTransport,
  "iframe-streaming": IframeStreamingTransport,
  "http-streaming": HttpStreamingTransport,
  sse: SseTransport,
  websocket: WebSocketTransport,
};

export interface TransportEngineOptions {
  /** The transports that this host serves; a request for another one is answered 400. */
  transports: readonly TransportName[];
  /**
   * Whether pages of this origin (`https://name:port`, or `null` for an opaque one) may talk to the host. Asked
   * for the Origin header of every request that has one, and for the origin that an iframe names. The rest
   * get 403.
   */
  isOriginAllowed(origin: string): boolean;
  /** Time between two pings, in ms. Default 25,000. */
  pingInterval?: number;
  /** How long a ping may stay unanswered before the session counts as gone, in ms. Default 20,000. */
  pingTimeout?: number;
  /** How long a live switch may take, in ms. Default 10,000. */
  upgradeTimeout?: number;
  /** Largest request body or frame, in bytes. Default `LIMITS.payload`. */
  maxPayload?: number;
  /** Is told what each transport carries. */
  wire?: WireListener;
  /** Asked for every request: the reason to refuse it (403), or null. */
  allowRequest?(request: IncomingMessage): string | null;
}

/**
 * Engine.IO's server with all six transports and the live switch between them. Any Socket.IO client can connect
 * by `polling` or `websocket`. Use: `io.bind(engine)`, then `engine.attach(httpServer, { path: ENGINE_PATH })`.
 */
export class TransportEngine extends Server {
  readonly #options: TransportEngineOptions;
  readonly #candidates = new Candidates();

  constructor(options: TransportEngineOptions) {
    super(engineOptions(options));
    this.#options = options;
    onUpgradeHead(this, (request, head) => options.wire?.upgraded(request, head));
    this.on("connection", (socket: Socket) => this.#candidates.watch(socket));
  }

  /** Transports that are being tried out by a live switch now. */
  get candidateCount(): number {
    return this.#candidates.size;
  }

  /** What the handshake offers for Engine.IO's own upgrade: what any Socket.IO client expects, and no more. */
  override upgrades(transport: string): string[] {
    const mayUpgrade =
      transport === wireName("long-polling") && this.#options.transports.includes("websocket");
    return mayUpgrade ? [wireName("websocket")] : [];
  }

  protected override createTransport(name: string, request: IncomingMessage): Transport {
    const engineRequest = request as EngineRequest;
    const known = fromWireName(name);
    if (!known) throw new Error(`no transport is called ${name}`); // verify() has refused it
    const transport = new CLASSES[known](engineRequest);
    const { wire } = this.#options;
    Object.assign(transport, {
      ...(wire && { wire }),
      // Engine.IO sets these for the name "polling" only.
      maxHttpBufferSize: this.opts.maxHttpBufferSize,
      httpCompression: this.opts.httpCompression,
    });
    wire?.opened(request);
    const { sid } = engineRequest._query;
    if (sid) this.#candidates.add(sid, transport, engineRequest);
    return transport;
  }

  override handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const reason = this.#reasonToForbid(request);
    // Engine.IO would answer 400 here, whatever the reason.
    if (reason === null) super.handleUpgrade(request, socket, head);
    else forbidUpgrade(socket, reason);
  }

  /** The door of every request. Refuse here: an error later in a handshake leaves an entry in `clients`. */
  protected override verify(request: EngineRequest, upgrade: boolean, done: ErrorCallback): void {
    const refusal = this.#refusal(request, upgrade);
    if (refusal) {
      done(refusal.code, { message: refusal.message });
      return;
    }
    const socket = this.#socketOf(request);
    if (socket && isProbe(request, socket)) this.#verifyProbe(socket, request, upgrade, done);
    else super.verify(request, upgrade, done);
  }

  #verifyProbe(socket: Socket, request: EngineRequest, upgrade: boolean, done: ErrorCallback): void {
    if (upgrade) {
      this.#candidates.drop(socket);
      super.verify(request, upgrade, done); // Engine.IO itself knows how to try a WebSocket
      return;
    }
    const create = (): Transport => this.createTransport(request._query.transport ?? "", request);
    const message = this.#candidates.handle(socket, request, create);
    if (message !== null) done(Server.errors.BAD_REQUEST, { message });
  }

  #socketOf(request: EngineRequest): Socket | undefined {
    const { sid } = request._query;
    return sid !== undefined && Object.hasOwn(this.clients, sid) ? this.clients[sid] : undefined;
  }

  #refusal(request: EngineRequest, upgrade: boolean): EngineRefusal | null {
    const { BAD_REQUEST, FORBIDDEN, UNKNOWN_TRANSPORT } = Server.errors;
    const forbidden = this.#reasonToForbid(request);
    if (forbidden !== null) return { code: FORBIDDEN, message: forbidden };
    const name = fromWireName(request._query.transport ?? "");
    if (!name || !this.#options.transports.includes(name)) {
      return { code: UNKNOWN_TRANSPORT, message: this.#unknownTransport() };
    }
    // Engine.IO would leave a request of the wrong kind without an answer.
    if (upgrade && name !== "websocket") return { code: BAD_REQUEST, message: `${name} is plain HTTP.` };
    if (!upgrade && name === "websocket")
      return { code: BAD_REQUEST, message: "WebSocket needs an Upgrade." };
    const asksForPage = name === "iframe-streaming" && request.method === "GET";
    if (asksForPage && !this.#mayFrame(request._query.origin))
      return { code: FORBIDDEN, message: NOT_ALLOWED };
    return null;
  }

  #reasonToForbid(request: IncomingMessage): string | null {
    const { origin } = request.headers;
    if (origin !== undefined && !this.#options.isOriginAllowed(origin)) return NOT_ALLOWED;
    return this.#options.allowRequest?.(request) ?? null;
  }

  #mayFrame(origin: string | undefined): boolean {
    return origin !== undefined && isOrigin(origin) && this.#options.isOriginAllowed(origin);
  }

  #unknownTransport(): string {
    return `This host does not serve that transport. It serves: ${this.#options.transports.join(", ")}.`;
  }
}

interface EngineRefusal {
  code: (typeof Server.errors)[keyof typeof Server.errors];
  message: string;
}

const NOT_ALLOWED = "Pages of this origin may not connect to this host.";

function engineOptions(options: TransportEngineOptions): ServerOptions {
  return {
    // All six, whatever this host serves: without "websocket" Engine.IO would not listen for an Upgrade, and the
    // request would never be answered. (Its type knows its own names only.)
    transports: TRANSPORTS.map(wireName) as NonNullable<ServerOptions["transports"]>,
    cors: {
      origin: (origin, answer) => answer(null, origin !== undefined && options.isOriginAllowed(origin)),
    },
    maxHttpBufferSize: options.maxPayload ?? LIMITS.payload,
    // No transport compresses: a stream must not (a compressor holds bytes back), and so the six compare.
    httpCompression: false,
    perMessageDeflate: false,
    ...(options.pingInterval !== undefined && { pingInterval: options.pingInterval }),
    ...(options.pingTimeout !== undefined && { pingTimeout: options.pingTimeout }),
    ...(options.upgradeTimeout !== undefined && { upgradeTimeout: options.upgradeTimeout }),
  };
}

function forbidUpgrade(socket: Duplex, reason: string): void {
  socket.on("error", () => socket.destroy()); // it may be gone by now: there is nobody left to tell
  socket.end(
    "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" +
      `Content-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  );
}
