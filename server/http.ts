import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import type { Server as Engine } from "engine.io";
import type { Logger } from "pino";
import { ENGINE_PATH } from "../protocol/limits.ts";
import type { Admission } from "./admission.ts";
import type { Api } from "./api.ts";
import type { HostExtension } from "./extension.ts";
import { corsHeaders, type Guard } from "./guard.ts";
import { setSecurityHeaders } from "./headers.ts";
import type { HostLimits } from "./host-limits.ts";
import type { Meter } from "./metering/meter.ts";
import type { Pages } from "./pages.ts";
import { refuseUpgrade, sendJson } from "./respond.ts";

/** Longest URL, in bytes. An Engine.IO URL has about 200. */
const URL_LENGTH = 2_048;
/** Largest request head, URL and headers together, in bytes. */
const HEAD_BYTES = 8_192;

interface HttpParts {
  guard: Guard;
  admission: Admission;
  /** Null when nothing is to be metered. */
  meter: Meter | null;
  engine: Engine;
  api: Api;
  /** Absent when the host serves no pages. */
  pages: Pages | undefined;
  /** Undefined while there is none. */
  extension(): HostExtension | undefined;
  limits: HostLimits;
  log: Logger;
}

/** An answer that refuses a request. */
interface Refused {
  status: number;
  code: string;
  message: string;
}

/** The host's HTTP server: the guard first, then the transports, the API and the pages. Not yet listening. */
export function createHttp(parts: HttpParts): HttpServer {
  const { guard, admission, meter, engine, api, pages, limits, log, extension } = parts;
  const server = createServer({
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout, // of the request only: an endless answer goes on
    keepAliveTimeout: limits.keepAliveTimeout,
    connectionsCheckingInterval: limits.timeoutCheckInterval,
    maxHeaderSize: HEAD_BYTES,
    requireHostHeader: false, // the guard refuses a request without one, in its own words
  });
  server.maxHeadersCount = 0; // no limit but HEAD_BYTES: Node would drop the rest silently, an Origin perhaps
  meter?.watch(server);
  admission.watch(server);

  server.on("request", (req, res) => {
    try {
      const refused = refuse(req);
      if (refused) sendRefused(req, res, refused);
      else if (isEngine(req)) engine.handleRequest(req, res);
      else serve(req, res);
    } catch (error) {
      sendFailed(error, res, log);
    }
  });

  server.on("upgrade", (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = refuse(req) ?? (isEngine(req) ? null : NOT_FOUND);
    if (refused) refuseUpgrade(socket, refused.status, { code: refused.code, message: refused.message });
    else engine.handleUpgrade(req, socket, head);
  });

  function refuse(req: IncomingMessage): Refused | null {
    const forbidden = guard.check(req.headersDistinct);
    if (forbidden) return { status: 403, ...forbidden };
    if ((req.url ?? "").length > URL_LENGTH) return TOO_LONG;
    if (!isEngine(req) || new URLSearchParams(queryOf(req)).has("sid")) return null;
    const reason = req.method === "GET" ? admission.handshake(req) : null;
    return reason === null ? null : { status: 429, code: "rate-limited", message: reason };
  }

  function serve(req: IncomingMessage, res: ServerResponse): void {
    setSecurityHeaders(req, res);
    const cors = corsHeaders(guard, req.headers);
    if (req.method === "OPTIONS") sendPreflight(req, res);
    else if (extension()?.answer(req, res, pathOf(req), cors)) return;
    else if (req.method !== "GET" && req.method !== "HEAD") sendRefused(req, res, WRONG_METHOD);
    else if (!api(req, res, pathOf(req))) servePage(req, res);
  }

  function servePage(req: IncomingMessage, res: ServerResponse): void {
    if (pages) pages(req, res, () => sendRefused(req, res, NOT_FOUND));
    else sendRefused(req, res, pathOf(req) === "/" ? NO_PAGES : NOT_FOUND);
  }

  function sendPreflight(req: IncomingMessage, res: ServerResponse): void {
    res.writeHead(204, { ...corsHeaders(guard, req.headers), "Access-Control-Allow-Methods": METHODS });
    res.end();
  }

  /** With the CORS headers, so that a page of ours can read why it was refused. */
  function sendRefused(req: IncomingMessage, res: ServerResponse, { status, code, message }: Refused): void {
    const allow = status === 405 ? { Allow: `${METHODS}, OPTIONS` } : {};
    sendJson(res, status, { code, message }, { ...corsHeaders(guard, req.headers), ...allow });
  }

  return server;
}

/** Answers 500, or breaks off an answer that has begun, and logs why. */
export function sendFailed(error: unknown, res: ServerResponse, log: Logger): void {
  log.error({ err: error }, "a request failed");
  if (res.headersSent) res.destroy();
  else sendJson(res, 500, { code: "failed", message: "The host could not answer. Its log says why." });
}

const METHODS = "GET, HEAD";
const TOO_LONG: Refused = {
  status: 414,
  code: "uri-too-long",
  message: `The URL is longer than ${URL_LENGTH} bytes. Shorten it.`,
};
const NOT_FOUND: Refused = {
  status: 404,
  code: "not-found",
  message: "There is nothing at this address. Check it for a slip of the pen.",
};
const NO_PAGES: Refused = {
  status: 404,
  code: "no-pages",
  message: "This Pushpull host serves no pages. Connect to it with the Pushpull app or pushpull join.",
};
const WRONG_METHOD: Refused = {
  status: 405,
  code: "wrong-method",
  message: `This address takes ${METHODS} only.`,
};

function isEngine(req: IncomingMessage): boolean {
  return (req.url ?? "").startsWith(ENGINE_PATH);
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? "").split("?", 1)[0] ?? "";
}

function queryOf(req: IncomingMessage): string {
  return (req.url ?? "").split("?", 2)[1] ?? "";
}
