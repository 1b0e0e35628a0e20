import type { Server as HttpServer } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { HostingPage } from "../../protocol/hosting.ts";
import { type Interfaces, isLoopback, plainAddress } from "../addresses.ts";

/** Remembers the last connection that came from another computer. */
export class Visitors {
  readonly #interfaces: () => Interfaces;
  #last: HostingPage["visitor"] = null;

  constructor(http: HttpServer, interfaces: () => Interfaces) {
    this.#interfaces = interfaces;
    http.on("connection", (socket: TcpSocket) => this.#saw(plainAddress(socket.remoteAddress ?? "")));
  }

  /** Null while there was none. */
  get last(): HostingPage["visitor"] {
    return this.#last;
  }

  #saw(address: string): void {
    if (address === "" || isLoopback(address)) return;
    const isOwn = Object.values(this.#interfaces()).some((infos = []) =>
      infos.some((info) => info.address === address),
    );
    if (!isOwn) this.#last = { address, at: Date.now() };
  }
}
