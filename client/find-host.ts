import { ROUTES } from "../protocol/http.ts";
import { PROTOCOL_VERSION } from "../protocol/limits.ts";
import { type HostInfo, hostInfoSchema } from "../protocol/schemas.ts";
import type { Problem } from "./problems.ts";
import { withTimeLimit } from "./time-limit.ts";

type Found = { ok: true; host: HostInfo } | { ok: false; error: Problem };

/** How long a host may take to say who it is, in ms. */
const TIME_LIMIT = 4_000;

/**
 * Asks the web server at `url` whether it is a Pushpull host that we can talk with. Takes 4 s at most.
 * `signal` gives up earlier.
 */
export async function findHost(url: string, signal: AbortSignal): Promise<Found> {
  if (!isWebUrl(url)) {
    return failure("bad-url", `"${url}" is not an address like http://192.168.1.20:4460.`);
  }
  let answer: unknown;
  try {
    const { status, text } = await withTimeLimit(TIME_LIMIT, signal, async (end) => {
      const response = await fetch(new URL(ROUTES.host, url), { cache: "no-store", signal: end });
      if (response.ok) return { status: response.status, text: await response.text() };
      await response.body?.cancel();
      return { status: response.status, text: null };
    });
    if (text === null) {
      return failure("not-a-host", `${url} is not a Pushpull host (it answered ${status}).`);
    }
    answer = parseJson(text);
  } catch (error) {
    return unreachable(url, error);
  }
  return readHost(url, answer);
}

function isWebUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** `undefined` for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readHost(url: string, answer: unknown): Found {
  const claim = (answer ?? {}) as { app?: unknown; protocol?: unknown };
  if (claim.app !== "pushpull") return failure("not-a-host", `${url} is not a Pushpull host.`);
  if (claim.protocol !== PROTOCOL_VERSION) {
    const versions = `it speaks version ${claim.protocol} of the protocol, this program ${PROTOCOL_VERSION}`;
    return failure("wrong-protocol", `The host at ${url} needs another version of Pushpull: ${versions}.`);
  }
  const host = hostInfoSchema.safeParse(answer);
  if (host.success) return { ok: true, host: host.data };
  return failure("not-a-host", `${url} says that it is a Pushpull host, but its description is malformed.`);
}

function unreachable(url: string, error: unknown): Found {
  const late = error instanceof Error && error.name === "TimeoutError";
  const why = late ? `did not answer within ${TIME_LIMIT / 1_000} s` : "cannot be reached";
  return failure("unreachable", `${url} ${why}. Check the address, and that the host is running.`);
}

function failure(code: Problem["code"], message: string): Found {
  return { ok: false, error: { code, message } };
}
