import type { Refusal, RefusalCode } from "../protocol/errors.ts";
import type { TransportName } from "../protocol/transport-names.ts";

/** What can go wrong on the way to a host, and on an open connection. Refusals of the host are apart. */
export type ProblemCode =
  /** The address cannot be read. */
  | "bad-url"
  /** Nothing answers at the address. */
  | "unreachable"
  /** Something answers, but it is no Pushpull host. */
  | "not-a-host"
  /** A Pushpull host that speaks another version of the protocol. */
  | "wrong-protocol"
  /** What answers does not have the key of the host that it says it is. */
  | "unproven"
  /** The host that answers is not the one that this session was with. */
  | "another-host"
  /** The host does not serve the transport that was chosen. */
  | "transport-not-served"
  /** The host answers, but no connection comes about over the transport that was chosen. */
  | "transport-failed"
  /** The host refused the connection. */
  | "connection-refused"
  /** The token of the host's owner was not that of this host. */
  | "owner-refused"
  /** The host's owner ended the connection. */
  | "kicked"
  /** The host's owner closed a room. */
  | "room-closed"
  /** The connection broke. */
  | "connection-lost"
  /** The host has not been heard of for too long. */
  | "host-silent"
  /** The host closed the connection. */
  | "closed-by-host"
  /** The way to the host was changed here. */
  | "rerouted"
  /** The session was closed here. */
  | "closed"
  /** The host sent something that does not fit the protocol. */
  | "malformed"
  /** The host at this address has another history than before. */
  | "history-changed"
  /** The host skipped a seq. */
  | "history-gap";

export interface Problem {
  code: ProblemCode | RefusalCode;
  /** A sentence that says what happened and, where something can be done, what. */
  message: string;
  /** After how many ms it is worth trying again. */
  retryAfter?: number;
  /** How the WebSocket closed that carried the connection (WebSockets standard, "CloseEvent"). */
  close?: SocketClose;
  /** The connection was ended here, to be made anew. */
  asked?: true;
}

/** `code`: RFC 6455, section 7.4; 1006 stands for none. `wasClean`: both sides said that they close. */
export interface SocketClose {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** A connection that ended, as the session saw it. */
export interface Drop extends Problem {
  /** Unix ms of the local clock. */
  readonly at: number;
  readonly transport: TransportName;
}

/** The answer to a request: what the host says, or that this session could not get an answer. */
export type Answer<T> = ({ ok: true } & T) | { ok: false; error: Refusal | Problem };

/** Why a connection ended, from the reason and the details that Socket.IO gives. */
export function dropProblem(reason: string, details?: unknown): Problem {
  const close = closeOf(details);
  return close ? { ...problemOf(reason), close } : problemOf(reason);
}

/** Of a WebSocket, Engine.IO passes the CloseEvent on as `context`. */
function closeOf(details: unknown): SocketClose | null {
  const context: unknown =
    typeof details === "object" && details && "context" in details ? details.context : null;
  if (typeof context !== "object" || !context || !("wasClean" in context && "code" in context)) return null;
  const reason = "reason" in context ? String(context.reason) : "";
  return { code: Number(context.code), reason, wasClean: context.wasClean === true };
}

function problemOf(reason: string): Problem {
  switch (reason) {
    case "io client disconnect":
      return { code: "closed", message: "You left." };
    case "io server disconnect":
      return { code: "closed-by-host", message: "The host closed the connection." };
    case "ping timeout":
      return { code: "host-silent", message: "The host has been silent for too long." };
    case "parse error":
      return { code: "malformed", message: "The host sent something that cannot be read." };
    default:
      return { code: "connection-lost", message: "The connection to the host was lost." };
  }
}
