import type { IncomingMessage, ServerResponse } from "node:http";
import { ROUTES } from "../../protocol/http.ts";
import { APP_ORIGIN } from "../../protocol/limits.ts";
import { isOwnPage } from "../local-request.ts";
import { sendJson } from "../respond.ts";
import type { HostDiscovery } from "./host-discovery.ts";

const NOT_FOR_OTHERS = {
  code: "forbidden-origin",
  message:
    "What a host knows of its network is for its own pages. Open the host's own address in the browser.",
};

/**
 * Answers the two routes about the network around the host, and says whether the path was one of them. The pages of
 * another host are refused, so that none of them learns what is in a network that it is not on. Who asks without being
 * a page is on the network, and can ask it directly.
 */
export function answerNearby(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  discovery: HostDiscovery | null,
): boolean {
  if (discovery === null || (path !== ROUTES.hosts && path !== ROUTES.addresses)) return false;
  const { origin } = req.headers;
  const headers = { Vary: "Origin", ...(origin === APP_ORIGIN && { "Access-Control-Allow-Origin": origin }) };
  if (!isOwnPage(req)) sendJson(res, 403, NOT_FOR_OTHERS, headers);
  else sendJson(res, 200, path === ROUTES.hosts ? discovery.hosts() : discovery.addresses(), headers);
  return true;
}
