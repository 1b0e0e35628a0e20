import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROUTES } from "../../protocol/http.ts";
import {
  connect,
  eventually,
  messageOf,
  parseRaw,
  sendRaw,
  startTestHost,
  temporaryFolder,
} from "../test-host.ts";

/** The value of one line, such as `name{label="x"}`. */
function sampleOf(text: string, line: string): number | undefined {
  const found = text.split("\n").find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

it("tells programs on this computer what the host has carried, as OpenMetrics text", async () => {
  const host = await startTestHost();
  const ann = await connect(host);
  const polling = await connect(host, {}, { transports: ["polling"] });
  await ann.emitWithAck("room:join", { room: "lobby" });
  const message = messageOf("hello");
  await ann.emitWithAck("message", message);
  await ann.emitWithAck("message", message); // the ack might have been lost
  polling.close();
  await eventually(() => host.totals().sessions.filter(({ open }) => open).length).toBe(1);

  const before = host.totals();
  const answer = await fetch(`${host.url}${ROUTES.metrics}`);
  const text = await answer.text();
  expect(answer.headers.get("content-type")).toMatch(/^application\/openmetrics-text; version=1.0.0/);
  expect(text.trimEnd().endsWith("# EOF")).toBe(true);
  expect(sampleOf(text, 'pushpull_sessions{transport="websocket"}')).toBe(1);
  expect(sampleOf(text, 'pushpull_sessions{transport="long-polling"}')).toBe(0);
  expect(sampleOf(text, 'pushpull_messages_total{outcome="stored"}')).toBe(1);
  expect(sampleOf(text, 'pushpull_messages_total{outcome="duplicate"}')).toBe(1);
  expect(sampleOf(text, 'pushpull_requests_total{transport="websocket",kind="upgrade"}')).toBe(1);
  expect(sampleOf(text, 'pushpull_requests_total{transport="long-polling",kind="post"}')).toBeGreaterThan(0);
  expect(sampleOf(text, 'pushpull_wire_bytes_total{direction="up"}')).toBeGreaterThan(before.wire.up);
  const socket = before.sessions.find(({ transport }) => transport === "websocket");
  const payload = 'pushpull_session_bytes_total{transport="websocket",direction="up",part="payload"}';
  expect(sampleOf(text, payload)).toBe(socket?.up.payload);
  expect(sampleOf(text, "process_cpu_seconds_total")).toBeGreaterThan(0);
});

it("tells how many polls are held at the moment", async () => {
  const host = await startTestHost();
  await connect(host, {}, { transports: ["polling"] });
  const held = async (): Promise<number | undefined> => {
    const text = await (await fetch(`${host.url}${ROUTES.metrics}`)).text();
    return sampleOf(text, 'pushpull_requests_waiting{transport="long-polling"}');
  };
  await eventually(() => held()).toBe(1);
});

it("tells others only when they show the host's token", async () => {
  const dataDir = temporaryFolder();
  const host = await startTestHost({ dataDir });
  const token = readFileSync(join(dataDir, "token"), "utf8").trim();
  if (process.platform !== "win32") expect(statSync(join(dataDir, "token")).mode & 0o777).toBe(0o600);
  // A proxy on this computer speaks for others.
  const status = async (...lines: string[]): Promise<number> => {
    const head = [
      `GET ${ROUTES.metrics} HTTP/1.1`,
      "Host: localhost",
      "Connection: close",
      "X-Forwarded-For: 10.0.0.9",
    ];
    return parseRaw(await sendRaw(host, [...head, ...lines])).status;
  };
  expect(await status()).toBe(403);
  expect(await status("Authorization: Bearer wrong")).toBe(403);
  expect(await status(`Authorization: Basic ${token}`)).toBe(403);
  expect(await status(`Authorization: Bearer ${token}`)).toBe(200);
});

it("keeps the token from one start to the next", async () => {
  const dataDir = temporaryFolder();
  const first = await startTestHost({ dataDir });
  const token = readFileSync(join(dataDir, "token"), "utf8");
  await first.close();
  await startTestHost({ dataDir });
  expect(readFileSync(join(dataDir, "token"), "utf8")).toBe(token);
});
