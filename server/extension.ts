import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";

/** Where a host listens. */
export interface HostAddress {
  /** As it was bound: may stand for all addresses. */
  address: string;
  port: number;
  /** Which of the computer's addresses are open to connections. Absent: all of them, always. */
  reach?: HostReach;
}

/** Which addresses of its computer a host is open on, as its owner wants it now. */
export interface HostReach {
  isOpen(localAddress: string): boolean;
  on(event: "change", listener: () => void): unknown;
  off(event: "change", listener: () => void): unknown;
}

/** What a program adds to the host that it starts: routes of its own, and connections on behalf of others. */
export interface HostExtension {
  /** Answers a request that has passed the guard, of any method, and says whether the path was one of its own. */
  answer(
    req: IncomingMessage,
    res: ServerResponse,
    path: string,
    corsHeaders: Record<string, string>,
  ): boolean;
  /** Whether a connection to the host was made by the extension for somebody else: that one is not of this computer. */
  isRelay(socket: TcpSocket): boolean;
  close(): Promise<void>;
}

/** Makes the extension once the host listens. */
export type ExtendHost = (address: HostAddress) => HostExtension;

/** Several extensions as one. */
export function extensions(...all: readonly HostExtension[]): HostExtension {
  return {
    answer: (...request) => all.some((one) => one.answer(...request)),
    isRelay: (socket) => all.some((one) => one.isRelay(socket)),
    close: async () => {
      await Promise.all(all.map((one) => one.close()));
    },
  };
}
