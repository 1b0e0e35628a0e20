import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { EventEmitter, once } from "node:events";
import type { BlockList } from "node:net";
import type { Logger } from "pino";
import { TokenBucket } from "../token-bucket.ts";
import { type Network, subnet } from "./networks.ts";

/** RFC 6762, section 3. */
const GROUP = "224.0.0.251";
const PORT = 5353;
/** RFC 6762, section 17: the largest packet. */
const MOST_BYTES = 9_000;
/** Packets of others that are read, per second and at once: beyond that they are dropped unread. */
const PACKETS = { perSecond: 100, burst: 400 } as const;

/**
 * A UDP socket for mDNS on one network. It sends to that network alone, whatever routes there are, and lets in what a
 * neighbour may say: of bearable size and number, from the network's own addresses.
 */
export class MulticastSocket {
  readonly #socket: Socket;
  readonly #network: Network;
  readonly #subnet: BlockList;
  readonly #log: Logger;
  readonly #bucket = new TokenBucket(PACKETS.perSecond, PACKETS.burst);
  #outlet: Outlet | null = null;
  #lastSent: Uint8Array = new Uint8Array();
  /** Whether anything has been heard: of others, or what was sent here. */
  hasHeard = false;
  hasFailed = false;

  private constructor(network: Network, log: Logger) {
    this.#network = network;
    this.#subnet = subnet(network.cidr);
    this.#log = log;
    this.#socket = createSocket({ type: "udp4", reuseAddr: true });
    this.#socket.on("message", (packet, from) => this.#hear(packet, from));
  }

  /** Rejects with the system's error: EADDRINUSE when another program keeps the port for itself. */
  static async open(network: Network, log: Logger): Promise<MulticastSocket> {
    const opened = new MulticastSocket(network, log);
    const socket = opened.#socket;
    try {
      socket.bind(PORT);
      await once(socket, "listening"); // rejects on "error"
      socket.addMembership(GROUP, network.address);
      socket.setMulticastInterface(network.address);
      socket.setMulticastTTL(255); // RFC 6762, section 11
      socket.setMulticastLoopback(true);
    } catch (error) {
      socket.close();
      throw error;
    }
    socket.on("error", (error) => opened.#fail(error));
    return opened;
  }

  /** What mDNS software takes for its socket, in place of the one before. To close it leaves the real one open. */
  outlet(): Outlet {
    this.#outlet?.removeAllListeners();
    this.#outlet = new Outlet((packet, done) => this.#send(packet, done));
    return this.#outlet;
  }

  close(): void {
    this.#outlet?.removeAllListeners();
    this.#outlet = null;
    this.#socket.close();
  }

  #send(packet: Uint8Array, done: Done): void {
    this.#lastSent = packet;
    this.#socket.send(packet, PORT, GROUP, (error) => {
      if (error) this.#log.debug({ err: error, network: this.#network.name }, "mDNS could not be sent");
      done(error);
    });
  }

  #hear(packet: Buffer, from: RemoteInfo): void {
    if (packet.length > MOST_BYTES || !this.#subnet.check(from.address)) return;
    // RFC 6762, section 6: responses come from port 5353.
    const isResponse = ((packet[2] ?? 0) & 0x80) !== 0;
    if (isResponse && from.port !== PORT) return;
    if (from.address !== this.#network.address || packet.equals(this.#lastSent)) this.hasHeard = true;
    if (!this.#bucket.take()) return;
    try {
      this.#outlet?.emit("message", packet, from);
    } catch (error) {
      this.#log.debug({ err: error, from: from.address }, "a packet of mDNS could not be read");
    }
  }

  #fail(error: Error): void {
    this.hasFailed = true;
    this.#log.debug({ err: error, network: this.#network.name }, "the socket of mDNS failed");
  }
}

type Done = (error: Error | null) => void;

/** The part of a UDP socket that multicast-dns uses of one that is bound already. */
class Outlet extends EventEmitter {
  readonly #send: (packet: Uint8Array, done: Done) => void;

  constructor(send: (packet: Uint8Array, done: Done) => void) {
    super();
    this.#send = send;
  }

  /** Everything goes to the group, wherever it was addressed to. */
  send(
    packet: Uint8Array,
    _offset: number,
    _length: number,
    _port: number,
    _address: string,
    done: Done,
  ): void {
    this.#send(packet, done);
  }

  close(done: () => void): void {
    queueMicrotask(done);
  }
}
