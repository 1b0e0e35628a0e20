import assert from "node:assert/strict";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { join } from "./connected.ts";
import type { RemoteClient, Subject } from "./subject.ts";
import type { TestHost } from "./test-host.ts";

/** Messages per second, in each direction. Every tenth is binary. */
const RATE = 200;

/** Every ordered pair of transports once, as one walk that begins and ends at `start` (Hierholzer's algorithm). */
export function everyPair(start: TransportName): TransportName[] {
  const left = new Map(TRANSPORTS.map((from) => [from, TRANSPORTS.filter((to) => to !== from)]));
  const open: TransportName[] = [start];
  const walk: TransportName[] = [];
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    const next = left.get(at)?.pop();
    if (next) open.push(next);
    else walk.unshift(...open.splice(-1));
  }
  return walk.slice(1);
}

/** `count` transports in an order that `seed` decides. */
export function randomWalk(count: number, seed: number): TransportName[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // the generator of Numerical Recipes
    return TRANSPORTS[Math.floor((state / 2 ** 32) * TRANSPORTS.length)] ?? "websocket";
  });
}

/**
 * Leads one session along `route` while messages go both ways, and checks that each has come once and in order and
 * that the session was never lost.
 */
export async function walkUnderTraffic(
  subject: Subject,
  route: readonly TransportName[],
  options: { latencyMs: number; dwellMs: number },
): Promise<void> {
  const host = await subject.host();
  const proxy = await subject.proxy(host, options.latencyMs);
  const { client, id } = await join(subject, proxy.url);
  host.startTraffic(RATE);
  await client.startTraffic(RATE);
  for (const to of route) {
    const result = await client.switchTo(to);
    assert.ok(result.ok, `to ${to}: ${JSON.stringify(result)}`);
    await new Promise((resolve) => setTimeout(resolve, options.dwellMs)); // traffic on the transport itself
  }
  await assertNothingLost(host, client);
  const { id: after, transport, disconnects } = await client.state();
  assert.deepEqual([after, transport, disconnects], [id, route.at(-1), []]);
}

/** Ends the traffic and waits until all of it is there: lost, twice and out of order must be 0. */
export async function assertNothingLost(host: TestHost, client: RemoteClient): Promise<void> {
  const up = await client.stopTraffic();
  const down = host.stopTraffic();
  const all = async (): Promise<boolean> => (host.tally(up).lost || (await client.tally(down)).lost) === 0;
  await until("all messages are there", all, 10_000).catch(() => {}); // what is missing shows below
  const perfect = { lost: 0, twice: 0, outOfOrder: 0, broken: 0 };
  assert.deepEqual(host.tally(up), { sent: up, ...perfect }, "messages up");
  assert.deepEqual(await client.tally(down), { sent: down, ...perfect }, "messages down");
}
