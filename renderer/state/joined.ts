import { z } from "zod";
import { type HostInfo, hostInfoSchema, type Member, memberSchema } from "../../protocol/schemas.ts";

/** The host that this tab is in: a reload comes back to it, even while it does not answer. */
const KEY = "pushpull.joined";

const joinedSchema = z.object({ url: z.url(), host: hostInfoSchema, member: memberSchema.nullable() });

export interface Joined {
  readonly url: string;
  readonly host: HostInfo;
  /** Who one is there; null before the first connection. */
  readonly member: Member | null;
}

/** The host that this tab was in before it was loaded again; null when it was on the start screen. */
export function joinedBefore(): Joined | null {
  try {
    return joinedSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? "null")).data ?? null;
  } catch {
    return null; // nothing can be stored here, or it is not ours: the start screen asks again
  }
}

export function rememberJoined(joined: Joined): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(joined));
  } catch (error) {
    console.warn("This browser lets nothing be stored; a reload goes back to the start screen.", error);
  }
}

export function forgetJoined(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where nothing can be stored, nothing is.
  }
}
