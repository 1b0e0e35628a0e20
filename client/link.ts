import type { HostInfo, NoticeBody } from "../protocol/schemas.ts";
import { Backoff } from "./backoff.ts";
import { Connection, type ConnectionOptions, type ConnectionOwner } from "./connection.ts";
import { findHost } from "./find-host.ts";
import { lockOf, removal } from "./lock.ts";
import type { Problem } from "./problems.ts";

/** What a link tells its owner, beside the notices of the connection that is open. */
export type LinkOwner = Omit<ConnectionOwner, "ended" | "welcome" | "removed"> & {
  opened(connection: Connection, welcome: NoticeBody<"welcome">): void;
  lost(problem: Problem): void;
  /** The host could not be reached; another try comes at `retryAt`, unless it is a lock. */
  failed(problem: Problem): void;
  retryAtChanged(): void;
};

/**
 * Keeps a connection to the host: looks who is there, dials, and dials again with backoff after every drop. A lock ends
 * that until somebody dials again.
 */
export class Link {
  readonly #owner: LinkOwner;
  readonly #options: ConnectionOptions;
  readonly #backoff = new Backoff();
  #connection: Connection | null = null;
  #open = false;
  #dialling: AbortController | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryAt: number | null = null;

  /** `options` is read anew at every dial: a changed name, transport or poll interval counts from then on. */
  constructor(options: ConnectionOptions, owner: LinkOwner) {
    this.#options = options;
    this.#owner = owner;
  }

  /** The connection that is open, or `null`. */
  get connection(): Connection | null {
    return this.#open ? this.#connection : null;
  }

  /** When the next try comes, in Unix ms of the local clock: `null` while none is planned. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  /** Dials now, unless a connection is open. */
  dial(): void {
    if (this.#open) return;
    this.#abandon();
    const dialling = new AbortController();
    this.#dialling = dialling;
    void findHost(this.#options.via ?? this.#options.url, dialling.signal).then((found) => {
      if (dialling.signal.aborted) return;
      if (found.ok) this.#meet(found.host);
      else this.#failed(found.error);
    });
  }

  /** Ends the connection, if there is one, for this reason, and dials by the way that the options name now. */
  redial(reason: Problem): void {
    this.#connection?.drop(reason);
    this.#backoff.reset();
    this.dial();
  }

  async close(): Promise<void> {
    this.#open = false;
    const leaving = this.#connection?.close();
    this.#abandon();
    await leaving;
  }

  /** A host that has proven who it is. From now on no other one is meant. */
  #meet(host: HostInfo): void {
    const problem = this.#objection(host);
    if (problem) this.#failed(problem);
    else {
      this.#options.hostId = host.id;
      this.#connect();
    }
  }

  /** Why the host that answers is not to be dialled. */
  #objection(host: HostInfo): Problem | null {
    const { transport } = this.#options;
    if (!this.#isMeant(host)) return this.#anotherHost(host);
    if (!host.transports.includes(transport)) {
      const message = `${host.name} does not serve ${transport}. Choose one of ${host.transports.join(", ")}.`;
      return { code: "transport-not-served", message };
    }
    return null;
  }

  #isMeant({ id }: HostInfo): boolean {
    return this.#options.hostId === null || this.#options.hostId === id;
  }

  #anotherHost({ name }: HostInfo): Problem {
    const message = `Another host (${name}) answers at ${this.#options.url} now. Leave, and join it anew to talk there.`;
    return { code: "another-host", message };
  }

  #connect(): void {
    const connection: Connection = new Connection(this.#options, {
      ...this.#owner,
      welcome: (welcome) => this.#opened(connection, welcome),
      removed: ({ reason }) => connection.drop(removal(reason)),
      ended: (problem) => this.#ended(problem),
    });
    this.#connection = connection;
  }

  #opened(connection: Connection, welcome: NoticeBody<"welcome">): void {
    if (!this.#isMeant(welcome.host)) {
      connection.drop(this.#anotherHost(welcome.host));
      return;
    }
    this.#open = true;
    this.#backoff.reset();
    this.#owner.opened(connection, welcome);
  }

  #ended(problem: Problem): void {
    const wasOpen = this.#open;
    this.#open = false;
    this.#connection = null;
    if (lockOf(problem)) this.#abandon();
    else this.#plan(problem.retryAfter);
    if (wasOpen) this.#owner.lost(problem);
    else this.#owner.failed(problem);
  }

  #failed(problem: Problem): void {
    this.#plan();
    this.#owner.failed(problem);
  }

  /** `wait`: how long the host does not want to be asked, in ms. */
  #plan(wait = 0): void {
    this.#abandon();
    const delay = wait + this.#backoff.next();
    this.#retry = setTimeout(() => this.dial(), delay);
    this.#setRetryAt(Date.now() + delay);
  }

  /** Stops the dialling and the waiting that is under way. */
  #abandon(): void {
    this.#dialling?.abort();
    this.#dialling = null;
    void this.#connection?.close();
    this.#connection = null;
    clearTimeout(this.#retry);
    this.#setRetryAt(null);
  }

  #setRetryAt(at: number | null): void {
    if (at === this.#retryAt) return;
    this.#retryAt = at;
    this.#owner.retryAtChanged();
  }
}
