import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { type KeptRace, RACE_LIMITS, racePageSchema } from "../../protocol/race.ts";
import { isSound, raceRecordSchema } from "../../protocol/report.ts";

/**
 * A race that came to its end, as it is kept: with what was measured, and no sentence of its report, which is made when
 * it is read. Files of before hold a whole report, of which this is a part but for the seconds.
 */
const keptPageSchema = racePageSchema
  .extend({
    state: z.literal("finished"),
    report: raceRecordSchema.extend({ seconds: z.number().optional() }),
  })
  .transform((page) => ({
    ...page,
    report: { ...page.report, seconds: page.report.seconds ?? page.setup.seconds },
  }));

export type FinishedRace = z.infer<typeof keptPageSchema>;

/** Name of a race's file, and of nothing else. */
const FILE = /^([\w-]{1,64})\.json$/;

/**
 * Finished races, each as a file of its own. They are read when somebody first asks for them. A file that cannot be
 * read is said in the log and left as it is.
 */
export class KeptRaces {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #known = new Map<string, KeptRace>();
  #loading: Promise<void> | undefined;

  constructor(folder: string, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Newest first. */
  async list(): Promise<KeptRace[]> {
    await this.#load();
    return [...this.#known.values()].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  }

  /** Null when there is none of that id. */
  async read(id: string): Promise<FinishedRace | null> {
    await this.#load();
    if (!this.#known.has(id)) return null;
    const page = await this.#readFile(id);
    if (!page) this.#known.delete(id);
    return page;
  }

  /** Keeps a race, whole or not at all; the oldest of too many goes. @throws when it cannot be written. */
  async keep(page: FinishedRace): Promise<void> {
    await this.#load();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const next = join(this.#folder, "next.tmp"); // one race ends at a time
    await rm(next, { force: true });
    const file = await open(next, "wx", 0o600);
    try {
      await file.writeFile(JSON.stringify(page));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, this.#pathOf(page.id));
    this.#known.set(page.id, about(page));
    for (const { id } of (await this.list()).slice(RACE_LIMITS.kept)) await this.forget(id);
  }

  /** Resolves to whether there was one of that id. @throws when its file cannot be removed. */
  async forget(id: string): Promise<boolean> {
    await this.#load();
    if (!this.#known.has(id)) return false;
    await rm(this.#pathOf(id), { force: true });
    return this.#known.delete(id);
  }

  #load(): Promise<void> {
    this.#loading ??= this.#readFolder();
    return this.#loading;
  }

  async #readFolder(): Promise<void> {
    for (const name of await this.#names()) {
      const id = FILE.exec(name)?.[1];
      const page = id === undefined ? null : await this.#readFile(id);
      if (page) this.#known.set(page.id, about(page));
    }
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isMissing) this.#log.warn({ err: error }, "the kept races cannot be read");
      return [];
    }
  }

  async #readFile(id: string): Promise<FinishedRace | null> {
    try {
      const page = keptPageSchema.parse(JSON.parse(await readFile(this.#pathOf(id), "utf8")));
      if (page.id !== id) throw new Error("It holds a race of another id.");
      return page;
    } catch (error) {
      this.#log.warn({ err: error, file: this.#pathOf(id) }, "a kept race cannot be read and is left out");
      return null;
    }
  }

  #pathOf(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

function about({ id, setup, startedAt, report }: FinishedRace): KeptRace {
  return { id, setup, startedAt, sound: report.results.every(isSound) };
}
