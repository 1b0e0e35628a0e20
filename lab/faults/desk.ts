import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP, type Socket as TcpSocket } from "node:net";
import { nanoid } from "nanoid";
import type { z } from "zod";
import {
  type ChangeFaults,
  changeFaultsSchema,
  FAULTS_PATIENCE,
  type FaultEvent,
  type FaultsPage,
  openFaultsSchema,
} from "../../protocol/faults.ts";
import { ROUTES } from "../../protocol/http.ts";
import { isWildcard, plainAddress } from "../../server/addresses.ts";
import { type Answer, parseBody, refused } from "../../server/answer.ts";
import type { HostAddress, HostExtension } from "../../server/extension.ts";
import { sendJson } from "../../server/respond.ts";
import { readBody } from "../../transports/http/server.ts";
import { type FaultProxy, startFaultProxy } from "./proxy.ts";

/** Networks at a time: each is a port. */
const MOST_NETWORKS = 32;
const MOST_PER_ADDRESS = 4;
const MOST_EVENTS = 500;
const BODY_BYTES = 4_096;

interface Network {
  proxy: FaultProxy;
  /** The address of this computer that it listens on. */
  address: string;
  /** The address that it was opened from. */
  owner: string;
  events: (FaultEvent & { n: number })[];
  last: number;
  patience: NodeJS.Timeout;
}

/** The routes by which clients open faulty networks in front of a host (protocol/faults.ts). */
export class FaultDesk implements HostExtension {
  readonly #address: HostAddress;
  readonly #networks = new Map<string, Network>();
  /** Local ports of the connections that the networks have to the host now. */
  readonly #relays = new Set<number>();
  /** Stands before the dot in the ids that this desk gives: another one is of a desk before it, and its host. */
  readonly #run = nanoid(6);
  readonly #closeUnwanted = (): void => {
    for (const [id, { address }] of this.#networks) if (!this.#isOpen(address)) void this.#close(id);
  };
  #opening = 0;
  #isClosed = false;

  constructor(address: HostAddress) {
    this.#address = address;
    address.reach?.on("change", this.#closeUnwanted);
  }

  answer(req: IncomingMessage, res: ServerResponse, path: string, cors: Record<string, string>): boolean {
    if (path !== ROUTES.faults && !path.startsWith(`${ROUTES.faults}/`)) return false;
    this.#answer(req, path.slice(ROUTES.faults.length + 1)).then(
      ({ status, body }) => sendJson(res, status, body, cors),
      // Nothing below should fail but the network itself: no port, no file descriptor.
      (error: unknown) => sendJson(res, 503, { code: "failed", message: sentenceOf(error) }, cors),
    );
    return true;
  }

  isRelay({ remotePort = 0 }: TcpSocket): boolean {
    return this.#relays.has(remotePort);
  }

  /** What the host said last still reaches those behind its networks. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#address.reach?.off("change", this.#closeUnwanted);
    await Promise.all([...this.#networks.keys()].map((id) => this.#close(id)));
  }

  async #answer(req: IncomingMessage, id: string): Promise<Answer> {
    if (req.method === "GET" && id !== "") return this.#tell(id, req.url ?? "");
    if (req.method !== "POST") return refused(405, "wrong-method", "This address takes GET and POST only.");
    const body = await readBody(req, BODY_BYTES);
    if (!body.ok) return refused(413, "too-large", "That is too much for a description of a network.");
    if (id === "") return this.#open(req.socket, body.text);
    const network = this.#networks.get(id);
    if (!network) return this.#unknown(id);
    const change = parseBody(changeFaultsSchema, body.text);
    return change.ok ? this.#change(id, network, change.value) : change.refused;
  }

  /** Opens a network on the address by which whoever asks reaches the host, and on no other one. */
  async #open({ remoteAddress: owner = "", localAddress = "" }: TcpSocket, text: string): Promise<Answer> {
    const asked = parseBody(openFaultsSchema, text);
    if (!asked.ok) return asked.refused;
    const own = [...this.#networks.values()].filter((network) => network.owner === owner);
    if (this.#networks.size + this.#opening >= MOST_NETWORKS || own.length >= MOST_PER_ADDRESS)
      return refused(429, "rate-limited", "Too many networks are open here. Close one and try again.");
    this.#opening++;
    try {
      const address = plainAddress(localAddress);
      const proxy = await this.#start(address, asked.value);
      if (!this.#isOpen(address)) {
        await proxy.close();
        return CLOSED;
      }
      const id = `${this.#run}.${nanoid()}`;
      const patience = setTimeout(() => void this.#close(id), FAULTS_PATIENCE);
      patience.unref();
      const network: Network = { proxy, address, owner, events: [], last: 0, patience };
      proxy.on((event) => {
        network.events.push({ n: ++network.last, ...event });
        if (network.events.length > MOST_EVENTS) network.events.shift();
      });
      this.#networks.set(id, network);
      return { status: 201, body: { id, port: proxy.port } };
    } finally {
      this.#opening--;
    }
  }

  #start(listenHost: string, { conditions, seed }: z.infer<typeof openFaultsSchema>): Promise<FaultProxy> {
    const { address, port } = this.#address;
    const host = isWildcard(address) || !isIP(address) ? "127.0.0.1" : address;
    return startFaultProxy({
      target: { host, port },
      listenHost,
      conditions,
      seed,
      dialled: (localPort) => this.#relays.add(localPort),
      hungUp: (localPort) => this.#relays.delete(localPort),
    });
  }

  #tell(id: string, url: string): Answer {
    const network = this.#networks.get(id);
    if (!network) return this.#unknown(id);
    network.patience.refresh();
    const after = Number(new URL(url, "http://host").searchParams.get("after"));
    const events = network.events.filter(({ n }) => n > (Number.isFinite(after) ? after : 0));
    const { conditions } = network.proxy;
    return { status: 200, body: { conditions, events, last: network.last } satisfies FaultsPage };
  }

  #change(id: string, network: Network, change: ChangeFaults): Answer {
    network.patience.refresh();
    if (change.do === "set") network.proxy.setConditions(change.conditions);
    else if (change.do === "cut") network.proxy.cut();
    else void this.#close(id);
    return { status: 200, body: {} };
  }

  #unknown(id: string): Answer {
    const [run, own] = id.split(".");
    return own === undefined || run === this.#run ? NO_NETWORK : RESTARTED;
  }

  /** Whether the host is open on this address of the computer. */
  #isOpen(address: string): boolean {
    return !this.#isClosed && (this.#address.reach?.isOpen(address) ?? true);
  }

  async #close(id: string): Promise<void> {
    const network = this.#networks.get(id);
    this.#networks.delete(id);
    clearTimeout(network?.patience);
    await (this.#isClosed ? network?.proxy.finish() : network?.proxy.close());
  }
}

const CLOSED = refused(
  409,
  "closed",
  "The host was closed to others while the network was opened. Open the host first.",
);
const NO_NETWORK = refused(404, "no-network", "That network is closed. Open another one.");
const RESTARTED = refused(
  404,
  "host-restarted",
  "The host was restarted, and its networks are gone. Open another one.",
);

function sentenceOf(error: unknown): string {
  return `The network could not be opened: ${error instanceof Error ? error.message : String(error)}`;
}
