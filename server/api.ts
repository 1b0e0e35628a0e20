import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { z } from "zod";
import { challenge, type proofSchema } from "../protocol/host-key.ts";
import { type Clock, ROUTES } from "../protocol/http.ts";
import type { HostInfo } from "../protocol/schemas.ts";
import type { HostDiscovery } from "./discovery/host-discovery.ts";
import { answerNearby } from "./discovery/routes.ts";
import { corsHeaders, type Guard } from "./guard.ts";
import type { Holds } from "./holds.ts";
import type { HostKey } from "./host-key.ts";
import { isLocal } from "./local-request.ts";
import type { Meter } from "./metering/meter.ts";
import type { Metrics } from "./metering/metrics.ts";
import { sendJson } from "./respond.ts";
import { isSameSecret } from "./same-secret.ts";

interface ApiParts {
  info: HostInfo;
  key: HostKey;
  meter: Meter;
  /** Whether somebody has been let in by the session of this Engine.IO id: the others are shown nothing. */
  hasLetIn(sid: string): boolean;
  metrics: Metrics;
  /** What a program from another computer must show to read the metrics. */
  token: string;
  guard: Guard;
  holds: Holds;
  /** Is told what went wrong after a request was accepted. */
  failed(error: unknown, res: ServerResponse): void;
  /** Null until the host listens. */
  discovery(): HostDiscovery | null;
  /** Whether a connection was made on this computer for somebody else. */
  isRelay(socket: TcpSocket): boolean;
}

/** Answers a GET of one of the host's own routes and says whether the path was one. */
export type Api = (req: IncomingMessage, res: ServerResponse, path: string) => boolean;

/** The routes of protocol/http.ts. */
export function createApi({
  info,
  key,
  meter,
  hasLetIn,
  metrics,
  token,
  guard,
  holds,
  failed,
  discovery,
  isRelay,
}: ApiParts): Api {
  function answerTo(path: string, query: string): object | null {
    if (path === ROUTES.host) return { ...info, ...proofFor(query) };
    if (path === ROUTES.clock) return { now: Date.now() } satisfies Clock;
    if (path.startsWith(ROUTES.meter)) return ofSession(path, ROUTES.meter, (sid) => meter.read(sid));
    if (path.startsWith(ROUTES.wire))
      return ofSession(path, ROUTES.wire, (sid) => meter.wire(sid, afterOf(query)));
    return null;
  }

  function ofSession(path: string, route: string, read: (sid: string) => object | undefined): object | null {
    const sid = path.slice(route.length);
    return (hasLetIn(sid) && read(sid)) || null;
  }

  /** Nothing where no challenge was given, or one that is none. */
  function proofFor(query: string): z.infer<typeof proofSchema> | null {
    const { data } = challenge.safeParse(new URLSearchParams(query).get("challenge"));
    return data === undefined ? null : { signature: key.prove(data) };
  }

  async function sendMetrics(res: ServerResponse): Promise<void> {
    const text = await metrics.text();
    res.writeHead(200, {
      "Content-Type": metrics.contentType,
      "Content-Length": Buffer.byteLength(text),
      "Cache-Control": "no-store",
    });
    res.end(text);
  }

  return (req, res, path) => {
    if (path === ROUTES.metrics) {
      if ((isLocal(req) && !isRelay(req.socket)) || showsToken(req, token))
        sendMetrics(res).catch((error: unknown) => failed(error, res));
      else sendJson(res, 403, NOT_FOR_ALL);
      return true;
    }
    const query = (req.url ?? "").split("?", 2)[1] ?? "";
    if (path === ROUTES.hold) {
      holds.hold(res, Number(new URLSearchParams(query).get("ms")), corsHeaders(guard, req.headers));
      return true;
    }
    if (answerNearby(req, res, path, discovery())) return true;
    const answer = answerTo(path, query);
    if (answer) sendJson(res, 200, answer, corsHeaders(guard, req.headers));
    return answer !== null;
  };
}

/** Nonsense counts as 0: from the beginning. */
function afterOf(query: string): number {
  const after = Number(new URLSearchParams(query).get("after"));
  return Number.isSafeInteger(after) && after > 0 ? after : 0;
}

const NOT_FOR_ALL = {
  code: "forbidden-metrics",
  message:
    "These figures are for programs on the host's computer, and for those that show the token in its data folder.",
};

/** RFC 6750, section 2.1. */
function showsToken({ headers }: IncomingMessage, token: string): boolean {
  return isSameSecret(headers.authorization ?? "", `Bearer ${token}`);
}
