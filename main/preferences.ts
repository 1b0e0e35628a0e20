import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { LANGUAGES_OF_DESKTOP } from "../protocol/desktop.ts";

/** What the app itself remembers; what the page remembers is in its own storage. A bad field counts as its default. */
const preferencesSchema = z.object({
  /** On a Mac an app stays when its window is closed. */
  keepRunning: z.boolean().catch(process.platform === "darwin"),
  notifications: z.boolean().catch(true),
  /** The page's language, for the tray and the menu until the page is there. */
  language: z.enum(LANGUAGES_OF_DESKTOP).catch("en"),
});

export type PreferenceValues = z.infer<typeof preferencesSchema>;

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const isFirstStart = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isFirstStart) console.warn(`${file} can't be read; the defaults are used.`, error);
    return {};
  }
}

/** The app's preferences, in a JSON file of their own. */
export class Preferences {
  readonly #file: string;
  #now: PreferenceValues;

  constructor(file: string) {
    this.#file = file;
    const known = preferencesSchema.safeParse(read(file));
    this.#now = known.success ? known.data : preferencesSchema.parse({});
  }

  get now(): PreferenceValues {
    return this.#now;
  }

  /** Changes some, at once and for the next start. Where they can't be written, they hold until the app quits. */
  change(change: Partial<PreferenceValues>): void {
    this.#now = { ...this.#now, ...change };
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      const next = `${this.#file}.next`;
      writeFileSync(next, JSON.stringify(this.#now, null, 2));
      renameSync(next, this.#file); // whole or not at all
    } catch (error) {
      console.warn(`${this.#file} can't be written; the preferences hold until the app quits.`, error);
    }
  }
}
