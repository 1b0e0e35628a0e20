import { join } from "node:path";
import type { Logger } from "pino";
import { type Reach, reachSchema } from "../../protocol/hosting.ts";
import { readIfThere, writeWhole } from "../kept-file.ts";

const EVERYONE: Reach = { mode: "everyone" };

/** For whom a host is open, kept in its data folder: `hosting.json`. */
export class KeptReach {
  readonly #file: string;
  readonly #log: Logger;

  constructor(dataDir: string, log: Logger) {
    this.#file = join(dataDir, "hosting.json");
    this.#log = log;
  }

  /** Everyone, where nothing else was kept. A file that says nothing of use counts as none, with a warning. */
  read(): Reach {
    const text = readIfThere(this.#file);
    if (text === "") return EVERYONE;
    try {
      return reachSchema.parse(JSON.parse(text));
    } catch (error) {
      this.#log.warn(
        { err: error, file: this.#file },
        "for whom the host is open cannot be read from this file: it is open for everyone. Choose anew under Hosting.",
      );
      return EVERYONE;
    }
  }

  /** Throws the system's error. */
  write(reach: Reach): void {
    writeWhole(this.#file, `${JSON.stringify(reach)}\n`);
  }
}
