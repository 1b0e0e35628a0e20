import type { Refusal, RefusalCode } from "../protocol/errors.ts";

/** A `Reply` that refuses. */
export interface Refused {
  ok: false;
  error: Refusal;
}

/** A `Reply` that refuses; the message is a sentence that says what to do, `retryAfter` is in ms. */
export function refuse(code: RefusalCode, message: string, retryAfter?: number): Refused {
  return { ok: false, error: { code, message, ...(retryAfter !== undefined && { retryAfter }) } };
}
