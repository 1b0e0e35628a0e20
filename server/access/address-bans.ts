import { isLoopback } from "../addresses.ts";

/** How long an address is kept out, in ms. Longer would keep out who gets it next by DHCP. */
const BAN = 3_600_000;

/** The addresses that banned members came from. Kept in memory: a restart ends them, the ban of the member stays. */
export class AddressBans {
  /** By address, for each banned member that came from there: until when, by performance.now(), in ms. */
  readonly #bans = new Map<string, Map<string, number>>();

  /** Keeps the addresses out for an hour; loopback never, for all relays on this computer come from there. */
  ban(member: string, addresses: Iterable<string>): void {
    const now = performance.now();
    this.#lift((_, until) => until <= now);
    for (const address of addresses) {
      if (isLoopback(address)) continue;
      const members = this.#bans.get(address) ?? new Map<string, number>();
      this.#bans.set(address, members.set(member, now + BAN));
    }
  }

  /** Lets the member's addresses in again, but for those that another banned member came from. */
  unban(member: string): void {
    this.#lift((other) => other === member);
  }

  has(address: string): boolean {
    const now = performance.now();
    return [...(this.#bans.get(address)?.values() ?? [])].some((until) => until > now);
  }

  #lift(isLifted: (member: string, until: number) => boolean): void {
    for (const [address, members] of this.#bans) {
      for (const [member, until] of members) if (isLifted(member, until)) members.delete(member);
      if (members.size === 0) this.#bans.delete(address);
    }
  }
}
