import type { HostInfo, Member, Message, PresentMember, RoomInfo, Standing } from "../protocol/schemas.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import type { Outgoing, SavedOutgoing } from "./outbox.ts";
import type { Problem } from "./problems.ts";

export interface SessionOptions {
  /** The host's address, such as http://192.168.1.20:4460. */
  url: string;
  /** The id of the host that is meant: no other one that answers there is told anything. Default: the first that answers. */
  hostId?: string;
  name: string;
  /** By which the host knows a member again (see `memberToken`); default: a new one. */
  token?: string;
  /** What the host asks for, if it is known. Forgotten as soon as the host has let one in. */
  passcode?: string;
  /** Default: websocket. */
  transport?: TransportName;
  /** Time between two polls of short polling, in ms; default 1,000. */
  pollInterval?: number;
  /** Origin that iframe streaming gives in Node, where there is no page; default: the host's own. */
  askingOrigin?: string;
  /** What an earlier session's outbox still held. Sent first, when its rooms are joined. */
  outbox?: readonly SavedOutgoing[];
}

/** `closed` is also the state before `connect()`. `locked`: see Lock; nothing is tried until `enter()`. */
export type SessionState = "connecting" | "connected" | "reconnecting" | "locked" | "closed";

export interface Delivered {
  message: Message;
  /** Unix ms on the host's clock. */
  receivedAt: number;
  transport: TransportName;
  /** From sending to receiving, in ms; `null` when it came from history or a resume. */
  latencyMs: number | null;
  /** Whether this member sent it. */
  own: boolean;
}

/** Messages that a network would have lost or doubled. */
export interface Repairs {
  /** Sent again, since the ack had not come. */
  readonly retransmitted: number;
  /** Came again, and were dropped. */
  readonly duplicates: number;
  /** Were missed while there was no connection, and fetched. */
  readonly recovered: number;
}

export type SessionEvents = {
  /** With why the last connection ended, as a sentence and as a code, when it did. */
  state: (state: SessionState, reason?: string, code?: Problem["code"]) => void;
  /** `retryAt` changed. */
  retry: (retryAt: number | null) => void;
  /** Every message of the rooms that one is in: in order of seq, each once. */
  message: (delivered: Delivered) => void;
  /** Something changed in the outbox. */
  outbox: () => void;
  acked: (ack: { id: string; seq: number }) => void;
  refused: (outgoing: Outgoing) => void;
  rooms: (rooms: readonly RoomInfo[]) => void;
  /** All who are in a room: after joining it, after each reconnect and at each change. */
  members: (change: { room: string; members: readonly PresentMember[] }) => void;
  /** Somebody came into a room, changed (`present: true`) or left it. */
  member: (change: { room: string; member: PresentMember; present: boolean }) => void;
  /** One is no longer in a room: it was closed, or could not be entered again after a drop. */
  expelled: (change: { room: string; problem: Problem }) => void;
  /** How one stands with the host changed. */
  standing: (standing: Standing) => void;
  /** What the host says of itself changed. */
  host: (host: HostInfo) => void;
  typing: (change: { room: string; member: Member; typing: boolean }) => void;
  /** A WebSocket or an EventSource was made, or is in another ready state. */
  lives: () => void;
  switched: (change: { from: TransportName; to: TransportName; ms: number }) => void;
  error: (problem: Problem) => void;
};
