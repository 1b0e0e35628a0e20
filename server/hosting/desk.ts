import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Logger } from "pino";
import type { z } from "zod";
import type { FoundHost } from "../../protocol/discovery.ts";
import { type HostingPage, reachSchema, type System, tryBackSchema } from "../../protocol/hosting.ts";
import { ROUTES } from "../../protocol/http.ts";
import { readBody } from "../../transports/http/server.ts";
import { type Interfaces, isLoopback, plainAddress } from "../addresses.ts";
import { type Answer, type Parsed, parseBody, refused } from "../answer.ts";
import { isNearby } from "../discovery/networks.ts";
import type { HostExtension } from "../extension.ts";
import { isLocal, isOwnPage } from "../local-request.ts";
import { isProxied } from "../metering/proxied.ts";
import { sendJson } from "../respond.ts";
import { AddressLimit } from "./address-limit.ts";
import type { Changed } from "./changed.ts";
import type { Hosting } from "./hosting.ts";
import { testReach } from "./reach-test.ts";
import { tryToReach } from "./try-back.ts";

const BODY_BYTES = 32_768;

interface HostingDeskOptions {
  hosting: Hosting;
  /** The host's own. */
  id: string;
  interfaces(): Interfaces;
  /** The other hosts on the network. */
  neighbours(): readonly FoundHost[];
  /** Whether a connection was made on this computer for somebody else. */
  isRelay(socket: TcpSocket): boolean;
  log: Logger;
}

/** The routes about who reaches the host (protocol/hosting.ts): for the pages on its own computer, and one for other hosts. */
export class HostingDesk implements HostExtension {
  readonly #options: HostingDeskOptions;
  readonly #limit = new AddressLimit();
  readonly #closing = new AbortController();
  #test: Promise<Answer> | null = null;

  constructor(options: HostingDeskOptions) {
    this.#options = options;
  }

  answer(req: IncomingMessage, res: ServerResponse, path: string, cors: Record<string, string>): boolean {
    if (path !== ROUTES.hosting && path !== ROUTES.reachTest && path !== ROUTES.tryBack) return false;
    const answer = path === ROUTES.tryBack ? this.#tryBack(req) : this.#answerOwner(req, path);
    answer.then(
      ({ status, body }) => sendJson(res, status, body, { ...cors, ...(status === 405 && ALLOW) }),
      (error: unknown) => {
        this.#options.log.error({ err: error }, "a request about hosting failed");
        sendJson(res, 500, FAILED.body, cors);
      },
    );
    return true;
  }

  isRelay(): boolean {
    return false;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#test;
  }

  async #answerOwner(req: IncomingMessage, path: string): Promise<Answer> {
    if (!isLocal(req) || this.#options.isRelay(req.socket) || !isOwnPage(req)) return FORBIDDEN;
    if (req.method === "GET" && path === ROUTES.hosting) return { status: 200, body: this.#page() };
    if (req.method !== "POST") return WRONG_METHOD;
    if (path === ROUTES.hosting) return this.#change(req);
    // Whoever asks while a test runs gets its answer.
    this.#test ??= this.#testReach().finally(() => {
      this.#test = null;
    });
    return this.#test;
  }

  #page(): HostingPage {
    return { ...this.#options.hosting.page(), system: SYSTEMS[process.platform] ?? "linux" };
  }

  async #change(req: IncomingMessage): Promise<Answer> {
    const asked = await read(reachSchema, req);
    if (!asked.ok) return asked.refused;
    const changed = await this.#options.hosting.change(asked.value);
    return changed.ok ? { status: 200, body: this.#page() } : refusedChange(changed);
  }

  async #testReach(): Promise<Answer> {
    const { hosting, id, neighbours } = this.#options;
    if (hosting.isLocal) return OFF;
    const body = await testReach({ id, port: hosting.port }, neighbours, this.#closing.signal);
    return { status: 200, body };
  }

  /** Only ever dials the address that the question comes from, in a network that this computer is on. */
  async #tryBack(req: IncomingMessage): Promise<Answer> {
    if (req.method !== "POST") return WRONG_METHOD;
    const address = plainAddress(req.socket.remoteAddress ?? "");
    const isHost = req.headers.origin === undefined && !isProxied(req);
    if (!isHost || isLoopback(address) || !isNearby(address, this.#options.interfaces()))
      return NOT_A_NEIGHBOUR;
    if (!this.#limit.take(address)) return TOO_OFTEN;
    const asked = await read(tryBackSchema, req);
    if (!asked.ok) return asked.refused;
    const { id, port } = asked.value;
    const attempt = await tryToReach(address, port, id, this.#closing.signal);
    return { status: 200, body: { attempt } };
  }
}

async function read<T>(schema: z.ZodType<T>, req: IncomingMessage): Promise<Parsed<T>> {
  const body = await readBody(req, BODY_BYTES);
  return body.ok ? parseBody(schema, body.text) : { ok: false, refused: TOO_LARGE };
}

function refusedChange({ code, message }: Extract<Changed, { ok: false }>): Answer {
  return refused(CHANGE_STATUS[code], code, message);
}

const CHANGE_STATUS = { fixed: 409, "port-taken": 409, "not-kept": 500, closing: 503 } as const;

const SYSTEMS: Partial<Record<NodeJS.Platform, System>> = { win32: "windows", darwin: "mac" };
const ALLOW = { Allow: "GET, POST, OPTIONS" };
const FORBIDDEN = refused(
  403,
  "forbidden-hosting",
  "Who reaches a host is for the pages on its own computer. Open it there, at 127.0.0.1 or localhost.",
);
const NOT_A_NEIGHBOUR = refused(
  403,
  "forbidden-reach",
  "This is for hosts on the same network, which are tried at the address that they ask from.",
);
const TOO_OFTEN = refused(429, "rate-limited", "Your address has asked too often. Try again in a minute.");
const TOO_LARGE = refused(413, "too-large", "That is too much for what can be asked here.");
const WRONG_METHOD = refused(
  405,
  "wrong-method",
  "This address takes POST, and GET where there is something to read.",
);
const OFF = refused(409, "off", "This host is open to its own computer only. Open it to others first.");
const FAILED = refused(500, "failed", "The host could not answer. Its log says why.");
