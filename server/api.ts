import type { IncomingMessage, ServerResponse } from "node:http";
import { type Clock, ROUTES } from "../protocol/http.ts";
import type { HostInfo } from "../protocol/schemas.ts";
import { corsHeaders, type Guard } from "./guard.ts";
import type { Meter } from "./meter.ts";
import { sendJson } from "./respond.ts";

interface ApiParts {
  info: HostInfo;
  meter: Meter;
  guard: Guard;
}

/** Answers a GET of one of the host's own routes and says whether the path was one. */
export type Api = (req: IncomingMessage, res: ServerResponse, path: string) => boolean;

/** The routes of protocol/http.ts. */
export function createApi({ info, meter, guard }: ApiParts): Api {
  function answerTo(path: string): object | null {
    if (path === ROUTES.host) return info;
    if (path === ROUTES.clock) return { now: Date.now() } satisfies Clock;
    if (path.startsWith(ROUTES.meter)) return meter.read(path.slice(ROUTES.meter.length)) ?? null;
    return null;
  }
  return (req, res, path) => {
    const answer = answerTo(path);
    if (answer) sendJson(res, 200, answer, corsHeaders(guard, req.headers));
    return answer !== null;
  };
}
