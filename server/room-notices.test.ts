import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RoomNotices } from "./room-notices.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const heads = new Map<string, number>();
  const sent: { name: string; head: number | undefined }[] = [];
  const notices = new RoomNotices((name) => void sent.push({ name, head: heads.get(name) }));
  const change = (room: string): void => {
    heads.set(room, (heads.get(room) ?? 0) + 1);
    notices.changed(room);
  };
  return { notices, sent, change };
}

it("tells once of what happens in one turn, and then at most once a second", () => {
  const { sent, change } = setUp();
  for (let i = 0; i < 5; i++) change("a");
  vi.advanceTimersByTime(0);
  expect(sent.map(({ head }) => head)).toEqual([5]);
  for (let i = 0; i < 30; i++) {
    change("a");
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1_000);
  expect(sent.map(({ head }) => head)).toEqual([5, 15, 25, 35]);
});

it("has no timer in a room in which nothing happens", () => {
  const { sent, change } = setUp();
  change("a");
  change("b");
  vi.advanceTimersByTime(1_000);
  expect(sent.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(vi.getTimerCount()).toBe(0);
});

it("leaves no timer when it closes", () => {
  const { notices, sent, change } = setUp();
  change("a");
  notices.close();
  vi.advanceTimersByTime(5_000);
  expect(sent).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
