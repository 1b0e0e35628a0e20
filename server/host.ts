import { mkdirSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { isIP, type Socket as TcpSocket } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import type { Socket as Session } from "engine.io";
import { type Logger, pino } from "pino";
import { Server } from "socket.io";
import project from "../package.json" with { type: "json" };
import type { DiscoveryState } from "../protocol/discovery.ts";
import { ROUTES } from "../protocol/http.ts";
import { DEFAULT_PORT, LIMITS, PROTOCOL_VERSION } from "../protocol/limits.ts";
import type { HostInfo } from "../protocol/schemas.ts";
import { TRANSPORTS, type TransportName } from "../protocol/transport-names.ts";
import { TransportEngine, type TransportEngineOptions } from "../transports/engine/server.ts";
import { NO_LISTENER, type WireListener } from "../transports/wire.ts";
import { Access } from "./access/access.ts";
import { Members } from "./access/members.ts";
import { type Interfaces, isWildcard, urlOf } from "./addresses.ts";
import { Admission } from "./admission.ts";
import { createApi } from "./api.ts";
import { boundBacklog } from "./backpressure.ts";
import type { ChatServer } from "./chat-server.ts";
import { httpCloser, sessionWaiter } from "./closing.ts";
import { HostDiscovery } from "./discovery/host-discovery.ts";
import { openDoor } from "./door.ts";
import { type ExtendHost, extensions, type HostExtension } from "./extension.ts";
import { createGuard, type Guard } from "./guard.ts";
import { Holds } from "./holds.ts";
import { HostKey } from "./host-key.ts";
import { HOST_LIMITS, type HostLimits } from "./host-limits.ts";
import { HostingDesk } from "./hosting/desk.ts";
import { Hosting } from "./hosting/hosting.ts";
import { KeptReach } from "./hosting/kept-reach.ts";
import { createHttp, sendFailed } from "./http.ts";
import { hostToken } from "./identity.ts";
import type { Carrying } from "./metering/connection.ts";
import { Meter, type Totals } from "./metering/meter.ts";
import { createMetrics } from "./metering/metrics.ts";
import { createPages } from "./pages.ts";
import { Rooms } from "./rooms.ts";
import { StartError } from "./start-error.ts";
import { Store } from "./store.ts";

export interface HostOptions
  extends Pick<TransportEngineOptions, "pingInterval" | "pingTimeout" | "upgradeTimeout"> {
  /** Address or name to listen on, for good. Default: as the data folder says, at first all addresses of the computer. */
  host?: string | undefined;
  /** Default `DEFAULT_PORT`; 0 takes any. A port that is taken gives way to the next free one. */
  port?: number;
  /** Folder of the history and of the host's id; made when it is not there. */
  dataDir: string;
  /** What people see. Default: the computer's host name. */
  name?: string;
  /** Asked of those who come in; null: nothing is. Default: as it was when the host was here last. */
  passcode?: string | null;
  /** Folder of the built UI. Without it the host serves no pages. */
  rendererDir?: string;
  /** The transports it serves. Default: all six. */
  transports?: readonly TransportName[];
  /** Default true. False is for measuring what metering costs: then all figures stay 0. */
  metered?: boolean;
  /** Whether others on the network find the host, and it finds them. Default false. */
  discovery?: boolean;
  /** What the program that starts the host adds to it. */
  extend?: ExtendHost;
  /** The computer's interfaces. Default: `os.networkInterfaces`. */
  interfaces?: () => Interfaces;
  /** Limits that differ from HOST_LIMITS. */
  limits?: Partial<HostLimits>;
  /** Default: to stderr. Never gets a token or a message's text. */
  log?: Logger;
}

/** A running chat host. */
export interface Host {
  /** What it tells everybody of itself; `passcode` is as it is now. */
  readonly info: Readonly<HostInfo>;
  /** Whoever shows it owns the host. It lies in the data folder, for this computer's user alone. */
  readonly ownerToken: string;
  readonly port: number;
  /** The URL by which this computer reaches it. */
  readonly url: string;
  /** Every URL that others can use, best first. */
  readonly urls: readonly string[];
  /** The port asked for was taken, so another one is used. */
  readonly portTaken: boolean;
  /** How finding one another goes now: after a start it takes 3 s until that is sure. */
  discovery(): DiscoveryState;
  /** Where all bytes went so far. */
  totals(): Totals;
  /** The TCP connections that carry a session now, each with what it has carried for sessions so far. */
  connections(): Carrying[];
  /** Tells the clients, then closes every connection, the store and the timers. */
  close(): Promise<void>;
}

/**
 * Starts a chat host.
 * @throws {StartError} with a sentence for the person who started it.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const log = options.log ?? pino(pino.destination(2));
  const store = openDataDir(options.dataDir);
  try {
    return await runHost(options, store, log);
  } catch (error) {
    store.close();
    throw error;
  }
}

async function runHost(options: HostOptions, store: Store, log: Logger): Promise<Host> {
  const { host, port = DEFAULT_PORT, rendererDir, metered = true, discovery: isOn = false } = options;
  const { interfaces = networkInterfaces } = options;
  const limits = { ...HOST_LIMITS, ...options.limits };
  const key = HostKey.keptIn(options.dataDir);
  const token = hostToken(options.dataDir);
  const members = new Members(store.members, log);
  const access = new Access(members, store, token, limits);
  if (options.passcode !== undefined) await access.keepPasscode(options.passcode);
  const info = describeHost(options, key.id, access.isLocked);
  const guard = createGuard(ownNames(host));
  const meter = new Meter();
  const admission = new Admission(limits);

  const engine = createEngine(options, guard, metered ? meter : NO_LISTENER);
  const sessionsClosed = sessionWaiter(engine);
  engine.on("connection", (session: Session) => {
    if (metered) meter.session(session);
    admission.session(session);
    boundBacklog(session, limits.backlog, (bytes) =>
      log.warn({ address: session.remoteAddress, bytes }, "a session was ended: its client reads too slowly"),
    );
  });

  const io: ChatServer = new Server({ connectTimeout: limits.connectTimeout });
  io.bind(engine);
  const rooms = new Rooms(io, store, log);
  const door = openDoor({ io, rooms, members, access, info, meter, limits, log });

  const metrics = createMetrics(meter, () => rooms.counts);
  const failed = (error: unknown, res: ServerResponse): void => sendFailed(error, res, log);
  const holds = new Holds();
  let isClosing = false;
  let extension: HostExtension | undefined;
  let discovery: HostDiscovery | null = null;
  const isRelay = (socket: TcpSocket): boolean => extension?.isRelay(socket) ?? false;
  const api = createApi({
    info,
    key,
    meter,
    hasLetIn: door.hasLetIn,
    metrics,
    token,
    guard,
    holds,
    failed,
    discovery: () => discovery,
    isRelay,
  });
  const pages = rendererDir === undefined ? undefined : createPages(rendererDir, log);
  const http = createHttp({
    guard,
    admission,
    meter: metered ? meter : null,
    engine,
    api(req, res, path) {
      // Who asks a host that goes would believe that it is there, and dial in vain.
      if (isClosing && path === ROUTES.host) req.socket.destroy();
      else return api(req, res, path);
      return true;
    },
    pages,
    limits,
    log,
    extension: () => extension,
  });
  const hosting = new Hosting({
    http,
    fixed: host,
    kept: new KeptReach(options.dataDir, log),
    interfaces,
    log,
  });
  const closeHttp = httpCloser(http, () => hosting.close());
  await hosting.listen(port);
  const about = new HostDiscovery({ isOn, info, hosting, census: () => censusOf(io, rooms), log });
  discovery = about;
  const desk = new HostingDesk({
    hosting,
    id: info.id,
    interfaces,
    neighbours: () => about.hosts().hosts,
    isRelay,
    log,
  });
  const bound = { address: hosting.address, port: hosting.port, reach: hosting };
  extension = options.extend ? extensions(desk, options.extend(bound)) : desk;

  async function close(): Promise<void> {
    isClosing = true;
    await about.close(); // others hear first that it goes
    rooms.flush(); // what has been accepted is acked before the clients go
    io.disconnectSockets();
    await sessionsClosed();
    await extension?.close();
    holds.close();
    await io.close();
    await closeHttp();
    rooms.close();
    access.close();
    members.close();
    store.close();
    admission.close();
    log.info("closed");
  }

  const url = urlOf(isWildcard(bound.address) ? "127.0.0.1" : bound.address, bound.port);
  const urls = hosting.urls().map((one) => one.url);
  let closing: Promise<void> | undefined;
  return {
    info,
    ownerToken: token,
    port: bound.port,
    url,
    urls: urls.length > 0 ? urls : [url],
    portTaken: hosting.takenPort !== null,
    discovery: () => about.state,
    totals: () => meter.totals(),
    connections: () => meter.carrying(),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Opens the history, in a folder that is made when it is not there and is the owner's alone. */
function openDataDir(dataDir: string): Store {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError("data", `The data folder ${dataDir} cannot be made. Choose another one.`, error);
  }
  return new Store(join(dataDir, "history.sqlite"));
}

