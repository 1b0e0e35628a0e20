import { z } from "zod";
import { hostId } from "./host-key.ts";
import { label } from "./schemas.ts";

/** What a host says of itself by DNS-SD (RFC 6763) is `_pushpull._tcp.local`. */
export const SERVICE_TYPE = "pushpull";

/** Longest name of a host that is announced, in characters: with 4 bytes each it fits in a TXT string. */
export const ANNOUNCED_NAME = 60;

/** Most hosts that are listed at one time. */
export const MOST_HOSTS = 64;

/**
 * How finding one another goes. "off": switched off. "local": the host listens on this computer only. "no-network":
 * there is no network with an IPv4 address. "port-taken": another program keeps UDP port 5353 for itself.
 * "no-multicast": what is sent to all is not even heard here, so something blocks it.
 */
export const DISCOVERY_STATES = ["on", "off", "local", "no-network", "port-taken", "no-multicast"] as const;

/** Where an address leads: the physical network first, as others are most likely there. */
export const NETWORK_KINDS = ["lan", "vpn", "virtual", "container", "wsl", "loopback"] as const;

export const announcedName = label("The host's name", ANNOUNCED_NAME);

const count = z.int().min(0).max(1_000_000);

export const foundHostSchema = z.object({
  id: hostId,
  name: announcedName,
  /** By its IP address. */
  url: z.url({ protocol: /^http$/ }),
  /** Another than PROTOCOL_VERSION: one cannot talk there. */
  protocol: z.int().min(1).max(1_000_000),
  /** Null where it does not say: it asks for a passcode. */
  rooms: count.nullable(),
  /** Connected now; null where it does not say. */
  people: count.nullable(),
  /** Whether one is asked for a passcode. */
  passcode: z.boolean(),
});

export const hostsPageSchema = z.object({
  state: z.enum(DISCOVERY_STATES),
  /** The other hosts that answer, sorted by name. */
  hosts: z.array(foundHostSchema).max(MOST_HOSTS),
});

export const addressesPageSchema = z.object({
  /** Best first. */
  addresses: z
    .array(
      z.object({
        url: z.url({ protocol: /^http$/ }),
        kind: z.enum(NETWORK_KINDS),
        /** The interface's name. */
        network: z.string().max(256),
      }),
    )
    .max(256),
});

export type DiscoveryState = (typeof DISCOVERY_STATES)[number];
export type NetworkKind = (typeof NETWORK_KINDS)[number];
export type FoundHost = z.infer<typeof foundHostSchema>;
export type HostsPage = z.infer<typeof hostsPageSchema>;
export type AddressesPage = z.infer<typeof addressesPageSchema>;
export type HostUrl = AddressesPage["addresses"][number];
