import { afterEach, describe, expect, test, vi } from "vitest";
import type { Shortcut } from "./shortcut.ts";

const pressed = (keys: Partial<KeyboardEvent>): KeyboardEvent =>
  ({
    key: "",
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...keys,
  }) as KeyboardEvent;

const jump: Shortcut = { key: "k", mod: true };
const five: Shortcut = { code: "Digit5", alt: true };

/** The module as it is on a computer of that kind. */
async function on(platform: string) {
  vi.resetModules();
  vi.stubGlobal("navigator", { platform });
  return import("./shortcut.ts");
}
afterEach(() => void vi.unstubAllGlobals());

describe("a shortcut", () => {
  test("is its keys, no more and no less", async () => {
    const { matches } = await on("Linux x86_64");
    expect(matches(pressed({ key: "k", ctrlKey: true }), jump)).toBe(true);
    expect(matches(pressed({ key: "K", ctrlKey: true }), jump)).toBe(true); // with Caps Lock
    expect(matches(pressed({ key: "k" }), jump)).toBe(false);
    expect(matches(pressed({ key: "k", ctrlKey: true, shiftKey: true }), jump)).toBe(false);
    expect(matches(pressed({ key: "k", metaKey: true }), jump)).toBe(false);
  });

  test("with a digit is known by its place, whatever sign Alt makes of it", async () => {
    const { matches } = await on("MacIntel");
    expect(matches(pressed({ key: "∞", code: "Digit5", altKey: true }), five)).toBe(true);
    expect(matches(pressed({ key: "5", code: "Digit5" }), five)).toBe(false);
  });

  test("has Command on a Mac where others have Ctrl", async () => {
    const { keysOf, matches } = await on("MacIntel");
    expect(matches(pressed({ key: "k", metaKey: true }), jump)).toBe(true);
    expect(matches(pressed({ key: "k", ctrlKey: true }), jump)).toBe(false);
    expect([keysOf(jump), keysOf(five)]).toEqual(["⌘ K", "⌥ 5"]);
  });

  test("is written as it stands on the keyboard", async () => {
    const { keysOf } = await on("Win32");
    expect(keysOf(jump)).toBe("Ctrl K");
    expect(keysOf({ key: "arrowdown", alt: true, shift: true })).toBe("Alt Shift ↓");
    expect(keysOf({ key: ".", mod: true })).toBe("Ctrl .");
  });
});
