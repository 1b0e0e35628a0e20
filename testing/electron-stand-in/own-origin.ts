import { ROUTES } from "../../protocol/http.ts";
import { toApp, toReal } from "./protocol.ts";

/** Where a host goes by the origin of the page that asks. In Chromium that of the app's page is not the app's. */
const ASKS_FOR_ORIGIN = [ROUTES.races, ROUTES.hosting, ROUTES.reachTest, ROUTES.hosts, ROUTES.addresses];

/** What of the page's requests has to pass `askAsApp`, as patterns of Chromium's. */
export const asksForOrigin = ASKS_FOR_ORIGIN.map((path) => ({ urlPattern: `http://127.0.0.1:*${path}*` }));

/** How long an answer may take, in ms: longer than the page waits. */
const LIMIT = 60_000;

export interface PageRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  postData?: string;
}

/** Asks a host as Electron would: with the app's origin. `null` for a request that can go as it is. */
export async function askAsApp({ url, method, headers, postData }: PageRequest): Promise<Response | null> {
  const { pathname, hostname } = new URL(url);
  const origin = headers.Origin;
  if (hostname !== "127.0.0.1" || origin === undefined) return null;
  if (!ASKS_FOR_ORIGIN.some((path) => pathname.startsWith(path))) return null;
  const app = toApp(`${origin}/`).slice(0, -1);
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, Origin: app },
      ...(postData !== undefined && { body: postData }),
      signal: AbortSignal.timeout(LIMIT),
    });
    const allowed = answer.headers.get("Access-Control-Allow-Origin");
    const own = new Headers(answer.headers);
    for (const name of ["Content-Encoding", "Content-Length"]) own.delete(name); // it is unpacked already
    if (allowed !== null) own.set("Access-Control-Allow-Origin", toReal(`${allowed}/`).slice(0, -1));
    return new Response(await answer.arrayBuffer(), { status: answer.status, headers: own });
  } catch {
    return Response.error();
  }
}
