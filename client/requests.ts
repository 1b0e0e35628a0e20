import type { ReplyBody, RequestBody, RequestName } from "../protocol/schemas.ts";
import type { Connection } from "./connection.ts";
import type { Answer } from "./problems.ts";

interface Pending {
  ask(connection: Connection): void;
  close(): void;
}

/**
 * Requests that wait for their answer. While there is no connection they wait for one; those that were not
 * answered when a connection broke are asked again on the next, in order. (Messages go through the outbox.)
 */
export class Requests {
  readonly #pending = new Set<Pending>();
  #connection: Connection | null = null;
  #closed = false;

  /**
   * Resolves with the host's answer, whenever it comes; or with `closed` when the session is closed first.
   * `answered` gets the host's answer before anything else that the host says after it.
   */
  ask<N extends RequestName>(
    request: N,
    body: RequestBody<N>,
    answered?: (answer: Answer<ReplyBody<N>>) => void,
  ): Promise<Answer<ReplyBody<N>>> {
    return new Promise((resolve) => {
      const pending: Pending = {
        ask: (connection) =>
          connection.ask(request, body, (answer) => {
            this.#pending.delete(pending);
            answered?.(answer);
            resolve(answer);
          }),
        close: () =>
          resolve({
            ok: false,
            error: { code: "closed", message: "The session is closed; open a new one." },
          }),
      };
      if (this.#closed) return pending.close();
      this.#pending.add(pending);
      if (this.#connection) pending.ask(this.#connection);
    });
  }

  /** Asks what waits, and from now on at once. */
  resume(connection: Connection): void {
    this.#connection = connection;
    for (const pending of this.#pending) pending.ask(connection);
  }

  /** Holds back until `resume`. */
  pause(): void {
    this.#connection = null;
  }

  close(): void {
    this.#closed = true;
    this.pause();
    for (const pending of this.#pending) pending.close();
    this.#pending.clear();
  }
}
