import type { Problem } from "./problems.ts";

/** Refusals that trying again does not change: only a person can. */
const LOCKS = [
  "passcode-needed",
  "passcode-wrong",
  "too-many-attempts",
  "name-taken",
  "banned",
  "kicked",
] as const satisfies readonly Problem["code"][];

export type LockCode = (typeof LOCKS)[number];

/** Why the host lets one in no more until somebody does something about it. */
export interface Lock {
  readonly code: LockCode;
  /** A sentence that says what to do. */
  readonly message: string;
  /** From when on it is worth trying again, in Unix ms of the local clock: `null` for at once. */
  readonly retryAt: number | null;
}

/** What a person can change before the next try. */
export interface Entry {
  passcode?: string;
  name?: string;
}

/** The lock that a problem is; `null` for one that may pass by itself. */
export function lockOf({ code, message, retryAfter }: Problem): Lock | null {
  const locked = LOCKS.find((one) => one === code);
  if (!locked) return null;
  return { code: locked, message, retryAt: retryAfter === undefined ? null : Date.now() + retryAfter };
}

/** What the host's owner did, as the problem with which the connection ends. */
export function removal(reason: "kicked" | "banned"): Problem {
  return reason === "kicked"
    ? { code: "kicked", message: "The host's owner has ended your connection. You may come back." }
    : { code: "banned", message: "The host's owner has banned you. Ask them to let you in again." };
}
