import { createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { HostLimits } from "../host-limits.ts";
import type { ClosedLock, Lock } from "./lock.ts";

/** Cost, block size and parallelism (RFC 7914, section 2): 128 * N * r bytes make 32 MiB a hash. */
const COST = { log2N: 15, r: 8, p: 1 } as const;
/** In bytes. */
const SALT = 16;
const HASH = 32;
/** Node allows 32 MiB unless it is told; what a hash takes is a little more. In bytes. */
const MEMORY = 64 * 2 ** 20;

const STORED = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

function deriveWith(text: string, salt: Buffer, log2N: number, r: number, p: number): Promise<Buffer> {
  return derive(text, salt, HASH, { N: 2 ** log2N, r, p, maxmem: MEMORY });
}

/**
 * Hashes passcodes, and compares them with what has been kept, a few at a time: each hash takes tens of ms of one of the
 * threads that Node also reads files with. The rest wait; those that find too many waiting get null. A lock's right passcode
 * is hashed once: a class that comes in at once need not wait for a hash each.
 */
export class Passcodes {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  /** Of each lock's right passcode, once it has been shown: its quick hash by a key that is never stored. */
  readonly #right = new WeakMap<Lock, Buffer>();
  readonly #key = randomBytes(HASH);
  #running = 0;

  constructor({ hashesAtOnce, waitingHashes }: Pick<HostLimits, "hashesAtOnce" | "waitingHashes">) {
    this.#atOnce = hashesAtOnce;
    this.#mostWaiting = waitingHashes;
  }

  /** What is kept of a passcode: `scrypt$log2N$r$p$salt$hash`. */
  hash(passcode: string): Promise<string | null> {
    return this.#inTurn(async () => {
      const { log2N, r, p } = COST;
      const salt = randomBytes(SALT);
      const hash = await deriveWith(passcode, salt, log2N, r, p);
      return ["scrypt", log2N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
    });
  }

  /** Whether it is the lock's passcode; null, too, when it is not wanted any more once its turn has come. */
  async matches(lock: ClosedLock, passcode: string, isWanted: () => boolean): Promise<boolean | null> {
    if (this.#isKnown(lock, passcode)) return true;
    return this.#inTurn(async () => {
      if (!isWanted()) return null;
      if (this.#isKnown(lock, passcode)) return true; // somebody showed it meanwhile
      const [, log2N, r, p, salt = "", hash = ""] = STORED.exec(lock.passcode) ?? [];
      const wanted = Buffer.from(hash, "base64url");
      if (wanted.length !== HASH) throw new Error("A kept passcode is malformed.");
      const shown = await deriveWith(
        passcode,
        Buffer.from(salt, "base64url"),
        Number(log2N),
        Number(r),
        Number(p),
      );
      const isRight = timingSafeEqual(shown, wanted);
      if (isRight) this.#right.set(lock, this.#quickHash(passcode));
      return isRight;
    });
  }

  #isKnown(lock: Lock, passcode: string): boolean {
    const right = this.#right.get(lock);
    return right !== undefined && timingSafeEqual(right, this.#quickHash(passcode));
  }

  #quickHash(passcode: string): Buffer {
    return createHmac("sha256", this.#key).update(passcode).digest();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#running < this.#atOnce) this.#running++;
    else if (this.#waiting.length >= this.#mostWaiting) return null;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve)); // takes over a turn that has ended
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
