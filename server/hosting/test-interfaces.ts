import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import type { Interfaces } from "../addresses.ts";

/** Addresses that every Linux computer has, as if they were of networks; the tests of this folder share them. */

export function interfaceInfo(address: string, internal = false): NetworkInterfaceInfo {
  const cidr = `${address}/8`;
  return { address, netmask: "255.0.0.0", mac: "00:00:00:00:00:00", internal, cidr, family: "IPv4" };
}

export const LOOPBACK = { lo: [interfaceInfo("127.0.0.1", true)] } as const satisfies Interfaces;

export const THREE_NETWORKS: Interfaces = {
  ...LOOPBACK,
  wg0: [interfaceInfo("127.0.0.4")],
  eth0: [interfaceInfo("127.0.0.2")],
  wlan0: [interfaceInfo("127.0.0.3")],
};

/** An address by which this computer reaches itself as others do; undefined where it is on no network. */
export const LAN = Object.values(networkInterfaces())
  .flat()
  .find((info) => info?.family === "IPv4" && !info.internal)?.address;
