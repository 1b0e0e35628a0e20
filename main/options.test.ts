import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("readOptions", () => {
  it("reads the three options", () => {
    expect(readOptions([".", "--port", "0", "--data", "/data/x", "--name", "Kitchen"], {})).toEqual({
      port: 0,
      dataDir: resolve("/data/x"),
      hostName: "Kitchen",
    });
  });

  it("leaves Electron's and Chromium's own switches alone", () => {
    expect(readOptions(["--no-sandbox", "--inspect=0", ".", "--lang", "de", "--port=4461"], {})).toEqual({
      port: 4461,
    });
  });

  it("knows a start by the login", () => {
    expect(readOptions(["--hidden"], {})).toEqual({ hidden: true });
  });

  it("takes the data folder from the environment, and the command line before it", () => {
    expect(readOptions([], { PUSHPULL_DATA: "/env" })).toEqual({ dataDir: resolve("/env") });
    expect(readOptions(["--data", "/line"], { PUSHPULL_DATA: "/env" })).toEqual({
      dataDir: resolve("/line"),
    });
    expect(readOptions([], { PUSHPULL_DATA: "" })).toEqual({});
  });

  it("reads --no-discovery", () => {
    expect(readOptions(["--no-discovery"], {})).toEqual({ discovery: false });
  });

  it.each(["-1", "65536", "1e3", "port"])("refuses the port %s", (port) => {
    expect(() => readOptions([`--port=${port}`], {})).toThrow(
      "--port must be a whole number from 0 to 65535",
    );
  });

  it.each(["--port", "--data=", "--name"])("refuses %s without a value", (option) => {
    expect(() => readOptions([option], {})).toThrow("needs a value");
  });
});
