import { expect, test } from "vitest";
import { connectionsUsed } from "./result.ts";

const of = (id: number, bytes: number, isBusy = false, member: string | null = `Client ${id}`) => ({
  id,
  member,
  bytes,
  isBusy,
});

test("of connections those are counted that carried something in the measured time, or hold a request", () => {
  const before = [of(1, 100), of(2, 100), of(3, 100, true), of(4, 100, false, "Source"), of(9, 100)];
  const idle = of(1, 100);
  const posted = of(2, 300);
  const silentStream = of(3, 100, true);
  const helper = of(4, 300, true, "Source");
  const opened = of(5, 50);
  const after = [idle, posted, silentStream, helper, opened]; // number 9 has closed
  expect(connectionsUsed({ connections: before }, { connections: after }, ["Source"])).toBe(3);
});
