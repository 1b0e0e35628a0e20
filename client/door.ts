import { z } from "zod";
import { REFUSALS, type Refusal } from "../protocol/errors.ts";
import {
  type NoticeBody,
  type NoticeName,
  notices,
  type ReplyBody,
  type RequestName,
  replies,
} from "../protocol/schemas.ts";
import type { Answer, Problem } from "./problems.ts";

/** Longer than a host may make one wait, in ms: a day. */
const LONGEST_WAIT = 86_400_000;

/** The door: all that comes from a host is checked here, once, and trusted after that. */
type Checked<T> = { ok: true; body: T } | { ok: false; error: Problem };

const refusalSchema = z
  .object({
    code: z.enum(REFUSALS),
    message: z.string(),
    retryAfter: z.number().min(0).max(LONGEST_WAIT).optional().catch(undefined),
  })
  .transform(({ retryAfter, ...refusal }): Refusal => (retryAfter ? { ...refusal, retryAfter } : refusal));
const refused = z.object({ ok: z.literal(false), error: refusalSchema });
const accepted = z.object({ ok: z.literal(true) });

/** Checks what the host answered to a request. */
export function readReply<N extends RequestName>(request: N, value: unknown): Answer<ReplyBody<N>> {
  const refusal = refused.safeParse(value);
  if (refusal.success) return refusal.data;
  const body = accepted.safeParse(value).success ? check(replies[request], value) : undefined;
  if (body?.ok) return { ok: true, ...(body.body as ReplyBody<N>) };
  return { ok: false, error: malformed(`answer to "${request}"`, body?.error) };
}

/** Why the host refused a connection; `null` for what is no refusal of the protocol. */
export function readRefusal(value: unknown): Refusal | null {
  return refusalSchema.safeParse(value).data ?? null;
}

/** Checks what the host told unasked. */
export function readNotice<N extends NoticeName>(notice: N, value: unknown): Checked<NoticeBody<N>> {
  const read = check(notices[notice], value);
  if (read.ok) return { ok: true, body: read.body as NoticeBody<N> };
  return { ok: false, error: malformed(`notice "${notice}"`, read.error) };
}

function check(schema: z.ZodType, value: unknown) {
  const { success, data, error } = schema.safeParse(value);
  return success ? { ok: true as const, body: data } : { ok: false as const, error };
}

function malformed(what: string, error: z.ZodError | undefined): Problem {
  const issue = error?.issues[0];
  const where = issue ? ` (${[...issue.path, issue.message].join(": ")})` : "";
  return { code: "malformed", message: `The host sent a malformed ${what}${where}.` };
}
