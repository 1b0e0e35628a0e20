import {
  type HostingPage,
  hostingSchema,
  type Reach,
  type ReachTest,
  reachTestSchema,
} from "../../protocol/hosting.ts";
import { ROUTES } from "../../protocol/http.ts";
import { withTimeLimit } from "../../protocol/time-limit.ts";
import { ownHostUrl } from "./hosts-computer.ts";

/** How long the host may take to answer, in ms. */
const TIME_LIMIT = 4_000;
/** And to have neighbours try it: they have 7 s, and finding them takes 4 s. */
const TEST_LIMIT = 15_000;

/** Why something could not be done: a code for the words, and the host's sentence in English. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
}

type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

const NO_ANSWER: Trouble = { code: "no-answer", message: "The host did not answer." };

/** For whom the own host is open; null when it does not say. */
export async function askHosting(end: AbortSignal): Promise<HostingPage | null> {
  try {
    return await withTimeLimit(TIME_LIMIT, end, async (signal) => {
      const response = await fetch(new URL(ROUTES.hosting, await ownHostUrl()), {
        cache: "no-store",
        signal,
      });
      return hostingSchema.safeParse(await response.json()).data ?? null;
    });
  } catch {
    return null; // which the page says
  }
}

/** Tells the own host for whom it is open from now on. Never throws. */
export function tellReach(reach: Reach): Promise<Told<HostingPage>> {
  return post(ROUTES.hosting, reach, TIME_LIMIT, (body) => hostingSchema.safeParse(body).data);
}

/** Has neighbours try the own host. Never throws. */
export function testReach(): Promise<Told<ReachTest>> {
  return post(ROUTES.reachTest, {}, TEST_LIMIT, (body) => reachTestSchema.safeParse(body).data);
}

async function post<T>(
  route: string,
  body: object,
  limit: number,
  read: (body: unknown) => T | undefined,
): Promise<Told<T>> {
  try {
    const response = await fetch(new URL(route, await ownHostUrl()), {
      method: "POST",
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(limit),
    });
    const answer: unknown = await response.json();
    const value = response.ok ? read(answer) : undefined;
    return value === undefined ? { ok: false, trouble: troubleOf(answer) } : { ok: true, value };
  } catch {
    return { ok: false, trouble: NO_ANSWER };
  }
}

function troubleOf(body: unknown): Trouble {
  if (typeof body !== "object" || body === null || !("code" in body && "message" in body)) return NO_ANSWER;
  return { code: String(body.code), message: String(body.message) };
}
