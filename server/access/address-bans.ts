import { isLoopback } from "../addresses.ts";

/** How long an address is kept out, in ms. Longer would keep out who gets it next by DHCP. */
const BAN = 3_600_000;

interface Ban {
  member: string;
  /** By performance.now(), in ms. */
  until: number;
}

/** The addresses that banned members came from. Kept in memory: a restart ends them, the ban of the member stays. */
export class AddressBans {
  readonly #bans = new Map<string, Ban>();

  /** Keeps the addresses out for an hour; loopback never, for all relays on this computer come from there. */
  ban(member: string, addresses: Iterable<string>): void {
    const now = performance.now();
    for (const [address, { until }] of this.#bans) if (until <= now) this.#bans.delete(address);
    for (const address of addresses)
      if (!isLoopback(address)) this.#bans.set(address, { member, until: now + BAN });
  }

  /** Lets the member's addresses in again. */
  unban(member: string): void {
    for (const [address, ban] of this.#bans) if (ban.member === member) this.#bans.delete(address);
  }

  has(address: string): boolean {
    return (this.#bans.get(address)?.until ?? 0) > performance.now();
  }
}
