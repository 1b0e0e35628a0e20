import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { isNearby, networksOf } from "./networks.ts";

function info(cidr: string, internal = false): NetworkInterfaceInfo {
  const [address = ""] = cidr.split("/");
  const base = { address, netmask: "", mac: "00:00:00:00:00:00", internal, cidr };
  return address.includes(":") ? { ...base, family: "IPv6", scopeid: 0 } : { ...base, family: "IPv4" };
}

const interfaces = {
  lo: [info("127.0.0.1/8", true), info("::1/128", true)],
  eth0: [info("fe80::5/64"), info("192.168.1.20/24"), info("192.168.1.21/24"), info("2001:db8:1::5/64")],
  wlan0: [info("10.0.0.9/16")],
  v6only: [info("2001:db8:2::5/64")],
};

describe("networksOf", () => {
  it("is one IPv4 address of each interface but loopback", () => {
    expect(networksOf("::", interfaces)).toEqual([
      { name: "eth0", address: "192.168.1.20", cidr: "192.168.1.20/24" },
      { name: "wlan0", address: "10.0.0.9", cidr: "10.0.0.9/16" },
    ]);
  });

  it("is only the one that the host listens on", () => {
    expect(networksOf("10.0.0.9", interfaces).map(({ name }) => name)).toEqual(["wlan0"]);
    expect(networksOf("127.0.0.1", interfaces)).toEqual([]);
  });
});

describe("isNearby", () => {
  it.each(["192.168.1.77", "10.0.200.1", "2001:db8:1::99"])("lets %s be dialled", (address) => {
    expect(isNearby(address, interfaces)).toBe(true);
  });

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "8.8.8.8", "192.168.2.1", "172.17.0.1"])(
    "does not let %s be dialled",
    (address) => {
      expect(isNearby(address, interfaces)).toBe(false);
    },
  );

  it.each(["2001:db8:3::1", "fe80::9", "224.0.0.251", "ada.local", "10.0.0.1:80", "10.0.0.1/x", ""])(
    "does not let %j be dialled",
    (address) => {
      expect(isNearby(address, interfaces)).toBe(false);
    },
  );
});
