import { join } from "node:path";
import type { Logger } from "pino";
import { type Reach, reachSchema } from "../../protocol/hosting.ts";
import { readOrNull, writeWhole } from "../kept-file.ts";

const EVERYONE: Reach = { mode: "everyone" };
const OFF: Reach = { mode: "off" };

/** For whom a host is open, kept in its data folder: `hosting.json`. */
export class KeptReach {
  readonly #file: string;
  readonly #log: Logger;
  #isUnreadable = false;

  constructor(dataDir: string, log: Logger) {
    this.#file = join(dataDir, "hosting.json");
    this.#log = log;
  }

  /** Whether there is a file that could not be read, and nothing has been kept since. */
  get isUnreadable(): boolean {
    return this.#isUnreadable;
  }

  /**
   * Everyone, where nothing was ever kept. Of a file that cannot be read nobody knows whom it kept out: then the host is
   * open to its own computer alone, with a warning.
   */
  read(): Reach {
    try {
      const text = readOrNull(this.#file);
      return text === null ? EVERYONE : reachSchema.parse(JSON.parse(text));
    } catch (error) {
      this.#isUnreadable = true;
      this.#log.warn(
        { err: error, file: this.#file },
        "for whom the host is open cannot be read from this file: it is open to its own computer only. Choose anew under Hosting, or delete the file to open it to everyone.",
      );
      return OFF;
    }
  }

  /** Throws the system's error. */
  write(reach: Reach): void {
    writeWhole(this.#file, `${JSON.stringify(reach)}\n`);
    this.#isUnreadable = false;
  }
}
