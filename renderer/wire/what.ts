import type { TFunction } from "i18next";
import { field, type Packet, type SocketPacket } from "./packet.ts";

/** What a packet is for, as a key of the words, with what stands in its gaps. */
export interface What {
  readonly key:
    | "binary"
    | "open"
    | "close"
    | "ping"
    | "pong"
    | "probe"
    | "probed"
    | "upgrade"
    | "nothing"
    | "ready"
    | "pause"
    | "resume"
    | "moved"
    | "connect"
    | "connected"
    | "disconnect"
    | "refused"
    | "stored"
    | "answer"
    | "message"
    | "yours"
    | "typing"
    | "stopped"
    | "welcome"
    | "room"
    | "member"
    | "event"
    | "unknown";
  /** A message's number, an event's name or a text. */
  readonly value?: string | number;
}

/** How much of one's own text stands in a row, in characters. */
const EXCERPT = 40;

/** What a packet is for. `up`: it goes to the host. */
export function whatOf({ engine, text, socket }: Packet, up: boolean): What {
  if (socket) return ofSocket(socket, up);
  if (engine === "ping") return { key: text === "probe" ? "probe" : "ping" };
  if (engine === "pong") return { key: text === "probe" ? "probed" : "pong" };
  if (engine !== "noop") return { key: engine === "message" ? "unknown" : engine };
  return { key: text === "pause" || text === "resume" || text === "moved" ? text : "nothing" };
}

function ofSocket({ type, event, body }: SocketPacket, up: boolean): What {
  if (type === "CONNECT") return { key: up ? "connect" : "connected" };
  if (type === "DISCONNECT") return { key: "disconnect" };
  if (type === "CONNECT_ERROR") return { key: "refused" };
  if (type === "ACK" || type === "BINARY_ACK") {
    const seq = field(body, "seq");
    return typeof seq === "number" ? { key: "stored", value: seq } : { key: "answer" };
  }
  if (event === "message") return ofMessage(body, up);
  if (event === "typing") return { key: field(body, "typing") === false ? "stopped" : "typing" };
  if (event === "welcome" || event === "room" || event === "member") return { key: event };
  return event === null ? { key: "unknown" } : { key: "event", value: event };
}

function ofMessage(body: unknown, up: boolean): What {
  const seq = field(body, "seq");
  if (!up && typeof seq === "number") return { key: "message", value: seq };
  const text = field(body, "text");
  const line = typeof text === "string" ? text.replace(/\s+/g, " ") : "…";
  return { key: "yours", value: line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line };
}

/** The same in words. */
export function inWordsOf({ key, value = "" }: What, t: TFunction): string {
  return t(`wire.what.${key}`, { value });
}
