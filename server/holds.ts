import type { ServerResponse } from "node:http";
import { type Held, LONGEST_HOLD } from "../protocol/http.ts";
import { sendJson } from "./respond.ts";

interface Holding {
  from: number;
  timer: NodeJS.Timeout;
}

/** Requests that are answered late on purpose, with which a client learns what the way between does to them. */
export class Holds {
  readonly #waiting = new Map<ServerResponse, Holding>();

  /** Answers after so many ms, or when the host closes. Without a byte until then. */
  hold(res: ServerResponse, ms: number, headers: Record<string, string>): void {
    const time = Number.isFinite(ms) ? Math.min(LONGEST_HOLD, Math.max(0, ms)) : 0;
    const timer = setTimeout(() => this.#answer(res, headers), time);
    this.#waiting.set(res, { from: now(), timer });
    res.once("close", () => this.#forget(res));
  }

  /** Answers all of them now. */
  close(): void {
    for (const res of [...this.#waiting.keys()]) this.#answer(res, { Connection: "close" });
  }

  #answer(res: ServerResponse, headers: Record<string, string>): void {
    const from = this.#waiting.get(res)?.from ?? now();
    this.#forget(res);
    sendJson(res, 200, { from, until: now() } satisfies Held, headers);
  }

  #forget(res: ServerResponse): void {
    clearTimeout(this.#waiting.get(res)?.timer);
    this.#waiting.delete(res);
  }
}

/** Unix ms, on the monotonic clock. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
