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
  /** Too many requests waiting; send again later. */
  "rate-limited",
  /** The host could not store it (disk full, for example). */
  "not-stored",
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  code: RefusalCode;
  /** A sentence that says what to do. */
  message: string;
}

/** Every ack: the answer, or why there is none. */
export type Reply<T> = ({ ok: true } & T) | { ok: false; error: Refusal };
