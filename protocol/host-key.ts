import { z } from "zod";

/**
 * A host's id is its public key (Ed25519, RFC 8032, section 5.1.5): 32 bytes in base64url. So a host that has the key is the
 * same host whatever it is called and wherever it is, and nobody else can be it.
 */
export const hostId = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "The host's id is malformed.");

/** What a client asks a host to sign: random bytes, 16 at least, in base64url. */
export const challenge = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/, "The challenge is malformed.");

/** What a host adds to its answer when it is challenged: its signature of `signedText(challenge)`, 64 bytes in base64url. */
export const proofSchema = z.object({ signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/) });

/** What is signed for a challenge. Nothing else that the key may ever sign begins like it. */
export function signedText(challenge: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`pushpull host proof 1\n${challenge}`);
}

/** The bytes that base64url stands for (RFC 4648, section 5). */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
}

/** Bytes of the key in a fingerprint: to make a key of the same one takes 2^80 tries. */
const FINGERPRINT_BYTES = 10;

/** A host's id as people compare it, by eye or by phone: "3F2A 90C1 7B44 0DE2 5A18". */
export function fingerprintOf(id: string): string {
  const hex = Array.from(bytesOf(id).slice(0, FINGERPRINT_BYTES), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return hex
    .join("")
    .toUpperCase()
    .replace(/.{4}(?=.)/g, "$& ");
}
