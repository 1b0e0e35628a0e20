import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fingerprintOf } from "../protocol/host-key.ts";
import { HostKey } from "./host-key.ts";
import { temporaryFolder } from "./test-host.ts";

it("is the same at every start, for its owner alone", () => {
  const folder = temporaryFolder();
  const { id } = HostKey.keptIn(folder);
  expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(HostKey.keptIn(folder).id).toBe(id);
  if (process.platform !== "win32") expect(statSync(join(folder, "host-key.pem")).mode & 0o777).toBe(0o600);
  expect(HostKey.fleeting().id).not.toBe(id);
});

it("is not made anew in place of a damaged one", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "host-key.pem"), "half");
  expect(() => HostKey.keptIn(folder)).toThrow(/damaged.*delete it/);
});

it("has a fingerprint that people can compare", () => {
  const id = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 8)).toString("base64url");
  expect(fingerprintOf(id)).toBe("0008 1018 2028 3038 4048");
});
