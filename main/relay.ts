import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Connections through one relay at a time; a browser opens a handful. Those beyond it are closed at once. */
export const MOST_CONNECTIONS = 64;
/** How long the host may take to accept a connection, in ms. */
const CONNECT_LIMIT = 10_000;
/** How long a connection is silent before the system asks whether the host's computer is still there, in ms. */
const KEEP_ALIVE = 30_000;
/** A relay closes by itself when nobody has used it or asked for it for so long, in ms. */
const IDLE_LIMIT = 60_000;

interface RelayTarget {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
}

interface RelayOptions {
  /** Is told once, when it has closed, by itself or not. */
  closed(): unknown;
  /** Default: a minute, in ms. */
  idleLimit?: number;
}

/**
 * A TCP relay on 127.0.0.1: what comes in goes on to one address, and back, byte by byte. Nothing is read and nothing is
 * changed, so the host sees the page's own requests, from this computer's address, and its meter counts the same bytes.
 * Ends and resets are passed on as such, and a slow reader slows the sender, as without a relay.
 *
 * Anybody on this computer can connect to it. It gives them nothing but a way to that one host, which their programs
 * have by themselves; who may do what there, the host says, as to anybody on the LAN.
 */
export class Relay {
  readonly target: RelayTarget;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #idleLimit: number;
  #port = 0;
  #idle: NodeJS.Timeout | undefined;
  #closing: Promise<void> | null = null;

  /** Rejects when the system gives no port. */
  static async open(target: RelayTarget, options: RelayOptions): Promise<Relay> {
    const relay = new Relay(target, options);
    await new Promise<void>((resolve, reject) => {
      relay.#server.once("error", reject);
      relay.#server.listen(0, "127.0.0.1", resolve);
    });
    relay.#port = (relay.#server.address() as AddressInfo).port;
    relay.#server.on("error", (error) => {
      console.warn(`The relay to ${target.address} closes: ${error.message}`);
      void relay.close();
    });
    relay.use();
    return relay;
  }

  private constructor(target: RelayTarget, { closed, idleLimit = IDLE_LIMIT }: RelayOptions) {
    this.target = target;
    this.#idleLimit = idleLimit;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (page) => this.#pass(page));
    this.#server.maxConnections = MOST_CONNECTIONS;
    this.#server.once("close", closed);
  }

  /** Its URL, as a page dials it; also when it has closed. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#sockets.size / 2;
  }

  /** Somebody wants it: the time after which it closes by itself begins anew. False when it has closed. */
  use(): boolean {
    clearTimeout(this.#idle);
    if (this.#closing !== null) return false;
    this.#idle = setTimeout(() => {
      if (this.#sockets.size === 0) void this.close();
      else this.use();
    }, this.#idleLimit).unref();
    return true;
  }

  /** Resets every connection and accepts no more. */
  close(): Promise<void> {
    clearTimeout(this.#idle);
    this.#closing ??= new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#sockets) reset(socket);
    });
    return this.#closing;
  }

  #pass(page: Socket): void {
    const { address, port } = this.target;
    const host = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
    const late = setTimeout(() => host.destroy(new Error("The host does not accept.")), CONNECT_LIMIT);
    host.once("connect", () => {
      clearTimeout(late);
      host.setKeepAlive(true, KEEP_ALIVE);
    });
    host.once("close", () => clearTimeout(late));
    for (const socket of [page, host]) {
      this.#sockets.add(socket);
      socket.once("close", () => {
        this.#sockets.delete(socket);
        this.use();
      });
    }
    forward(page, host);
    forward(host, page);
  }
}

function forward(from: Socket, to: Socket): void {
  from.pipe(to); // with its end, and no faster than it is read
  from.on("error", () => reset(to)); // also of a host that refuses
  from.on("close", () => to.destroySoon());
}

/** Ends a connection by RST. One whose end has been sent already cannot be reset: libuv would never close it. */
function reset(socket: Socket): void {
  if (socket.writableEnded || socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}
