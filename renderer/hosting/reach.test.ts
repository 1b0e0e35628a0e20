import { describe, expect, test } from "vitest";
import type { HostingPage, Reach } from "../../protocol/hosting.ts";
import { reachAfter } from "./reach.ts";

const everyone: Reach = { mode: "everyone" };
const off: Reach = { mode: "off" };
const some = (...interfaces: string[]): Reach => ({ mode: "some", interfaces });

/** A host that is open so, on a computer that has these networks now. */
function on(networks: string[], reach: Reach): Pick<HostingPage, "reach" | "interfaces"> {
  const interfaces = networks.map((name) => ({ name, kind: "lan" as const, addresses: [], isOpen: true }));
  return { reach, interfaces };
}

describe("choosing a network", () => {
  test("adds it to the others", () => {
    expect(reachAfter(on(["eth0", "wlan0", "tun0"], some("eth0")), "wlan0", true)).toEqual(
      some("eth0", "wlan0"),
    );
  });
  test("opens a closed host to it alone", () => {
    expect(reachAfter(on(["eth0", "wlan0"], off), "wlan0", true)).toEqual(some("wlan0"));
  });
  test("opens the host to everyone when it was the last", () => {
    expect(reachAfter(on(["eth0", "wlan0"], some("eth0")), "wlan0", true)).toEqual(everyone);
    expect(reachAfter(on(["eth0"], off), "eth0", true)).toEqual(everyone);
  });
  test("does not open it to everyone while a chosen one is away", () => {
    expect(reachAfter(on(["eth0", "tun0"], some("wlan0", "eth0")), "tun0", true)).toEqual(
      some("wlan0", "eth0", "tun0"),
    );
  });
  test("changes nothing when it is chosen already", () => {
    expect(reachAfter(on(["eth0", "wlan0"], everyone), "wlan0", true)).toEqual(everyone);
    expect(reachAfter(on(["eth0", "wlan0"], some("wlan0")), "wlan0", true)).toEqual(some("wlan0"));
  });
});

describe("no longer choosing a network", () => {
  test("leaves the others", () => {
    expect(reachAfter(on(["eth0", "wlan0"], everyone), "wlan0", false)).toEqual(some("eth0"));
    expect(reachAfter(on(["eth0", "wlan0", "tun0"], some("eth0", "tun0")), "tun0", false)).toEqual(
      some("eth0"),
    );
  });
  test("closes the host when it was the only one", () => {
    expect(reachAfter(on(["eth0"], everyone), "eth0", false)).toEqual(off);
    expect(reachAfter(on(["eth0", "wlan0"], some("eth0")), "eth0", false)).toEqual(off);
    expect(reachAfter(on([], some("eth0")), "eth0", false)).toEqual(off);
    expect(reachAfter(on(["eth0"], off), "eth0", false)).toEqual(off);
  });
  test("never opens the host to everyone, though all that are there are chosen", () => {
    expect(reachAfter(on(["eth0"], some("eth0", "wlan0")), "wlan0", false)).toEqual(some("eth0"));
    expect(reachAfter(on([], some("eth0", "wlan0")), "wlan0", false)).toEqual(some("eth0"));
  });
});
