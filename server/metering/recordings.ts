import type { Packet } from "engine.io-parser";
import type { WirePage } from "../../protocol/wire.ts";
import type { Account } from "./account.ts";
import { Tap } from "./tap.ts";

/**
 * The sessions that are recorded: each from its handshake on, so that who looks soon after has the beginning, and then
 * for as long as somebody looks.
 */
export class Recordings {
  /** Each with what ends it. */
  readonly #running = new Map<Account, () => void>();
  readonly #read = new Set<Account>();

  /** Whether anything is recorded. */
  get isRunning(): boolean {
    return this.#running.size > 0;
  }

  /** Whether somebody looks at any of them. */
  get isRead(): boolean {
    return this.#read.size > 0;
  }

  /** Begins to record an open session. It ends by itself when nobody looks. */
  begin(account: Account): void {
    const { session } = account;
    if (!session || account.tap) return;
    const tap = new Tap(() => this.end(account));
    const queued = (packet: Packet): void => tap.queued(packet);
    session.on("packetCreate", queued);
    account.tap = tap;
    this.#running.set(account, () => session.off("packetCreate", queued));
  }

  /** What the account's tap has recorded after entry number `after`; undefined when it has none. */
  read(account: Account, after: number): WirePage | undefined {
    if (account.tap) this.#read.add(account);
    return account.tap?.read(after);
  }

  end(account: Account): void {
    account.tap?.close();
    account.tap = null;
    this.#running.get(account)?.();
    this.#running.delete(account);
    this.#read.delete(account);
  }
}
