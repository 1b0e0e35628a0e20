import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { HostLimits } from "../host-limits.ts";

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
 * threads that Node also reads files with. The rest wait; those that find too many waiting get null.
 */
export class Passcodes {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
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

  /** Whether it is the passcode of which `kept` was made; null, too, when it is not wanted any more once its turn has come. */
  matches(kept: string, passcode: string, isWanted: () => boolean): Promise<boolean | null> {
    return this.#inTurn(async () => {
      if (!isWanted()) return null;
      const [, log2N, r, p, salt = "", hash = ""] = STORED.exec(kept) ?? [];
      const wanted = Buffer.from(hash, "base64url");
      if (wanted.length !== HASH) throw new Error("A kept passcode is malformed.");
      const shown = await deriveWith(
        passcode,
        Buffer.from(salt, "base64url"),
        Number(log2N),
        Number(r),
        Number(p),
      );
      return timingSafeEqual(shown, wanted);
    });
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
