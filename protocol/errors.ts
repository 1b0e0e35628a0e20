/** Why a request was refused. The code is for programs, the sentence that comes with it for people. */
export const REFUSALS = [
  /** The request does not fit its schema; the sentence says which part. */
  "invalid",
  /** There is no such room. */
  "no-room",
  /** A room of that name is there already. */
  "room-exists",
  /** The host has as many rooms as it may have. */
  "too-many-rooms",
  /** One must be in the room to do that. */
  "not-in-room",
  /** Another message has this id. */
  "id-taken",
  /** Too much is waiting; send it again later, or after `retryAfter`. */
  "rate-limited",
  /** The host, or the room, asks for a passcode. */
  "passcode-needed",
  "passcode-wrong",
  /** Too many wrong passcodes came from this address; `retryAfter` says when one is looked at again. */
  "too-many-attempts",
  /** The name belongs to another member of the host. */
  "name-taken",
  /** The host's owner gave the member that name, and it stays. */
  "name-fixed",
  /** The host's owner has banned the member, or the address. */
  "banned",
  /** The host's owner has muted the member. */
  "muted",
  /** Only the host's owner may do that. */
  "not-owner",
  /** The host knows no such member. */
  "no-member",
  /** That cannot be done to the lobby, or to the owner. */
  "not-that-one",
  /** The host could not store it (disk full, for example). */
  "not-stored",
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  code: RefusalCode;
  /** A sentence that says what to do. */
  message: string;
  /** After how many ms it is worth trying again. */
  retryAfter?: number;
}

/** Every ack: the answer, or why there is none. */
export type Reply<T> = ({ ok: true } & T) | { ok: false; error: Refusal };
