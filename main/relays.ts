import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import type { RelayTarget } from "../protocol/desktop.ts";
import { urlOf } from "../server/addresses.ts";
import { isNearby } from "../server/discovery/networks.ts";
import { isHostAt } from "./is-host.ts";
import { Relay } from "./relay.ts";

/** Relays at a time, those that are being opened included. */
export const MOST_RELAYS = 8;
/** Addresses of one name that are tried. */
const MOST_ADDRESSES = 2;

/**
 * The relays of the app's page, one a target, for a system that bars the page from the local network but not the app's
 * main process. Each leads to a Pushpull host and to nothing else: main asks who is there first, and only at an address in a
 * network that this computer is on. Loopback is not relayed, since no system bars a page from that.
 */
export class Relays {
  readonly #open = new Map<string, Relay>();
  readonly #opening = new Map<string, Promise<Relay | null>>();

  /**
   * URL of the relay to a host: of the one that is open, or of a new one. Null when no host answers there, when it is
   * nowhere near, and when there are too many relays.
   */
  async url(target: RelayTarget): Promise<string | null> {
    const key = `${target.host} ${target.port}`;
    const relay = await (this.#opening.get(key) ?? this.#begin(key, target));
    return relay?.url ?? null;
  }

  /** Closes them all. Others may be opened afterwards. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((relay) => relay.close()));
  }

  #begin(key: string, target: RelayTarget): Promise<Relay | null> {
    const keys = new Set([...this.#open.keys(), ...this.#opening.keys()]);
    if (!keys.has(key) && keys.size >= MOST_RELAYS) {
      console.warn(`There are ${MOST_RELAYS} relays already. One closes when it has been idle for a minute.`);
      return Promise.resolve(null);
    }
    const opening = this.#find(key, target).finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  async #find(key: string, { host, port }: RelayTarget): Promise<Relay | null> {
    const address = await whereHostAnswers(host, port);
    const before = this.#open.get(key);
    if (before && before.target.address === address && before.use()) return before;
    await before?.close();
    if (address === null) return null;
    const relay = await Relay.open(
      { address, port },
      { closed: () => this.#open.get(key) === relay && this.#open.delete(key) },
    );
    this.#open.set(key, relay);
    return relay;
  }
}

/** The nearby address of that name at which a host answers on that port, so that what was asked is what is dialled. */
async function whereHostAnswers(name: string, port: number): Promise<string | null> {
  const near = (await addressesOf(name)).filter((address) => isNearby(address, networkInterfaces()));
  for (const address of near.slice(0, MOST_ADDRESSES)) {
    if (await isHostAt(urlOf(address, port))) return address;
  }
  return null;
}

async function addressesOf(name: string): Promise<string[]> {
  if (isIP(name)) return [name];
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return []; // nobody knows the name: nothing answers there
  }
}
