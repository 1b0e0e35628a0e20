import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { guestName, hostId, memberId } from "./identity.ts";
import { temporaryFolder } from "./test-host.ts";

it("keeps the host's id in its folder", () => {
  const folder = temporaryFolder();
  const id = hostId(folder);
  expect(hostId(folder)).toBe(id);
  expect(readdirSync(folder)).toEqual(["host-id"]);
  expect(hostId(temporaryFolder())).not.toBe(id);
});

it("makes a new id when the file is broken", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "host-id"), "half");
  const id = hostId(folder);
  expect(id).toMatch(/^[A-Za-z0-9_-]{21}$/);
  expect(hostId(folder)).toBe(id);
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
