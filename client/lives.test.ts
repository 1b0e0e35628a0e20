import { expect, onTestFinished, test } from "vitest";
import { LOBBY } from "../protocol/limits.ts";
import { startTestHost } from "../server/test-host.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import { until } from "../testing/until.ts";
import { Session } from "./session.ts";

/** A session in the lobby, over WebSocket. Node has no EventSource: that one is tried in the browser tests. */
async function come(url: string): Promise<Session> {
  const session = new Session({ url, name: "Ann" });
  onTestFinished(() => session.close());
  session.connect();
  expect(await session.join(LOBBY)).toMatchObject({ ok: true });
  return session;
}

const statesOf = (session: Session, index: number) =>
  session.lives[index]?.states.map(({ readyState }) => readyState);

test("a WebSocket that a switch left has been through all four states, and closed cleanly", async () => {
  const host = await startTestHost();
  const ann = await come(host.url);
  expect(ann.lives).toHaveLength(1);
  expect(ann.lives[0]).toMatchObject({ kind: "WebSocket", probe: null, close: null });
  expect(statesOf(ann, 0)).toEqual([0, 1]);
  let changes = 0;
  ann.on("lives", () => changes++);
  expect(await ann.switchTransport("long-polling")).toMatchObject({ ok: true });
  await until("it has closed", () => ann.lives[0]?.close !== null);
  expect(ann.lives[0]?.close).toEqual({ code: 1005, reason: "", wasClean: true });
  expect(statesOf(ann, 0)).toEqual([0, 1, 2, 3]);
  expect(changes).toBeGreaterThanOrEqual(2); // and one if the clock was measured meanwhile
  expect(await ann.switchTransport("websocket")).toMatchObject({ ok: true });
  expect(ann.lives[1]?.probe).toMatch(/^\d+$/);
  const times = ann.lives.flatMap(({ states }) => states.map(({ at }) => at));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(Math.abs((times.at(-1) ?? 0) - ann.now())).toBeLessThan(60_000); // a time of day, whatever it was read from
});

test("one that broke says so, and the next one follows", async () => {
  const host = await startTestHost();
  const proxy = await startTcpProxy({ port: host.port });
  onTestFinished(() => proxy.close());
  const ann = await come(proxy.url);
  proxy.kill();
  await until("it has closed", () => ann.lives[0]?.close !== null);
  expect(ann.lives[0]?.close).toMatchObject({ code: 1006, wasClean: false });
  expect(statesOf(ann, 0)?.at(-1)).toBe(3);
  await until("another one is open", () => statesOf(ann, 1)?.at(-1) === 1);
});
