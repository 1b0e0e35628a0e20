import { isIPv6 } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";

/** What `os.networkInterfaces()` answers. */
export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/**
 * Names of interfaces that lead into containers, virtual machines and tunnels, where nobody on the LAN is:
 * Docker and Podman, libvirt, VMware, VirtualBox, Hyper-V and WSL, TUN/TAP, WireGuard, ZeroTier, Tailscale,
 * and macOS's AirDrop and Apple Wireless Direct links.
 */
const VIRTUAL =
  /^(docker|br-|veth|podman|cni|virbr|vmnet|vboxnet|tun|tap|utun|wg|zt|tailscale|awdl|llw)|vethernet|vmware|virtualbox|hyper-v|wsl/i;

interface Address {
  address: string;
  /** Smaller is better. */
  rank: number;
}

function rankOf(name: string, info: NetworkInterfaceInfo): number {
  if (info.internal) return 40;
  const virtual = VIRTUAL.test(name) ? 20 : 0;
  // 169.254.0.0/16 (RFC 3927): there is a cable, but nobody gave out addresses.
  const selfAssigned = info.address.startsWith("169.254.") ? 10 : 0;
  return virtual + selfAssigned;
}

function rankedAddresses(interfaces: Interfaces): Address[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos = []]) => infos.map((info) => ({ name, info })))
    .filter(({ info }) => !isLinkLocalV6(info.address))
    .map(({ name, info }) => ({
      address: info.address,
      rank: rankOf(name, info) + (isIPv6(info.address) ? 1 : 0),
    }))
    .sort((a, b) => a.rank - b.rank);
}

/** fe80::/10 (RFC 4291, section 2.5.6) needs a zone, which no browser takes in a URL. */
function isLinkLocalV6(address: string): boolean {
  return /^fe[89ab]/i.test(address);
}

/** The `http:` URL of an IP address and a port. */
export function urlOf(address: string, port: number): string {
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

/** Whether a server that listens on this address takes connections to every address of the computer. */
export function isWildcard(address: string): boolean {
  return address === "::" || address === "0.0.0.0";
}

/**
 * Every URL by which a host that listens on `address` can be reached, best first: the physical LAN, then
 * virtual networks, loopback at the end; IPv4 before IPv6.
 */
export function urlsOf(address: string, port: number, interfaces: Interfaces): string[] {
  if (!isWildcard(address)) return [urlOf(address, port)];
  return rankedAddresses(interfaces)
    .filter((candidate) => address === "::" || !isIPv6(candidate.address))
    .map((candidate) => urlOf(candidate.address, port));
}
