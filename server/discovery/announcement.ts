import type { Service, ServiceConfig } from "bonjour-service";
import { z } from "zod";
import { ANNOUNCED_NAME, announcedName, SERVICE_TYPE } from "../../protocol/discovery.ts";
import { hostId } from "../../protocol/host-key.ts";
import { PROTOCOL_VERSION } from "../../protocol/limits.ts";

/** What a host tells the network of itself. */
export interface Announcement {
  readonly id: string;
  readonly name: string;
  readonly port: number;
  /** Null where it asks for a passcode. */
  readonly rooms: number | null;
  /** Connected now; null where it asks for a passcode. */
  readonly people: number | null;
  readonly passcode: boolean;
}

/** What somebody on the network said of a host: of the right form, and not yet known to be true. */
export interface Claim extends Announcement {
  readonly protocol: number;
  /** As they were told, best first; none is known to be an address. */
  readonly addresses: readonly string[];
}

/** Most addresses of one claim that are looked at. */
const MOST_ADDRESSES = 8;
/** A DNS label has at most 63 bytes (RFC 1035, section 2.3.4); the id's part takes 9 of them. */
const LABEL_BYTES = 54;

/** A host's name as others are told it: what cannot be shown is left out, and what is too long is cut. */
export function shownName(name: string): string {
  const clean = name
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, " ")
    .trim();
  return Array.from(clean).slice(0, ANNOUNCED_NAME).join("").trim() || "Pushpull";
}

/**
 * The announcement as a DNS-SD service (RFC 6763). Its instance and its host name carry the id, so that two hosts of
 * one name, or on one computer, never take each other's place.
 */
export function serviceOf({ id, name, port, rooms, people, passcode }: Announcement): ServiceConfig {
  const short = id.replace(/[^A-Za-z0-9]/g, "x");
  return {
    name: `${cutToBytes(shownName(name).replace(/[.\\]/g, "-"), LABEL_BYTES)} (${short.slice(0, 6)})`,
    type: SERVICE_TYPE,
    host: `pushpull-${short}.local`,
    port,
    probe: false, // the name is nobody else's
    txt: {
      txtvers: 1, // RFC 6763, section 6.7
      id,
      name: shownName(name),
      protocol: PROTOCOL_VERSION,
      ...(rooms !== null && { rooms }),
      ...(people !== null && { people }),
      passcode: passcode ? 1 : 0,
    },
  };
}

/** The beginning of a text that fits in so many bytes of UTF-8, with no character cut. */
function cutToBytes(text: string, most: number): string {
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

const count = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

const claimSchema = z.object({
  port: z.int().min(1).max(65_535),
  txt: z.object({
    txtvers: z.literal("1"),
    id: hostId,
    name: announcedName,
    protocol: count.refine((version) => version > 0),
    rooms: count.optional(),
    people: count.optional(),
    passcode: z.enum(["0", "1"]),
  }),
  addresses: z.array(z.string().max(45)).max(1_000),
  referer: z.object({ address: z.string().max(45) }),
});

/** What a packet from the network claims; null when it is not of the form that hosts use. */
export function readClaim(service: Service): Claim | null {
  const { data } = claimSchema.safeParse(service);
  if (!data) return null;
  const { txt, port, addresses, referer } = data;
  return {
    id: txt.id,
    name: txt.name,
    port,
    rooms: txt.rooms ?? null,
    people: txt.people ?? null,
    passcode: txt.passcode === "1",
    protocol: txt.protocol,
    // Where the packet came from is sure to be on a network of ours.
    addresses: [...new Set([referer.address, ...addresses])].slice(0, MOST_ADDRESSES),
  };
}
