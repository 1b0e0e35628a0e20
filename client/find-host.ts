import { isProven, newChallenge } from "../protocol/host-proof.ts";
import { ROUTES } from "../protocol/http.ts";
import { PROTOCOL_VERSION } from "../protocol/limits.ts";
import { HOST_ANSWER_BYTES, readAtMost } from "../protocol/read-at-most.ts";
import { type HostInfo, hostInfoSchema } from "../protocol/schemas.ts";
import { withTimeLimit } from "../protocol/time-limit.ts";
import type { Problem } from "./problems.ts";
import { dialUrl, findRelay, isRelayed, takeRelay } from "./relays.ts";

type Found = { ok: true; host: HostInfo } | { ok: false; error: Problem };

/** How long a host may take to say who it is, in ms. */
const TIME_LIMIT = 4_000;

/**
 * Asks the web server at `url` whether it is a Pushpull host that we can talk with: directly, and if nothing answers, by a
 * relay if one can be had. Each takes 4 s at most. `signal` gives up earlier.
 */
export async function findHost(url: string, signal: AbortSignal): Promise<Found> {
  if (!isWebUrl(url)) {
    return failure("bad-url", `"${url}" is not an address like http://192.168.1.20:4460.`);
  }
  const direct = await askHost(url, new URL(url), signal);
  if (signal.aborted) return direct;
  const offered = isReached(direct) ? null : await findRelay(url);
  // Where nothing was relayed before, the host may just have come up.
  const isFirst = offered !== null && !isRelayed(url);
  const again = isFirst ? await askHost(url, new URL(url), signal) : direct;
  if (signal.aborted) return again;
  const relay = isReached(again) ? null : offered;
  takeRelay(url, relay);
  return relay === null ? again : askHost(url, dialUrl(url), signal);
}

const isReached = (found: Found): boolean => found.ok || found.error.code !== "unreachable";

/** Asks who is at `dialled`, which stands for `url`. */
async function askHost(url: string, dialled: URL, signal: AbortSignal): Promise<Found> {
  const challenge = newChallenge();
  try {
    const { status, text } = await withTimeLimit(TIME_LIMIT, signal, async (end) => {
      const asked = new URL(`${ROUTES.host}?challenge=${challenge}`, dialled);
      const response = await fetch(asked, { cache: "no-store", signal: end });
      if (response.ok)
        return { status: response.status, text: await readAtMost(response, HOST_ANSWER_BYTES) };
      await response.body?.cancel();
      return { status: response.status, text: null };
    });
    if (text === null) {
      return failure("not-a-host", `${url} is not a Pushpull host (it answered ${status}).`);
    }
    const answer = parseJson(text);
    const found = readHost(url, answer);
    return !found.ok || (await isProven(found.host.id, challenge, answer))
      ? found
      : unproven(url, found.host);
  } catch (error) {
    return unreachable(url, error);
  }
}

function unproven(url: string, { name }: HostInfo): Found {
  const message = `What answers at ${url} says that it is ${name}, and cannot prove it. Somebody may pose as that host.`;
  return failure("unproven", message);
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
