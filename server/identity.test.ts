import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { guestName, hostToken, memberId } from "./identity.ts";
import { temporaryFolder } from "./test-host.ts";

it("keeps the host's token in its folder, for its owner alone", () => {
  const folder = temporaryFolder();
  const token = hostToken(folder);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(hostToken(folder)).toBe(token);
  if (process.platform !== "win32") expect(statSync(join(folder, "token")).mode & 0o777).toBe(0o600);
});

it("makes a new token when the file is broken", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "token"), "half");
  const token = hostToken(folder);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(hostToken(folder)).toBe(token);
});

it("gives the same token the same member id, which does not tell the token", () => {
  const token = "a-secret-of-the-client";
  expect(memberId(token)).toBe(memberId(token));
  expect(memberId(token)).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(memberId(memberId(token))).not.toBe(memberId(token));
  expect(memberId("another-secret-of-one")).not.toBe(memberId(token));
});

it("gives everybody without a token an id of their own, and a name", () => {
  expect(memberId(undefined)).not.toBe(memberId(undefined));
  expect(guestName()).toMatch(/^Guest \d{4}$/);
});
