import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { StartError, systemCode } from "./start-error.ts";

/** Where a host always listens, unless it was told one address. */
export const LOCAL = "127.0.0.1";

/** How many ports are tried, the one asked for and those after it. */
const TRIES = 20;

/**
 * Listens on `port`, or on the next free one when it is taken; 0 takes any. Without `address`, on all of them.
 * @throws {StartError} with a sentence, when it cannot.
 */
export function listen(server: HttpServer, port: number, address?: string): Promise<AddressInfo> {
  return onFreePort(port, address, (candidate) => listenOn(server, candidate, address));
}

/**
 * The same on 127.0.0.1 alone. With `isFreeEverywhere` the port is one that nobody has on any address: some systems let
 * a program take one address of a port that another one has on all of them.
 */
export function listenLocally(
  server: HttpServer,
  port: number,
  isFreeEverywhere: boolean,
): Promise<AddressInfo> {
  return onFreePort(port, LOCAL, async (candidate) => {
    const free = isFreeEverywhere ? await freeEverywhere(candidate) : candidate;
    return listenOn(server, free, LOCAL);
  });
}

async function onFreePort(
  port: number,
  address: string | undefined,
  listenAt: (port: number) => Promise<AddressInfo>,
): Promise<AddressInfo> {
  const last = port === 0 ? TRIES - 1 : Math.max(port, Math.min(port + TRIES - 1, 65_535));
  for (let candidate = port; candidate <= last; candidate++) {
    const asked = port === 0 ? 0 : candidate;
    try {
      return await listenAt(asked);
    } catch (error) {
      if (systemCode(error) !== "EADDRINUSE") throw new StartError(...reasonOf(error, asked, address), error);
    }
  }
  throw new StartError("port", `The ports ${port} to ${last} are all taken. Choose another one.`);
}

/** The port, or any for 0, when nobody has it. Rejects with EADDRINUSE when somebody does. */
async function freeEverywhere(port: number): Promise<number> {
  const probe = createServer();
  probe.listen(port);
  await once(probe, "listening"); // rejects on "error"
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return free;
}

async function listenOn(server: HttpServer, port: number, host: string | undefined): Promise<AddressInfo> {
  server.listen({ port, ...(host !== undefined && { host }) });
  await once(server, "listening"); // rejects on "error"
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The server listens on no TCP port.");
  return bound;
}

function reasonOf(error: unknown, port: number, address = ""): [StartError["code"], string] {
  switch (systemCode(error)) {
    case "EACCES":
      return ["port", `This computer keeps port ${port} for others. Choose one from 1024 to 65535.`];
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return [
        "address",
        `This computer has no address "${address}". Choose one of its own, or leave it out.`,
      ];
    case "ERR_SOCKET_BAD_PORT":
      return ["port", `${port} is no port. Choose one from 0 to 65535.`];
    default:
      return ["address", `The host cannot listen on ${address || "any address"}, port ${port}: ${error}`];
  }
}
