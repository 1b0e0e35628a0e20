import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DesktopEvent, DesktopEvents } from "../../protocol/desktop.ts";
import type { DesktopBridge } from "../bridge.ts";
import { followEvents } from "./events.ts";

let asked: number[];
let answers: ((answer: unknown) => void)[];
let done: DesktopEvent[];
let off: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "warn").mockReturnValue();
  asked = [];
  answers = [];
  done = [];
  const bridge: Pick<DesktopBridge, "events"> = {
    events: (after) => {
      asked.push(after);
      return new Promise<DesktopEvents>((resolve) => answers.push(resolve as (answer: unknown) => void));
    },
  };
  off = followEvents(bridge as DesktopBridge, (event) => done.push(event));
});
afterEach(() => {
  off();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function answer(value: unknown): Promise<void> {
  answers.shift()?.(value);
  await vi.advanceTimersByTimeAsync(0);
}

it("does what main says, and asks for what comes after", async () => {
  await answer({ last: 2, events: [{ type: "resumed" }, { type: "action", name: "jump" }] });
  expect(done).toEqual([{ type: "resumed" }, { type: "action", name: "jump" }]);
  expect(asked).toEqual([0, 2]);
});

it.each([
  null,
  "events",
  { last: -1, events: [] },
  { last: 1, events: [{ type: "eval", code: "1" }] },
  { last: 1, events: [{ type: "action", name: "<script>" }] },
  { last: 1, events: [{ type: "join", address: "a b" }] },
  { last: 1, events: [{ type: "join", address: "http://a:1/x" }] },
  { last: 1, events: [{ type: "resumed", more: 1 }] },
])("does nothing of what is no message: %j", async (value) => {
  await answer(value);
  expect(done).toEqual([]);
  expect(console.warn).toHaveBeenCalledOnce();
});

it("asks again after a failure, and no more after eleven", async () => {
  for (let n = 0; n < 20; n += 1) {
    await answer(null);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked).toHaveLength(11);
});

it("leaves what comes when it is over to who asks next", async () => {
  off();
  await answer({ last: 1, events: [{ type: "resumed" }] });
  expect(done).toEqual([]);
  expect(asked).toEqual([0]);
});
