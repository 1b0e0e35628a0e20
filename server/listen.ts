import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError, systemCode } from "./start-error.ts";

/** How many ports are tried, the one asked for and those after it. */
const TRIES = 20;

/**
 * Listens on `port`, or on the next free one when it is taken; 0 takes any. Without `address`, on all of them.
 * @throws {StartError} with a sentence, when it cannot.
 */
export async function listen(server: HttpServer, port: number, address?: string): Promise<AddressInfo> {
  const last = port === 0 ? 0 : Math.max(port, Math.min(port + TRIES - 1, 65_535));
  for (let candidate = port; candidate <= last; candidate++) {
    try {
      return await listenOn(server, candidate, address);
    } catch (error) {
      if (systemCode(error) !== "EADDRINUSE")
        throw new StartError(...reasonOf(error, candidate, address), error);
    }
  }
  throw new StartError("port", `The ports ${port} to ${last} are all taken. Choose another one.`);
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
