import { connect } from "node:net";
import type { Attempt } from "../../protocol/hosting.ts";
import { urlOf } from "../addresses.ts";
import { ping } from "../discovery/ping.ts";
import { systemCode } from "../start-error.ts";

/** How long a connection may take to be set up, in ms: enough for two SYNs (RFC 6298, section 2: the second after 1 s). */
const TIME_LIMIT = 2_500;

/** Tries whether the host of this id is reached at an address and a port. Takes 4.5 s at most. */
export async function tryToReach(
  address: string,
  port: number,
  id: string,
  signal: AbortSignal,
): Promise<Attempt> {
  const way = await tryToConnect(address, port, signal);
  if (way !== "connected") return way;
  return (await ping(urlOf(address, port), id, signal)) ? "reached" : "somebody-else";
}

type Way = "connected" | "refused" | "silent" | "unreachable";

function tryToConnect(host: string, port: number, signal: AbortSignal): Promise<Way> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    const late = setTimeout(() => end("silent"), TIME_LIMIT);
    function end(way: Way): void {
      clearTimeout(late);
      socket.destroy();
      resolve(way);
    }
    socket.once("connect", () => end("connected"));
    socket.on("error", (error) => end(wayOf(systemCode(error))));
  });
}

function wayOf(code: string): Way {
  if (code === "ECONNREFUSED" || code === "ECONNRESET") return "refused";
  return code === "ETIMEDOUT" ? "silent" : "unreachable";
}
