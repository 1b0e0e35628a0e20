import { networkInterfaces } from "node:os";
import type { Logger } from "pino";
import type { AddressesPage, DiscoveryState, HostsPage } from "../../protocol/discovery.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { hostUrlsOf, isLoopback } from "../addresses.ts";
import type { HostAddress } from "../extension.ts";
import { Discovery } from "./discovery.ts";

interface HostDiscoveryOptions {
  isOn: boolean;
  info: HostInfo;
  bound: HostAddress;
  /** How many rooms there are, and how many people are connected. */
  census(): { rooms: number; people: number };
  log: Logger;
}

/** What a host knows of the network around it. One that nobody else can reach neither announces itself nor looks. */
export class HostDiscovery {
  readonly #options: HostDiscoveryOptions;
  readonly #discovery: Discovery | null;

  constructor(options: HostDiscoveryOptions) {
    this.#options = options;
    this.#discovery = options.isOn && !this.#isLocal ? this.#start() : null;
  }

  get state(): DiscoveryState {
    if (this.#discovery) return this.#discovery.state;
    return this.#isLocal ? "local" : "off";
  }

  /** The hosts found so far: to ask is to have them looked for, for the next minute. */
  hosts(): HostsPage {
    const hosts = this.#discovery?.hosts() ?? [];
    return { state: this.state, own: this.#options.census(), hosts };
  }

  /** The URLs of this host, as the networks are now. */
  addresses(): AddressesPage {
    const { address, port } = this.#options.bound;
    return { addresses: hostUrlsOf(address, port, networkInterfaces()) };
  }

  async close(): Promise<void> {
    await this.#discovery?.close();
  }

  get #isLocal(): boolean {
    return isLoopback(this.#options.bound.address);
  }

  #start(): Discovery {
    const { info, bound, census, log } = this.#options;
    return new Discovery({
      listens: bound.address,
      announcement: () => ({ id: info.id, name: info.name, port: bound.port, passcode: false, ...census() }),
      log,
    });
  }
}
