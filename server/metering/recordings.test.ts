import { EventEmitter } from "node:events";
import type { Socket as Session } from "engine.io";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Account } from "./account.ts";
import { Recordings } from "./recordings.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const session = new EventEmitter();
  const account = new Account("sid", session as unknown as Session);
  return { recordings: new Recordings(), account, listeners: () => session.listenerCount("packetCreate") };
}

it("ends by itself when nobody looks at the start of a session, and leaves nothing behind", () => {
  const { recordings, account, listeners } = setUp();
  recordings.begin(account);
  expect([recordings.isRunning, recordings.isRead, listeners()]).toEqual([true, false, 1]);
  vi.advanceTimersByTime(15_000);
  expect([recordings.isRunning, recordings.isRead, listeners()]).toEqual([false, false, 0]);
  expect(account.tap).toBeNull();
  expect(recordings.read(account, 0)).toBeUndefined();
});

it("goes on for as long as somebody looks", () => {
  const { recordings, account, listeners } = setUp();
  recordings.begin(account);
  for (let i = 0; i < 5; i++) {
    vi.advanceTimersByTime(10_000);
    expect(recordings.read(account, 0)).toEqual({ entries: [], last: 0, missed: 0 });
    expect([recordings.isRunning, recordings.isRead]).toEqual([true, true]);
  }
  vi.advanceTimersByTime(15_000);
  expect([recordings.isRunning, recordings.isRead, listeners()]).toEqual([false, false, 0]);
});

it("ends with its session", () => {
  const { recordings, account, listeners } = setUp();
  recordings.begin(account);
  recordings.read(account, 0);
  recordings.end(account);
  expect([recordings.isRunning, recordings.isRead, listeners()]).toEqual([false, false, 0]);
  account.session = null;
  recordings.begin(account);
  expect(recordings.isRunning).toBe(false);
});
