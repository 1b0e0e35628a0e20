import { networkInterfaces } from "node:os";
import type { Logger } from "pino";
import type { DiscoveryState, FoundHost } from "../../protocol/discovery.ts";
import type { Interfaces } from "../addresses.ts";
import { systemCode } from "../start-error.ts";
import type { Announcement } from "./announcement.ts";
import { FoundHosts } from "./found-hosts.ts";
import { Link } from "./link.ts";
import { type Network, networksOf } from "./networks.ts";

export interface DiscoveryOptions {
  /** The address that the host listens on: only its networks are spoken on. */
  listens: string;
  /** The interfaces that may be spoken on. Default: the computer's, as they are. */
  interfaces?: () => Interfaces;
  /** What the host tells of itself; asked every 3 s, and told anew when it has changed. Null: it only looks. */
  announcement: (() => Announcement) | null;
  log: Logger;
}

/** How often the networks and the announcement are looked at, in ms. */
const FOLLOW_INTERVAL = 3_000;
/** When it is asked who is there, in ms after the looking began; a host that comes later announces itself. */
const QUESTIONS = [0, 1_000, 3_000] as const;
/** After those it is asked so often, in ms, for what was lost on the way. */
const QUESTION_INTERVAL = 15_000;
/** Looking ends when nobody has wanted to know for so long, in ms. */
const PATIENCE = 60_000;

/** Announces a host on every network of this computer, follows the networks as they change, and finds other hosts. */
export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #links = new Map<string, Link>();
  readonly #found: FoundHosts;
  #networks: Network[] = [];
  /** Why a network could not be spoken on; null when all could. */
  #failure: "port-taken" | "no-multicast" | null = null;
  #told = "";
  #following: Promise<void> = Promise.resolve();
  #followTimer: NodeJS.Timeout;
  #questions: NodeJS.Timeout[] = [];
  #wantedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
    this.#found = new FoundHosts(options.announcement?.().id ?? null, () => this.#ask());
    this.#followTimer = setInterval(() => this.#followNext(), FOLLOW_INTERVAL);
    this.#followNext();
  }

  get state(): DiscoveryState {
    if (this.#networks.length === 0 && this.#links.size === 0) {
      return this.#networksNow().length === 0 ? "no-network" : "on";
    }
    if ([...this.#links.values()].some(({ works }) => works)) return "on";
    return this.#failure ?? "no-multicast";
  }

  /** The hosts that have been found and answer. To ask is to have them looked for, for the next minute. */
  hosts(): FoundHost[] {
    this.#wantedAt = performance.now();
    if (this.#questions.length === 0 && !this.#isClosed) this.#startLooking();
    return this.#found.list();
  }

  /** Says goodbye on every network. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#followTimer);
    this.#stopLooking();
    this.#found.close();
    await this.#following;
    await Promise.all([...this.#links.values()].map((link) => link.close()));
    this.#links.clear();
  }

  #networksNow(): Network[] {
    const { listens, interfaces = networkInterfaces } = this.#options;
    return networksOf(listens, interfaces());
  }

  #startLooking(): void {
    this.#questions = QUESTIONS.map((after) => setTimeout(() => this.#ask(), after));
    this.#questions.push(
      setInterval(() => {
        if (performance.now() - this.#wantedAt > PATIENCE) this.#stopLooking();
        else this.#ask();
      }, QUESTION_INTERVAL),
    );
  }

  #ask(): void {
    for (const link of this.#links.values()) link.look();
  }

  #stopLooking(): void {
    for (const timer of this.#questions.splice(0)) clearTimeout(timer); // of intervals, too (HTML, section 8.6)
    for (const link of this.#links.values()) link.stopLooking();
    this.#found.clear();
  }

  #followNext(): void {
    this.#following = this.#following.then(() => (this.#isClosed ? undefined : this.#follow()));
  }

  /** Opens what is new, closes what is gone, and tells what has changed. */
  async #follow(): Promise<void> {
    const networks = this.#networksNow();
    const keys = new Set(networks.map(keyOf));
    for (const [key, link] of this.#links) {
      if (keys.has(key) && !link.hasFailed) continue;
      this.#links.delete(key);
      await link.close();
    }
    this.#failure = null;
    const opened: Link[] = [];
    for (const network of networks) {
      if (this.#links.has(keyOf(network))) continue;
      const link = await this.#open(network);
      if (link) opened.push(link);
    }
    this.#networks = networks;
    this.#tell(opened, networks);
    if (this.#questions.length > 0) for (const link of opened) link.look();
  }

  async #open(network: Network): Promise<Link | null> {
    try {
      const link = await Link.open(network, this.#found, this.#options.log);
      this.#links.set(keyOf(network), link);
      return link;
    } catch (error) {
      this.#failure = systemCode(error) === "EADDRINUSE" ? "port-taken" : "no-multicast";
      this.#options.log.debug({ err: error, network: network.name }, "no mDNS on this network");
      return null;
    }
  }

  /** New links are told in any case, the others when something has changed: a packet says all the addresses. */
  #tell(opened: readonly Link[], networks: readonly Network[]): void {
    const { announcement } = this.#options;
    if (announcement === null) return;
    const now = announcement();
    const told = JSON.stringify([now, networks]);
    const links = told === this.#told ? opened : [...this.#links.values()];
    for (const link of links) link.announce(now);
    this.#told = told;
  }
}

function keyOf({ name, cidr }: Network): string {
  return `${name} ${cidr}`;
}
