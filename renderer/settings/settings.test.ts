import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

vi.hoisted(() => vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} }));
const { readSettings } = await import("./settings.ts");

const DEFAULTS = readSettings(null);

describe("what is stored", () => {
  beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
  afterEach(() => vi.restoreAllMocks());

  test.each([null, "", "{", "7", "[]", "null", '"x"', '{"theme":7}', '{"tokens":[1]}'])(
    "%j counts as the defaults",
    (stored) => expect(readSettings(stored)).toEqual(DEFAULTS),
  );

  test("a bad field leaves the good ones alone", () => {
    const stored = { name: "Ada", theme: "neon", language: "zh", transport: "pigeon", pollInterval: 5 };
    expect(readSettings(JSON.stringify(stored))).toEqual({ ...DEFAULTS, name: "Ada", language: "zh" });
  });

  test("the transport may be left to be found", () => {
    expect(readSettings('{"transport":"auto"}').transport).toBe("auto");
  });

  test("comes back as it was", () => {
    const settings = {
      ...DEFAULTS,
      name: "李安达",
      tokens: { "http://192.168.1.24:4460": "abcdefghijklmnop" },
      lastRoom: { "http://192.168.1.24:4460": "networks-101" },
      theme: "dark",
      transport: "sse",
      pollInterval: 2_000,
      arrivalMarks: false,
      panelOpen: false,
      stripFolded: true,
    };
    expect(readSettings(JSON.stringify(settings))).toEqual(settings);
  });
});

describe("a browser that lets nothing be stored", () => {
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const refuse = (): never => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
    vi.resetModules();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test("still has settings, until the page is closed", async () => {
    const { changeSettings, settingsNow } = await import("./settings.ts");
    expect(settingsNow()).toEqual(DEFAULTS);
    changeSettings({ theme: "dark" });
    expect(settingsNow().theme).toBe("dark");
  });
});
