import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PageRecovery } from "./page-recovery.ts";

let did: string[];
let recovery: PageRecovery;

beforeEach(() => {
  vi.useFakeTimers();
  did = [];
  recovery = new PageRecovery({ reload: () => did.push("reload"), crash: () => did.push("crash") });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it("loads a page that crashed at once", () => {
  recovery.gone();
  expect(did).toEqual(["reload"]);
});

it("waits twice as long with each crash that follows soon, half a minute at most, and never gives up", () => {
  recovery.gone();
  for (const wait of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    did = [];
    recovery.gone();
    vi.advanceTimersByTime(wait - 1);
    expect(did).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(did).toEqual(["reload"]);
  }
});

it("counts anew after a page has lived for a minute", () => {
  recovery.gone();
  vi.advanceTimersByTime(60_000);
  recovery.gone();
  expect(did).toEqual(["reload", "reload"]);
});

it("ends a page that hangs for ten seconds, once", () => {
  recovery.hangs();
  vi.advanceTimersByTime(5_000);
  recovery.hangs();
  vi.advanceTimersByTime(5_000);
  expect(did).toEqual(["crash"]);
});

it("leaves a page that reacts again", () => {
  recovery.hangs();
  recovery.reacts();
  vi.advanceTimersByTime(60_000);
  expect(did).toEqual([]);
});

it("brings nothing back once the window is closed", () => {
  recovery.gone();
  recovery.gone();
  recovery.hangs();
  recovery.close();
  vi.advanceTimersByTime(60_000);
  expect(did).toEqual(["reload"]);
});
