import type { Logger } from "pino";
import type { AddressesPage, DiscoveryState, HostsPage } from "../../protocol/discovery.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { isLoopback } from "../addresses.ts";
import type { Hosting } from "../hosting/hosting.ts";
import { Discovery } from "./discovery.ts";

interface HostDiscoveryOptions {
  isOn: boolean;
  info: HostInfo;
  hosting: Hosting;
  /** How many rooms there are, and how many people are connected. */
  census(): { rooms: number; people: number };
  log: Logger;
}

/**
 * What a host knows of the network around it. It announces itself where others reach it. One that its owner has closed to
 * others still looks for other hosts; one that listens on loopback alone by the command line does neither.
 */
export class HostDiscovery {
  readonly #options: HostDiscoveryOptions;
  readonly #follow = (): void => this.#followHosting();
  #discovery: Discovery | null;
  #wasLocal: boolean;
  /** The one before is gone before the next begins: both have the same port, and the same name to say goodbye in. */
  #changing: Promise<void> = Promise.resolve();

  constructor(options: HostDiscoveryOptions) {
    this.#options = options;
    this.#wasLocal = options.hosting.isLocal;
    this.#discovery = this.#start();
    options.hosting.on("change", this.#follow);
  }

  /** Whether others find the host. */
  get state(): DiscoveryState {
    return this.#options.hosting.isLocal ? "local" : this.#lookState;
  }

  /** The hosts found so far: to ask is to have them looked for, for the next minute. */
  hosts(): HostsPage {
    return { state: this.#lookState, hosts: this.#discovery?.hosts() ?? [] };
  }

  /** The URLs of this host, as the networks are now. */
  addresses(): AddressesPage {
    return { addresses: this.#options.hosting.urls() };
  }

  async close(): Promise<void> {
    this.#options.hosting.off("change", this.#follow);
    await this.#changing;
    await this.#discovery?.close();
  }

  get #lookState(): DiscoveryState {
    if (this.#discovery) return this.#discovery.state;
    return this.#options.hosting.isLocal ? "local" : "off";
  }

  #start(): Discovery | null {
    const { isOn, info, hosting, census, log } = this.#options;
    if (!isOn || isLoopback(hosting.address)) return null;
    const { id, name } = info;
    return new Discovery({
      listens: hosting.address,
      interfaces: () => hosting.lookedOn(),
      announcement: hosting.isLocal
        ? null
        : () => {
            const { passcode } = info;
            return { id, name, port: hosting.port, passcode, ...(passcode ? UNTOLD : census()) };
          },
      log,
    });
  }

  /** Which networks there are, a Discovery sees by itself; whether it tells of the host is for good. */
  #followHosting(): void {
    const { isLocal } = this.#options.hosting;
    if (isLocal === this.#wasLocal) return;
    this.#wasLocal = isLocal;
    this.#changing = this.#changing.then(async () => {
      await this.#discovery?.close();
      this.#discovery = this.#start();
    });
  }
}

/** What goes on in a host that asks for a passcode is nobody's business. */
const UNTOLD = { rooms: null, people: null };
