import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { nanoid } from "nanoid";
import { pino } from "pino";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { expect, onTestFinished } from "vitest";
import type { Refusal } from "../protocol/errors.ts";
import type { ClientToHost, HostToClient } from "../protocol/events.ts";
import type { NoticeBody, NoticeName } from "../protocol/schemas.ts";
import { type Host, type HostOptions, startHost } from "./host.ts";

/** What the tests of this folder share: hosts and clients that are gone when the test is over. */

/** A folder of the test's own. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pushpull-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A host on loopback, on any port, that logs nothing. */
export async function startTestHost(options: Partial<HostOptions> = {}): Promise<Host> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const log = pino({ level: "silent" });
  const host = await startHost({ host: "127.0.0.1", port: 0, log, ...options, dataDir });
  onTestFinished(() => host.close());
  return host;
}

export type Client = Socket<HostToClient, ClientToHost>;

/** A stock Socket.IO client that dials the host now. */
export function dial(host: Pick<Host, "url">, options: Partial<ManagerOptions & SocketOptions> = {}): Client {
  const client: Client = io(host.url, { forceNew: true, reconnection: false, ...options });
  onTestFinished(() => {
    client.close();
  });
  return client;
}

/** A client that has been welcomed. */
export async function connect(
  host: Pick<Host, "url">,
  auth: object = {},
  options: Partial<ManagerOptions & SocketOptions> = { transports: ["websocket"] },
): Promise<Client & { welcome: NoticeBody<"welcome"> }> {
  const client = dial(host, { auth, ...options });
  const welcome = await new Promise<NoticeBody<"welcome">>((resolve, reject) => {
    client.once("welcome", resolve);
    client.once("connect_error", reject);
  });
  return Object.assign(client, { welcome });
}

/** Why somebody is not let in. */
export async function refusalOf(coming: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await coming.then(
    () => new Error("They were let in."),
    (reason: unknown) => reason,
  );
  if (error instanceof Error && "data" in error) return error.data as Refusal;
  throw error;
}

/** Everything of that name that the client hears from now on. */
export function collect<N extends NoticeName>(client: Client, name: N): NoticeBody<N>[] {
  const heard: NoticeBody<N>[] = [];
  const keep = (body: NoticeBody<N>): void => void heard.push(body);
  client.on(name, keep as never);
  return heard;
}

/** `expect` of a value that becomes what is expected, sooner or later; asked for every `interval` ms. */
export function eventually<T>(value: () => T, interval = 20) {
  return expect.poll(value, { interval, timeout: 20_000 });
}

let lastId = 0;

/** A message for the lobby, with an id of its own. */
export function messageOf(text: string, room = "lobby") {
  lastId++;
  return { room, id: `id-${lastId}`, text, sentAt: Date.now() };
}

/** Sends exactly these lines as a request's head, then the body, and resolves to all that comes until the end. */
export async function sendRaw(host: Host, lines: string[], body = ""): Promise<string> {
  const socket = connectTcp(host.port, "127.0.0.1");
  socket.setEncoding("utf8");
  socket.write(`${[...lines, "", ""].join("\r\n")}${body}`);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  return answer;
}

/** The first line's status, and the body as JSON. */
export function parseRaw(answer: string): { status: number; body: unknown } {
  const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
  return { status: Number(answer.split(" ", 2)[1]), body: body.startsWith("{") ? JSON.parse(body) : body };
}

/** Builds a TypeScript program that imports from this folder; the path of what `node` can run. */
export async function bundle(contents: string): Promise<string> {
  // inside the repository, so that Node finds the packages
  const outfile = join(import.meta.dirname, "..", "node_modules", ".cache", "pushpull", `${nanoid()}.mjs`);
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    outfile,
  });
  onTestFinished(() => rmSync(outfile));
  return outfile;
}
