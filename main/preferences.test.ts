import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Preferences } from "./preferences.ts";

const defaults = { keepRunning: process.platform === "darwin", notifications: true, language: "en" };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pushpull-preferences-"));
  file = join(folder, "app", "preferences.json");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it("has defaults at the first start, and says nothing about it", () => {
  const warn = vi.spyOn(console, "warn");
  expect(new Preferences(file).now).toEqual(defaults);
  expect(warn).not.toHaveBeenCalled();
});

it("remembers what changed", () => {
  new Preferences(file).change({ keepRunning: true, language: "zh" });
  expect(new Preferences(file).now).toEqual({ keepRunning: true, notifications: true, language: "zh" });
  expect(readFileSync(file, "utf8")).toContain("keepRunning");
});

it.each(["", "{", "null", "[]", '"x"'])("takes the defaults when the file holds %j", (text) => {
  vi.spyOn(console, "warn").mockReturnValue();
  mkdirSync(join(folder, "app"));
  writeFileSync(file, text);
  expect(new Preferences(file).now).toEqual(defaults);
});

it("takes the default of a bad field only", () => {
  mkdirSync(join(folder, "app"));
  writeFileSync(file, JSON.stringify({ keepRunning: "yes", notifications: false, language: "fr" }));
  expect(new Preferences(file).now).toEqual({ ...defaults, notifications: false });
});

it("holds what can't be written, and says so", () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  writeFileSync(join(folder, "app"), "a file where the folder should be");
  const preferences = new Preferences(file);
  preferences.change({ keepRunning: true });
  expect(preferences.now.keepRunning).toBe(true);
  expect(warn).toHaveBeenCalled();
});
