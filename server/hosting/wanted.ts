import type { NetworkInterfaceInfo } from "node:os";
import type { Reach } from "../../protocol/hosting.ts";
import { type Interfaces, isLinkLocalV6 } from "../addresses.ts";

/** The interfaces that are open: none of loopback. */
export function openInterfaces(reach: Reach, interfaces: Interfaces): Interfaces {
  const isChosen = (name: string): boolean => reach.mode !== "some" || reach.interfaces.includes(name);
  if (reach.mode === "off") return {};
  return Object.fromEntries(
    Object.entries(interfaces).flatMap(([name, infos = []]) => {
      const outside = infos.filter(({ internal }) => !internal);
      return isChosen(name) && outside.length > 0 ? [[name, outside]] : [];
    }),
  );
}

/** Debian's name of the computer itself leads to this one. */
const LINUX_OWN = process.platform === "linux" ? ["127.0.1.1"] : [];

/**
 * The addresses to listen on beside 127.0.0.1: what is open, and the others of loopback. Link-local ones have their zone
 * (RFC 4007, section 11).
 */
export function wantedAddresses(reach: Reach, interfaces: Interfaces): string[] {
  const open = Object.entries(openInterfaces(reach, interfaces)).flatMap(([name, infos = []]) =>
    infos.map((info) => zoned(name, info)),
  );
  const hasLoopbackV6 = Object.values(interfaces).some((infos = []) =>
    infos.some(({ address }) => address === "::1"),
  );
  return [...LINUX_OWN, ...(hasLoopbackV6 ? ["::1"] : []), ...open];
}

/** libuv takes a number for a zone on Windows and a name elsewhere (uv_ip6_addr). */
function zoned(name: string, info: NetworkInterfaceInfo): string {
  if (info.family === "IPv4" || !isLinkLocalV6(info.address)) return info.address;
  return `${info.address}%${process.platform === "win32" ? info.scopeid : name}`;
}
