/** What a packet says, read from its text: Engine.IO protocol 4 outside, Socket.IO protocol 5 inside. */
export interface Packet {
  readonly engine: EngineType;
  /** What follows Engine.IO's digit. */
  readonly text: string;
  /** What a `message` of Engine.IO holds. */
  readonly socket: SocketPacket | null;
}

export interface SocketPacket {
  readonly type: SocketType;
  readonly namespace: string;
  /** The number that ties an answer to its question. */
  readonly ack: number | null;
  /** Name of the event; null for what is none. */
  readonly event: string | null;
  /** What the event or the answer carries; undefined when it cannot be read, since it was cut. */
  readonly body: unknown;
}

const ENGINE_TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;
const SOCKET_TYPES = [
  "CONNECT",
  "DISCONNECT",
  "EVENT",
  "ACK",
  "CONNECT_ERROR",
  "BINARY_EVENT",
  "BINARY_ACK",
] as const;

type EngineType = (typeof ENGINE_TYPES)[number] | "binary" | "unknown";
type SocketType = (typeof SOCKET_TYPES)[number] | "unknown";

/** Type, attachments, namespace, number of the answer, and JSON (Socket.IO protocol 5, "Packet encoding"). */
const SOCKET_PACKET = /^(\d)(?:\d+-)?(?:(\/[^,]*),)?(\d+)?([\s\S]*)$/;
/** The name of an event whose arguments were cut. */
const EVENT_NAME = /^\["([^"]*)"/;

/** Reads a packet as the wire's entries tell it. Never throws: what cannot be read is told as unknown. */
export function readPacket(packet: string, binary: boolean): Packet {
  if (binary) return { engine: "binary", text: packet, socket: null };
  const engine = ENGINE_TYPES[Number(packet[0])] ?? "unknown";
  const text = packet.slice(1);
  return { engine, text, socket: engine === "message" ? readSocketPacket(text) : null };
}

function readSocketPacket(text: string): SocketPacket {
  const [, type, namespace = "/", ack, json = ""] = SOCKET_PACKET.exec(text) ?? [];
  const value = parsed(json);
  const isEvent = type === "2" || type === "5";
  const [event, body] = isEvent && Array.isArray(value) ? value : [EVENT_NAME.exec(json)?.[1], undefined];
  const answer = Array.isArray(value) ? value[0] : value;
  return {
    type: SOCKET_TYPES[Number(type)] ?? "unknown",
    namespace,
    ack: ack === undefined ? null : Number(ack),
    event: isEvent && typeof event === "string" ? event : null,
    body: isEvent ? body : answer,
  };
}

function parsed(json: string): unknown {
  try {
    return json === "" ? undefined : JSON.parse(json);
  } catch {
    return undefined; // it was cut
  }
}

/** A field of an object that came over the wire, or undefined. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
