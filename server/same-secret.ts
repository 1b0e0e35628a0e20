import { createHash, timingSafeEqual } from "node:crypto";

/** Whether what is shown is the secret. In constant time, as hashes, which are of one length. */
export function isSameSecret(shown: string, secret: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(shown), hash(secret));
}
