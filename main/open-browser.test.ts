import { describe, expect, it } from "vitest";
import { hasDisplay, openCommand } from "./open-browser.ts";

describe("hasDisplay", () => {
  it("needs X or Wayland on Linux, and nothing elsewhere", () => {
    expect(hasDisplay("linux", {})).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: "" })).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: ":0" })).toBe(true);
    expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(hasDisplay("darwin", {})).toBe(true);
    expect(hasDisplay("win32", {})).toBe(true);
  });
});

describe("openCommand", () => {
  it.each(["linux", "darwin", "win32"] as const)("hands the URL over as one argument on %s", (platform) => {
    expect(openCommand(platform, "http://127.0.0.1:4460").at(-1)).toBe("http://127.0.0.1:4460");
  });
});
