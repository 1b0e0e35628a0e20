import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { type Interfaces, isListenedOn, openUrls, plainAddress, rankedInterfaces } from "./addresses.ts";

const hostUrlsOf = (listens: string, port: number, interfaces: Interfaces) =>
  openUrls((address) => isListenedOn(listens, address), port, interfaces);
const urlsOf = (listens: string, port: number, interfaces: Interfaces) =>
  hostUrlsOf(listens, port, interfaces).map(({ url }) => url);

function info(address: string, internal = false): NetworkInterfaceInfo {
  const base = { address, netmask: "", mac: "00:00:00:00:00:00", internal, cidr: null };
  return address.includes(":") ? { ...base, family: "IPv6", scopeid: 0 } : { ...base, family: "IPv4" };
}

describe("the URLs of a host", () => {
  const interfaces = {
    lo: [info("127.0.0.1", true), info("::1", true)],
    docker0: [info("172.17.0.1")],
    "vEthernet (WSL (Hyper-V firewall))": [info("172.28.0.1")],
    "vEthernet (Default Switch)": [info("172.20.0.1")],
    utun3: [info("10.8.0.2"), info("fe80::2")],
    eth1: [info("169.254.7.7")],
    eth0: [info("fe80::1"), info("2001:db8::5"), info("192.168.1.20")],
    wlan0: [info("10.0.0.9")],
  };

  it("puts the physical LAN first, then VPN, virtual machines, containers, WSL, loopback; IPv4 before IPv6", () => {
    expect(urlsOf("::", 4460, interfaces)).toEqual([
      "http://192.168.1.20:4460",
      "http://10.0.0.9:4460",
      "http://[2001:db8::5]:4460",
      "http://169.254.7.7:4460",
      "http://10.8.0.2:4460",
      "http://172.20.0.1:4460",
      "http://172.17.0.1:4460",
      "http://172.28.0.1:4460",
      "http://127.0.0.1:4460",
      "http://[::1]:4460",
    ]);
  });

  it("leaves IPv6 out when the host listens on IPv4 only", () => {
    expect(urlsOf("0.0.0.0", 1, { eth0: [info("2001:db8::5"), info("10.0.0.1")] })).toEqual([
      "http://10.0.0.1:1",
    ]);
  });

  it("names only the address that the host listens on", () => {
    expect(urlsOf("192.168.1.20", 80, interfaces)).toEqual(["http://192.168.1.20:80"]);
    expect(urlsOf("::1", 80, interfaces)).toEqual(["http://[::1]:80"]);
  });

  it.each([
    "br-1a2b",
    "veth9",
    "podman0",
    "virbr0",
    "vmnet8",
    "VMware Network Adapter VMnet1",
    "vboxnet0",
    "VirtualBox Host-Only Network",
    "vEthernet (Default Switch)",
    "tun0",
    "tap0",
    "wg0",
    "utun0",
    "zt7",
    "tailscale0",
  ])("knows %s for a virtual one", (name) => {
    const urls = urlsOf("::", 1, { [name]: [info("10.1.1.1")], en0: [info("10.2.2.2")] });
    expect(urls).toEqual(["http://10.2.2.2:1", "http://10.1.1.1:1"]);
  });

  it.each(["eth0", "enp3s0", "wlp2s0", "en0", "Ethernet", "Wi-Fi", "WLAN", "bond0", "br0"])(
    "knows %s for a physical one",
    (name) => {
      const urls = urlsOf("::", 1, { docker0: [info("10.1.1.1")], [name]: [info("10.2.2.2")] });
      expect(urls[0]).toBe("http://10.2.2.2:1");
    },
  );
});

describe("openUrls", () => {
  it("says where each leads", () => {
    const interfaces = {
      lo: [info("127.0.0.1", true)],
      wg0: [info("10.8.0.2")],
      "vEthernet (WSL)": [info("172.28.0.1")],
      "Wi-Fi": [info("192.168.1.20")],
      docker0: [info("172.17.0.1")],
    };
    expect(hostUrlsOf("0.0.0.0", 80, interfaces)).toEqual([
      { url: "http://192.168.1.20:80", kind: "lan", network: "Wi-Fi" },
      { url: "http://10.8.0.2:80", kind: "vpn", network: "wg0" },
      { url: "http://172.17.0.1:80", kind: "container", network: "docker0" },
      { url: "http://172.28.0.1:80", kind: "wsl", network: "vEthernet (WSL)" },
      { url: "http://127.0.0.1:80", kind: "loopback", network: "lo" },
    ]);
    expect(hostUrlsOf("192.168.1.20", 80, interfaces)).toHaveLength(1);
  });
});

describe("rankedInterfaces", () => {
  it("puts the addresses of an interface together, and leaves loopback out", () => {
    const interfaces = {
      lo: [info("127.0.0.1", true)],
      wg0: [info("10.8.0.2")],
      eth0: [info("fe80::1"), info("2001:db8::5"), info("192.168.1.20")],
    };
    expect(rankedInterfaces(interfaces)).toEqual([
      { name: "eth0", kind: "lan", addresses: ["192.168.1.20", "2001:db8::5"] },
      { name: "wg0", kind: "vpn", addresses: ["10.8.0.2"] },
    ]);
  });
});

it.each([
  ["::ffff:192.168.1.5", "192.168.1.5"],
  ["fe80::1%eth0", "fe80::1"],
  ["2001:db8::5", "2001:db8::5"],
  ["::1", "::1"],
])("plainAddress of %s is %s", (address, plain) => {
  expect(plainAddress(address)).toBe(plain);
});
