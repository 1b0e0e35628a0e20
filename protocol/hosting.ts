import { z } from "zod";
import { announcedName, NETWORK_KINDS } from "./discovery.ts";
import { hostId } from "./host-key.ts";

/** An interface's name, as the system has it: "eth0", "Wi-Fi". */
const interfaceName = z.string().min(1).max(256);

/** Most interfaces that are listed, or chosen. */
export const MOST_INTERFACES = 64;

/**
 * For whom a host is open: for everyone on all networks of its computer, for those on some of them (named by their
 * interfaces, as addresses change), or for its own computer alone.
 */
export const reachSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("everyone") }),
  z.strictObject({
    mode: z.literal("some"),
    interfaces: z.array(interfaceName).min(1, "Choose one network at least.").max(MOST_INTERFACES),
  }),
  z.strictObject({ mode: z.literal("off") }),
]);

/** The system of the host's computer, as far as its firewall is another one. */
export const SYSTEMS = ["windows", "mac", "linux"] as const;

/** What ROUTES.hosting answers: GET, and POST of a `reachSchema`. */
export const hostingSchema = z.object({
  reach: reachSchema,
  /** Whether the choice that was kept could not be read, for which the host is closed to others. */
  isUnreadable: z.boolean(),
  /** The address that the command line has fixed: then `reach` cannot be changed. Null when it can. */
  fixed: z.string().max(256).nullable(),
  port: z.int().min(1).max(65_535),
  /** The port that was asked for and was taken; null when it was free. */
  takenPort: z.int().min(1).max(65_535).nullable(),
  /** Best first, without loopback. */
  interfaces: z
    .array(
      z.object({
        name: interfaceName,
        kind: z.enum(NETWORK_KINDS),
        /** Those that stand in a URL. */
        addresses: z.array(z.string().max(64)).max(256),
        /** Whether the host can be reached by it now. */
        isOpen: z.boolean(),
      }),
    )
    .max(MOST_INTERFACES),
  /** The last connection from another computer; null while there was none. `at` is ms since 1970. */
  visitor: z.object({ address: z.string().max(64), at: z.number() }).nullable(),
  system: z.enum(SYSTEMS),
});

/** What one host asks another one, as POST to ROUTES.tryBack: whether it is reached at the address that the question came from. */
export const tryBackSchema = z.strictObject({ id: hostId, port: z.int().min(1).max(65_535) });

/**
 * How that went. "refused": the computer answered that nobody listens. "silent": nothing came back. "unreachable": there
 * is no way there. "somebody-else": another program answered.
 */
export const ATTEMPTS = ["reached", "refused", "silent", "unreachable", "somebody-else"] as const;

export const triedBackSchema = z.object({ attempt: z.enum(ATTEMPTS) });

/** What ROUTES.reachTest answers to a POST: what the neighbours that were asked said. Nobody was found when it is empty. */
export const reachTestSchema = z.object({
  neighbours: z
    .array(
      z.object({
        name: announcedName,
        /** "no-answer": it did not say, or is a version that cannot. */
        attempt: z.enum([...ATTEMPTS, "no-answer"]),
      }),
    )
    .max(8),
});

export type Reach = z.infer<typeof reachSchema>;
export type System = (typeof SYSTEMS)[number];
export type HostingPage = z.infer<typeof hostingSchema>;
export type HostingInterface = HostingPage["interfaces"][number];
export type Attempt = (typeof ATTEMPTS)[number];
export type ReachTest = z.infer<typeof reachTestSchema>;
