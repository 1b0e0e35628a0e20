/**
 * Every touch of a member that Engine.IO keeps to itself, with the reason for it. Written against engine.io
 * 6.6.11 and engine.io-client 6.6.8; engine-internals.test.ts fails first when an update moves one of them.
 *
 * Only types are imported, so that a browser's bundle never holds the server's half.
 */
import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type * as engineio from "engine.io";
import type { Socket as ClientEngine, Transport as ClientTransport } from "engine.io-client";

/** A request as Engine.IO hands it to its transports: with its query parsed and its response attached. */
export type EngineRequest = Parameters<typeof engineio.transports.polling>[0];

/** Engine.IO's long polling on the server. */
export type ServerPolling = ReturnType<typeof engineio.transports.polling>;

/**
 * The class of Engine.IO's long polling on the server. The package exports a factory only (it may also make
 * a JSON-P transport), so the class is taken from an instance.
 */
export function serverPollingClass(
  transports: typeof engineio.transports,
): new (
  request: EngineRequest,
) => ServerPolling {
  const make = transports.polling as unknown as new (request: object) => ServerPolling;
  const instance = new make({ _query: { EIO: "4" } });
  return instance.constructor as new (
    request: EngineRequest,
  ) => ServerPolling;
}

/** The parameters of a request's URL, once Engine.IO has read them. */
export function queryOf(request: IncomingMessage): { sid?: string; transport?: string } | undefined {
  return (request as Partial<EngineRequest>)._query;
}

/** Calls `listener` with each 101 that the server is about to send for an upgrade, whole, with its empty line. */
export function onUpgradeHead(
  server: engineio.Server,
  listener: (request: IncomingMessage, head: string) => void,
): void {
  const { ws } = server as unknown as { ws: EventEmitter };
  ws.on("headers", (lines: readonly string[], request: IncomingMessage) =>
    listener(request, `${lines.join("\r\n")}\r\n\r\n`),
  );
}

/** An Engine.IO socket on the server, with what the live switch needs of its inside. */
interface ServerSocketInside {
  id: string;
  upgrading: boolean;
  upgraded: boolean;
  _maybeUpgrade(candidate: engineio.Transport): void;
  writeBuffer: unknown[];
}

function insideOf(socket: engineio.Socket): ServerSocketInside {
  return socket as unknown as ServerSocketInside;
}

/** The session's Engine.IO id, the `sid` of its requests. `id` is declared private, although Socket.IO reads it. */
export function sessionId(socket: engineio.Socket): string {
  return insideOf(socket).id;
}

/**
 * Lets `candidate` take over the session once its probe and its upgrade packet have come (Engine.IO's own
 * upgrade, which it offers to WebSocket only).
 */
export function awaitUpgrade(socket: engineio.Socket, candidate: engineio.Transport): void {
  insideOf(socket)._maybeUpgrade(candidate);
}

/** Whether a candidate for the session is being tried. */
export function isUpgradingOnHost(socket: engineio.Socket): boolean {
  return insideOf(socket).upgrading;
}

/** Forgets that the session has been upgraded: Engine.IO lets it happen once, the live switch again and again. */
export function allowFurtherUpgrades(socket: engineio.Socket): void {
  insideOf(socket).upgraded = false;
}

/** Packets that the session holds back until its transport can take them. */
export function queueLength(socket: engineio.Socket): number {
  return insideOf(socket).writeBuffer.length;
}

/** An Engine.IO socket on the client, with what the live switch needs of its inside. */
interface ClientEngineInside {
  upgrading: boolean;
  _maxPayload?: number;
  createTransport(name: string): ClientTransport;
  setTransport(transport: ClientTransport): void;
  flush(): void;
  emitReserved(event: "upgrade", transport: ClientTransport): void;
  emitReserved(event: "upgradeError", error: Error): void;
}

function clientInside(engine: ClientEngine): ClientEngineInside {
  return engine as unknown as ClientEngineInside;
}

/** The host's limit for one payload, in bytes, from the handshake. Engine.IO minds it for `polling` only. */
export function maxPayloadOf(engine: ClientEngine): number {
  return clientInside(engine)._maxPayload ?? Number.POSITIVE_INFINITY;
}

/** Makes a transport of the given wire name for the session that `engine` has now (with its `sid`). */
export function createCandidate(engine: ClientEngine, wireName: string): ClientTransport {
  return clientInside(engine).createTransport(wireName);
}

/** Whether the engine holds its packets back because a transport is being replaced. */
export function isUpgrading(engine: ClientEngine): boolean {
  return clientInside(engine).upgrading;
}

/** While true, `flush()` keeps all packets in the engine's buffer, and `close()` waits for one of the two below. */
export function holdPackets(engine: ClientEngine): void {
  clientInside(engine).upgrading = true;
}

/** Makes `transport` the engine's own and sends through it what has been held back. */
export function completeUpgrade(engine: ClientEngine, transport: ClientTransport): void {
  const inside = clientInside(engine);
  inside.setTransport(transport);
  inside.emitReserved("upgrade", transport);
  inside.upgrading = false;
  inside.flush();
}

/** Ends the session that uses this transport, as if the transport itself had failed. It may be in the middle of a pause. */
export function failTransport(transport: ClientTransport, reason: string): void {
  const inside = transport as unknown as { onError(reason: string, description: unknown): void };
  inside.onError(reason, null);
}

/** A transport that can be paused and come back to; all six can. */
export type Switchable = ClientTransport & { resume(): void };

/** Goes back to `transport`, which was paused, and sends through it what has been held back. */
export function abandonUpgrade(engine: ClientEngine, transport: Switchable, error: Error): void {
  const inside = clientInside(engine);
  inside.setTransport(transport);
  transport.resume();
  inside.upgrading = false;
  inside.emitReserved("upgradeError", error);
  inside.flush();
}
