import { BlockList, isIPv4, isIPv6 } from "node:net";
import { type Interfaces, isLinkLocalV6, isWildcard } from "../addresses.ts";

/** A network that this computer is on, by one IPv4 address of its own. */
export interface Network {
  /** The interface's name. */
  readonly name: string;
  readonly address: string;
  /** Its subnet: "192.168.1.20/24". */
  readonly cidr: string;
}

/** Most networks that are spoken on: each is a socket. */
const MOST_NETWORKS = 16;

/** The networks of a host that listens on `listens`: one address an interface, none of loopback. */
export function networksOf(listens: string, interfaces: Interfaces): Network[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos = []]) => {
      const usable = infos.filter(
        ({ address, internal }) =>
          isIPv4(address) && !internal && (isWildcard(listens) || address === listens),
      );
      return usable
        .slice(0, 1)
        .map(({ address, cidr }) => ({ name, address, cidr: cidr ?? `${address}/32` }));
    })
    .slice(0, MOST_NETWORKS);
}

/** The addresses of one subnet. */
export function subnet(cidr: string): BlockList {
  const [address = "", prefix = ""] = cidr.split("/");
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), isIPv6(address) ? "ipv6" : "ipv4");
  return list;
}

/**
 * Whether an address that a stranger named may be dialled: it lies in a network that this computer is on, and is not
 * loopback. Everything else, anywhere on the Internet, a stranger must not make us call.
 */
export function isNearby(address: string, interfaces: Interfaces): boolean {
  if ((!isIPv4(address) && !isIPv6(address)) || isLinkLocalV6(address)) return false;
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  return Object.values(interfaces)
    .flatMap((infos = []) => infos)
    .some(({ internal, cidr }) => !internal && cidr !== null && subnet(cidr).check(address, family));
}
