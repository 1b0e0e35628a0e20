import { expect, onTestFinished, test } from "vitest";
import { startTestHost } from "../server/test-host.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import { until } from "../testing/until.ts";
import { faultsOf, historyOf } from "./chaos-checks.ts";
import { ChaosPerson } from "./chaos-person.ts";

/** How long the chaos lasts, in s. */
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 12);
/** Added in each direction, in ms. */
const LATENCY = Number(process.env.CHAOS_LATENCY ?? 2);
/** Messages per second of each person. */
const RATE = 50;
/** Every so many ms all TCP connections are reset. */
const KILL_EVERY = 1_500;

test("two people lose nothing, get nothing twice and all in order, while connections are cut and transports change", {
  timeout: (SECONDS + 90) * 1_000,
}, async () => {
  const host = await startTestHost();
  const proxy = await startTcpProxy({ port: host.port, latencyMs: LATENCY });
  onTestFinished(() => proxy.close());
  const people = ["Ann", "Bob"].map((name) => new ChaosPerson(proxy.url, name));
  onTestFinished(async () => {
    for (const { session } of people) await session.close();
  });
  for (const person of people) await person.come();

  for (const person of people) person.talk(RATE);
  const killer = setInterval(() => proxy.kill(), KILL_EVERY);
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1_000));
  clearInterval(killer);
  for (const person of people) person.fallSilent();

  const accounts = people.map(({ account }) => account);
  const all = accounts.flatMap(({ sent }) => sent).length;
  await until("everything is acked and received", () =>
    people.every(({ isDone, account }) => isDone && account.received.length >= all),
  );
  for (const { sent, drops, switches, refusedSwitches } of accounts) {
    console.log(`${sent.length} sent, ${drops} drops, ${switches} switches, ${refusedSwitches} refused`);
  }
  expect(faultsOf(accounts, await historyOf(host.url))).toEqual([]);
});
