import type { Refusal, RefusalCode } from "../protocol/errors.ts";

/** A `Reply` that refuses; the message is a sentence that says what to do. */
export function refuse(code: RefusalCode, message: string): { ok: false; error: Refusal } {
  return { ok: false, error: { code, message } };
}
