import type { z } from "zod";

/** What a route answers, as JSON. */
export interface Answer {
  status: number;
  body: object;
}

/** `message` is a sentence that says what to do. */
export function refused(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } };
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; refused: Answer };

/** Reads a request's body; what it says of a wrong one names the field. */
export function parseBody<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, refused: refused(400, "invalid", "The body is not JSON.") };
  }
  const checked = schema.safeParse(json);
  if (checked.success) return { ok: true, value: checked.data };
  const [issue] = checked.error.issues;
  const message = `${issue?.path.join(".") || "The request"}: ${issue?.message ?? "not valid"}`;
  // The schemas' own messages are sentences.
  return { ok: false, refused: refused(400, "invalid", message.endsWith(".") ? message : `${message}.`) };
}
