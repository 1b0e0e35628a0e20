import { BlockList, isIPv6 } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";
import { type HostUrl, NETWORK_KINDS, type NetworkKind } from "../protocol/discovery.ts";

/** What `os.networkInterfaces()` answers. */
export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** By their interfaces' names, tried in this order: the networks where nobody on the LAN is, but for a VPN's people. */
const KINDS: readonly (readonly [NetworkKind, RegExp])[] = [
  ["wsl", /wsl/i],
  // Hyper-V, VMware, VirtualBox, libvirt, the Mac's virtual machines; macOS's AirDrop and Apple Wireless Direct.
  ["virtual", /^(virbr|vmnet|vboxnet|bridge1\d\d|awdl|llw)|vethernet|vmware|virtualbox|hyper-v/i],
  ["container", /^(docker|br-|veth|podman|cni|lxc|lxd)/i],
  ["vpn", /^(tun|tap|utun|wg|zt|ppp|ipsec|tailscale|nordlynx)|wireguard|openvpn|zerotier|\bvpn\b/i],
];

/** Where an interface leads, as far as its name tells. */
export function kindOf(name: string, { internal }: Pick<NetworkInterfaceInfo, "internal">): NetworkKind {
  if (internal) return "loopback";
  return KINDS.find(([, names]) => names.test(name))?.[0] ?? "lan";
}

interface Address {
  address: string;
  kind: NetworkKind;
  network: string;
  /** Smaller is better. */
  rank: number;
}

function rankOf(kind: NetworkKind, address: string): number {
  // 169.254.0.0/16 (RFC 3927): there is a cable, but nobody gave out addresses.
  const selfAssigned = address.startsWith("169.254.") ? 2 : 0;
  return 4 * NETWORK_KINDS.indexOf(kind) + selfAssigned + (isIPv6(address) ? 1 : 0);
}

function rankedAddresses(interfaces: Interfaces): Address[] {
  return Object.entries(interfaces)
    .flatMap(([network, infos = []]) => infos.map((info) => ({ network, info })))
    .filter(({ info }) => !isLinkLocalV6(info.address))
    .map(({ network, info }) => {
      const kind = kindOf(network, info);
      return { address: info.address, kind, network, rank: rankOf(kind, info.address) };
    })
    .sort((a, b) => a.rank - b.rank);
}

/** An interface that leads to other computers, and its addresses that stand in a URL. */
export interface RankedInterface {
  readonly name: string;
  readonly kind: NetworkKind;
  readonly addresses: readonly string[];
}

/** The interfaces but loopback, in the order of `openUrls`. */
export function rankedInterfaces(interfaces: Interfaces): RankedInterface[] {
  const byName = new Map<string, RankedInterface & { addresses: string[] }>();
  for (const { address, kind, network } of rankedAddresses(interfaces)) {
    if (kind === "loopback") continue;
    const known = byName.get(network);
    if (known) known.addresses.push(address);
    else byName.set(network, { name: network, kind, addresses: [address] });
  }
  return [...byName.values()];
}

/** An address of a socket as interfaces have it: IPv4 that came over IPv6 (RFC 4291, section 2.5.5.2) as IPv4, without a zone. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=[\d.]+$)/i, "").replace(/%.*$/, "");
}

/** fe80::/10 (RFC 4291, section 2.5.6) needs a zone, which no browser takes in a URL. */
export function isLinkLocalV6(address: string): boolean {
  return /^fe[89ab]/i.test(address);
}

/** The `http:` URL of an IP address and a port. */
export function urlOf(address: string, port: number): string {
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/** Whether it is an address by which only this computer reaches itself. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** Whether a server that listens on this address takes connections to every address of the computer. */
export function isWildcard(address: string): boolean {
  return address === "::" || address === "0.0.0.0";
}

/** Whether a server that listens on one address takes connections to another one. */
export function isListenedOn(listens: string, address: string): boolean {
  return listens === "::" || (listens === "0.0.0.0" ? !isIPv6(address) : listens === address);
}

/**
 * The URLs of the addresses that are listened on, best first: the physical LAN, VPNs, virtual machines, containers, WSL,
 * loopback at the end; IPv4 before IPv6.
 */
export function openUrls(
  isListened: (address: string) => boolean,
  port: number,
  interfaces: Interfaces,
): HostUrl[] {
  return rankedAddresses(interfaces)
    .filter(({ address }) => isListened(address))
    .map(({ address, kind, network }) => ({ url: urlOf(address, port), kind, network }));
}
