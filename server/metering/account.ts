import type { Socket as Session } from "engine.io";
import type { Bill } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { addBill, emptyBill } from "./bill.ts";
import type { Tap } from "./tap.ts";

/** Whose session it is. The name may change. */
export interface Owner {
  readonly name: string;
}

/** What one session has cost, by transport. Without a session: what many that have ended cost together. */
export class Account {
  /** The session's Engine.IO id. */
  readonly sid: string;
  /** While it is open. */
  session: Session | null;
  readonly #bills = new Map<TransportName, Bill>();
  owner: Owner | null = null;
  /** While somebody looks at its wire. */
  tap: Tap | null = null;
  /** One of its requests came through a proxy. */
  proxied = false;
  /** Where its bills are since they were added to others. */
  #into: Account | null = null;

  constructor(sid: string, session: Session | null) {
    this.sid = sid;
    this.session = session;
  }

  /** One for each transport that it has used, in the order of their first use. */
  get bills(): Bill[] {
    return [...this.#bills.values()];
  }

  /** What is still to come of its last exchanges is booked here, too. */
  bill(transport: TransportName): Bill {
    if (this.#into) return this.#into.bill(transport);
    let bill = this.#bills.get(transport);
    if (!bill) {
      bill = emptyBill(transport);
      this.#bills.set(transport, bill);
    }
    return bill;
  }

  /** Adds its bills to those of another one, for good. */
  mergeInto(other: Account): void {
    for (const bill of this.bills) addBill(other.bill(bill.transport), bill);
    this.#bills.clear();
    this.#into = other;
  }
}
