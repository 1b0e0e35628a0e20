import { EventEmitter } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { Logger } from "pino";
import type { HostUrl } from "../../protocol/discovery.ts";
import { type HostingPage, MOST_INTERFACES, type Reach } from "../../protocol/hosting.ts";
import {
  type Interfaces,
  isListenedOn,
  isLoopback,
  openUrls,
  plainAddress,
  rankedInterfaces,
} from "../addresses.ts";
import { LOCAL, listen, listenLocally } from "../listen.ts";
import { systemCode } from "../start-error.ts";
import { type Changed, CLOSING, cannotListen, FIXED, NOT_KEPT } from "./changed.ts";
import type { KeptReach } from "./kept-reach.ts";
import { Listeners } from "./listeners.ts";
import { Visitors } from "./visitors.ts";
import { openInterfaces, wantedAddresses } from "./wanted.ts";

/** How often the computer's addresses are looked at, in ms. */
const FOLLOW_INTERVAL = 1_000;

interface HostingOptions {
  http: HttpServer;
  /** The one address to listen on for good; undefined: as `kept` says, and it can be changed. */
  fixed: string | undefined;
  kept: KeptReach;
  interfaces(): Interfaces;
  log: Logger;
}

/** Where a host listens: on this computer always, and on the networks that its owner wants, which can change while it runs. */
export class Hosting extends EventEmitter<{ change: [] }> {
  readonly #options: HostingOptions;
  readonly #listeners: Listeners;
  readonly #visitors: Visitors;
  readonly #fixed: string | undefined;
  #reach: Reach;
  #port = 0;
  #takenPort: number | null = null;
  /** Addresses that could not be had, which is said once. */
  readonly #failed = new Set<string>();
  /** One change at a time. */
  #work: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** Before the HTTP server listens. */
  constructor(options: HostingOptions) {
    super();
    this.#options = options;
    this.#fixed = options.fixed;
    this.#reach = options.fixed === undefined ? options.kept.read() : { mode: "everyone" };
    this.#listeners = new Listeners(options.http, options.log);
    this.#visitors = new Visitors(options.http, options.interfaces);
  }

