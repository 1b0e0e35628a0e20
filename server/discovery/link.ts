import { Bonjour, type Browser, type Service } from "bonjour-service";
import type { Logger } from "pino";
import { SERVICE_TYPE } from "../../protocol/discovery.ts";
import { type Announcement, type Claim, readClaim, serviceOf } from "./announcement.ts";
import { MulticastSocket } from "./multicast-socket.ts";
import type { Network } from "./networks.ts";

/** Who is told what is heard. */
export interface Listener {
  heard(claim: Claim): void;
  /** The host said that it goes, or somebody in its name. */
  goodbye(id: string): void;
}

/** How long a network may take to bring back what was sent to all, in ms. */
const ECHO = 3_000;
/** How long a goodbye may take to be sent, in ms. */
const GOODBYE = 500;

/** mDNS on one network: announces a host there, and looks for others. */
export class Link {
  readonly network: Network;
  readonly #socket: MulticastSocket;
  readonly #listener: Listener;
  readonly #openedAt = performance.now();
  #bonjour: Bonjour;
  #browser: Browser | null = null;
  #service: Service | null = null;

  private constructor(network: Network, socket: MulticastSocket, listener: Listener) {
    this.network = network;
    this.#socket = socket;
    this.#listener = listener;
    this.#bonjour = this.#newBonjour();
  }

  /** Rejects with the system's error. */
  static async open(network: Network, listener: Listener, log: Logger): Promise<Link> {
    return new Link(network, await MulticastSocket.open(network, log), listener);
  }

  /** Whether what is sent to all arrives, as far as one can know: true while that is not yet clear. */
  get works(): boolean {
    return this.#socket.hasHeard || performance.now() - this.#openedAt < ECHO;
  }

  get hasFailed(): boolean {
    return this.#socket.hasFailed;
  }

  /**
   * Announces a host, or announces anew what has changed of it: by a Bonjour of its own, because one that takes an
   * announcement back says goodbye, and others would lose the host for a moment.
   */
  announce(announcement: Announcement): void {
    const isLooking = this.#browser !== null;
    this.#bonjour.destroy();
    this.#bonjour = this.#newBonjour();
    this.#browser = null;
    this.#service = this.#bonjour.publish(serviceOf(announcement));
    if (isLooking) this.look();
  }

  /** Asks who is there. Everybody who answers is heard, also those that were heard before. */
  look(): void {
    this.stopLooking();
    const hear = (service: Service): void => {
      const claim = readClaim(service);
      if (claim) this.#listener.heard(claim);
    };
    this.#browser = this.#bonjour.find({ type: SERVICE_TYPE });
    this.#browser.on("up", hear).on("txt-update", hear).on("srv-update", hear);
    this.#browser.on("down", (service) => {
      const claim = readClaim(service);
      if (claim) this.#listener.goodbye(claim.id);
    });
  }

  stopLooking(): void {
    this.#browser?.removeAllListeners();
    this.#browser?.stop();
    this.#browser = null;
  }

  /** Says goodbye, and closes. */
  async close(): Promise<void> {
    this.stopLooking();
    const service = this.#service;
    if (service) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, GOODBYE);
        service.stop(() => {
          clearTimeout(late);
          resolve();
        });
      });
    }
    this.#bonjour.destroy();
    this.#socket.close();
  }

  #newBonjour(): Bonjour {
    // Bonjour's types lack multicast-dns' options, which it hands on: a socket, and that it is bound already.
    const options = { socket: this.#socket.outlet(), bind: false } as object;
    // An answer that could not be sent is in the log of the socket.
    return new Bonjour(options, () => undefined);
  }
}
