import { expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";

const resumed = { type: "resumed" } as const;
const settings = { type: "action", name: "settings" } as const;

it("keeps events until the page asks, and answers at once when there are any", async () => {
  const queue = new EventQueue();
  queue.add(settings);
  queue.add(resumed);
  expect(await queue.take(0)).toEqual({ last: 2, events: [settings, resumed] });
});

it("answers a page that waits, and gives it nothing twice", async () => {
  const queue = new EventQueue();
  const first = queue.take(0);
  queue.add(settings);
  expect(await first).toEqual({ last: 1, events: [settings] });
  const second = queue.take(1);
  queue.add(resumed);
  expect(await second).toEqual({ last: 2, events: [resumed] });
});

it("gives a page that is loaded again what the one before did not say that it got", async () => {
  const queue = new EventQueue();
  const lost = queue.take(0);
  queue.add(settings);
  await lost;
  expect(await queue.take(0)).toEqual({ last: 1, events: [settings] });
});

it("answers one asker: who asked before gets nothing", async () => {
  const queue = new EventQueue();
  const before = queue.take(0);
  const now = queue.take(0);
  queue.add(resumed);
  expect(await before).toEqual({ last: 0, events: [] });
  expect(await now).toEqual({ last: 1, events: [resumed] });
});

it("keeps the newest 50", async () => {
  const queue = new EventQueue();
  for (let n = 0; n < 60; n += 1) queue.add(n < 10 ? settings : resumed);
  const { last, events } = await queue.take(0);
  expect(last).toBe(60);
  expect(events).toEqual(Array.from({ length: 50 }, () => resumed));
});
