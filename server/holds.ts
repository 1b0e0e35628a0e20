import type { ServerResponse } from "node:http";
import { LONGEST_HOLD } from "../protocol/http.ts";
import { sendJson } from "./respond.ts";

/** Requests that are answered late on purpose, with which a client learns what the way between does to them. */
export class Holds {
  readonly #waiting = new Map<ServerResponse, NodeJS.Timeout>();

  /** Answers after so many ms, or when the host closes. Without a byte until then. */
  hold(res: ServerResponse, ms: number, headers: Record<string, string>): void {
    const answer = (): void => {
      this.#forget(res);
      sendJson(res, 200, {}, headers);
    };
    const time = Number.isFinite(ms) ? Math.min(LONGEST_HOLD, Math.max(0, ms)) : 0;
    this.#waiting.set(res, setTimeout(answer, time));
    res.once("close", () => this.#forget(res));
  }

  /** Answers all of them now. */
  close(): void {
    for (const res of [...this.#waiting.keys()]) {
      this.#forget(res);
      sendJson(res, 200, {}, { Connection: "close" });
    }
  }

  #forget(res: ServerResponse): void {
    clearTimeout(this.#waiting.get(res));
    this.#waiting.delete(res);
  }
}
