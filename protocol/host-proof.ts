import { nanoid } from "nanoid";
import { bytesOf, proofSchema, signedText } from "./host-key.ts";

/** What a host is asked to sign, so that its answer cannot have been heard before: 132 random bits. */
export function newChallenge(): string {
  return nanoid(22);
}

/**
 * Whether an answer to a challenge proves that whoever gave it has the key of that host's id. In JavaScript, since browsers
 * have Ed25519 on secure origins only (and some not at all), and a page on the LAN is none.
 */
export async function isProven(id: string, challenge: string, answer: unknown): Promise<boolean> {
  const proof = proofSchema.safeParse(answer);
  if (!proof.success) return false;
  // Loaded when the first host is asked: it is 13 kB of a page's code.
  const { ed25519 } = await import("@noble/curves/ed25519.js");
  const signature = bytesOf(proof.data.signature);
  try {
    // RFC 8032 to the letter: keys of small order, under which anything would be signed, do not pass.
    return ed25519.verify(signature, signedText(challenge), bytesOf(id), { zip215: false });
  } catch {
    return false; // the id is no point of the curve
  }
}