  /**
   * Listens on `port`, or on the next free one when it is taken; 0 takes any.
   * @throws {StartError} with a sentence, when it cannot.
   */
  async listen(port: number): Promise<void> {
    const { http, interfaces, log } = this.#options;
    const bound =
      this.#fixed === undefined
        ? await listenLocally(http, port, this.#reach.mode === "everyone")
        : await listen(http, port, this.#fixed);
    this.#port = bound.port;
    this.#takenPort = port !== 0 && bound.port !== port ? port : null;
    log.info(
      { address: bound.address, port: bound.port, reach: this.#fixed ? "fixed" : this.#reach },
      "listening",
    );
    if (this.#fixed !== undefined) return;
    await this.#follow(interfaces());
    this.#timer = setInterval(() => void this.#next(() => this.#follow(interfaces())), FOLLOW_INTERVAL);
  }

  get port(): number {
    return this.#port;
  }

  get takenPort(): number | null {
    return this.#takenPort;
  }

  get reach(): Reach {
    return this.#reach;
  }

  /** Where it listens; a wildcard where that changes. */
  get address(): string {
    if (this.#fixed === undefined) return hasIPv6(this.#options.interfaces()) ? "::" : "0.0.0.0";
    const bound = this.#options.http.address();
    return bound === null || typeof bound === "string" ? this.#fixed : bound.address;
  }

  /** Whether nobody but this computer reaches it, by the owner's wish. */
  get isLocal(): boolean {
    return this.#fixed === undefined ? this.#reach.mode === "off" : isLoopback(this.address);
  }

  /** Whether connections to this address of the computer are wanted now. */
  isOpen(localAddress: string): boolean {
    const address = plainAddress(localAddress);
    if (this.#fixed !== undefined) return isListenedOn(this.address, address);
    return this.#openAddresses().has(address);
  }

  /** The interfaces on which hosts are looked for. Also a host that is closed to others looks, unless its address is fixed. */
  lookedOn(): Interfaces {
    const interfaces = this.#options.interfaces();
    return this.#reach.mode === "some" ? openInterfaces(this.#reach, interfaces) : interfaces;
  }

  /** The URLs of this host, best first. */
  urls(): HostUrl[] {
    return openUrls((address) => this.#isListenedOn(address), this.#port, this.#options.interfaces());
  }

  page(): Omit<HostingPage, "system"> {
    const interfaces = this.#options.interfaces();
    return {
      reach: this.#reach,
      isUnreadable: this.#options.kept.isUnreadable,
      fixed: this.#fixed ?? null,
      port: this.#port,
      takenPort: this.#takenPort,
      interfaces: rankedInterfaces(interfaces)
        .slice(0, MOST_INTERFACES)
        .map(({ name, kind, addresses }) => ({
          name,
          kind,
          addresses: [...addresses],
          isOpen: addresses.some((address) => this.#isListenedOn(address)),
        })),
      visitor: this.#visitors.last,
    };
  }

  /** Changes for whom the host is open, for good. Where it cannot, everything stays as it was. */
  change(reach: Reach): Promise<Changed> {
    return this.#next(() => this.#change(reach));
  }

  /** Takes no more connections; resolves when the last one has ended that did not come to the HTTP server's own address. */
  async close(): Promise<void> {
    this.#isClosed = true; // what waits for its turn does nothing more
    clearInterval(this.#timer);
    await this.#work;
    await this.#listeners.closeAll();
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined); // whoever waits for `done` hears of it
    return done;
  }

  async #change(reach: Reach): Promise<Changed> {
    const { kept, log, interfaces } = this.#options;
    if (this.#fixed !== undefined) return FIXED;
    if (this.#isClosed) return CLOSING;
    const wanted = wantedAddresses(reach, interfaces());
    const opened: string[] = [];
    const undo = (): void => {
      for (const address of opened) this.#listeners.close(address);
    };
    for (const address of wanted.filter((one) => !this.#listeners.has(one))) {
      const error = await this.#listeners.open(address, this.#port);
      if (error === null) opened.push(address);
      else if (systemCode(error) === "EADDRINUSE") {
        undo();
        log.warn({ err: error, address }, "the host cannot be opened there");
        return { ok: false, code: "port-taken", message: cannotListen(address, this.#port, error) };
      }
    }
    try {
      kept.write(reach);
    } catch (error) {
      undo();
      log.error({ err: error }, "for whom the host is open cannot be kept");
      return NOT_KEPT;
    }
    this.#reach = reach;
    this.#failed.clear();
    this.#listeners.closeAllBut(wanted);
    const open = this.#openAddresses();
    this.#listeners.cut((address) => open.has(address));
    log.info({ reach }, "for whom the host is open has changed");
    this.emit("change");
    return { ok: true };
  }

  /** Listens on addresses that are new, and no more on those that are gone. Connections stay: an address may come back. */
  async #follow(interfaces: Interfaces): Promise<void> {
    if (this.#isClosed) return;
    const wanted = wantedAddresses(this.#reach, interfaces);
    this.#listeners.closeAllBut(wanted);
    for (const address of wanted.filter((one) => !this.#listeners.has(one))) {
      const error = await this.#listeners.open(address, this.#port);
      if (error === null) this.#failed.delete(address);
      // An address of IPv6 is not there at once (RFC 4862, section 5.4): it is tried again.
      else if (systemCode(error) !== "EADDRNOTAVAIL" && !this.#failed.has(address)) {
        this.#failed.add(address);
        this.#options.log.warn({ err: error, address }, cannotListen(address, this.#port, error));
      }
    }
  }

  #isListenedOn(address: string): boolean {
    if (this.#fixed !== undefined) return isListenedOn(this.address, address);
    return address === LOCAL || this.#listeners.has(address);
  }

  #openAddresses(): Set<string> {
    return new Set([LOCAL, ...wantedAddresses(this.#reach, this.#options.interfaces()).map(plainAddress)]);
  }
}

function hasIPv6(interfaces: Interfaces): boolean {
  return Object.values(interfaces).some((infos = []) => infos.some(({ family }) => family === "IPv6"));
}