function describeHost(
  { name = hostname(), transports = TRANSPORTS }: HostOptions,
  id: string,
  passcode: boolean,
): HostInfo {
  return {
    app: "pushpull",
    protocol: PROTOCOL_VERSION,
    version: project.version,
    id,
    name,
    transports: [...transports],
    maxPayload: LIMITS.payload,
    passcode,
  };
}

/** How many rooms there are, and how many people are connected. */
function censusOf(io: ChatServer, rooms: Rooms): { rooms: number; people: number } {
  const people = new Set([...io.sockets.sockets.values()].map(({ data }) => data.person));
  return { rooms: rooms.count, people: people.size };
}

/** The names by which this computer's own users know it; `.local` is mDNS (RFC 6762). */
function ownNames(listenHost = ""): string[] {
  const computer = [hostname(), `${hostname()}.local`];
  return listenHost === "" || isIP(listenHost) ? computer : [...computer, listenHost];
}

function createEngine(options: HostOptions, { isOriginAllowed }: Guard, wire: WireListener): TransportEngine {
  const { transports = TRANSPORTS, pingInterval, pingTimeout, upgradeTimeout } = options;
  return new TransportEngine({
    transports,
    isOriginAllowed,
    wire,
    ...(pingInterval !== undefined && { pingInterval }),
    ...(pingTimeout !== undefined && { pingTimeout }),
    ...(upgradeTimeout !== undefined && { upgradeTimeout }),
  });
}
