import { z } from "zod";
import { ROUTES } from "../protocol/http.ts";
import {
  type ChangeRace,
  type RaceList,
  type RacePage,
  type RaceSetup,
  raceListSchema,
  racePageSchema,
  type StartedRace,
  startedRaceSchema,
} from "../protocol/race.ts";
import type { ReportLanguage } from "../protocol/report.ts";
import { dialUrl } from "./relays.ts";

/** How long the host may take to answer, in ms. It may be busy with the race. */
const TIME_LIMIT = 8_000;
/** The same for a change: one that cancels a race is answered when all that it had started has ended. */
const CHANGE_LIMIT = 30_000;

/**
 * What became of a question about races; `message` is a sentence. Of the codes, `no-answer` says that the host cannot be
 * reached, `no-races` that it has none, `forbidden-races` that it shows them to its own computer only, `busy` that another
 * one runs. The others are the host's.
 */
export type RacesAnswer<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

/** As what a report can be had. */
export type ReportFormat = "json" | "csv" | "html";

/** The races of a host: see protocol/race.ts. Nothing here throws. */
export class Races {
  readonly #route: string;

  constructor(hostUrl: string) {
    this.#route = new URL(ROUTES.races, hostUrl).href;
  }

  list(): Promise<RacesAnswer<RaceList>> {
    return ask(this.#route, raceListSchema);
  }

  start(setup: RaceSetup): Promise<RacesAnswer<StartedRace>> {
    return ask(this.#route, startedRaceSchema, setup);
  }

  /** `after`: the number of the last point that one has; 0 for all. `language`: that of what is said. */
  look(id: string, after: number, language: ReportLanguage): Promise<RacesAnswer<RacePage>> {
    return ask(`${this.#of(id)}?after=${after}&lang=${language}`, racePageSchema);
  }

  cancel(id: string): Promise<RacesAnswer<unknown>> {
    return this.#change(id, { do: "cancel" });
  }

  forget(id: string): Promise<RacesAnswer<unknown>> {
    return this.#change(id, { do: "forget" });
  }

  /** The report as a file's text. */
  async report(id: string, format: ReportFormat, language: ReportLanguage): Promise<RacesAnswer<string>> {
    const answer = await fetchText(`${this.#of(id)}.${format}?lang=${language}`);
    if (!answer.ok) return answer;
    return answer.value.ok ? { ok: true, value: answer.value.text } : refusalIn(answer.value.text);
  }

  #change(id: string, change: ChangeRace): Promise<RacesAnswer<unknown>> {
    return ask(this.#of(id), z.unknown(), change);
  }

  #of(id: string): string {
    return `${this.#route}/${encodeURIComponent(id)}`;
  }
}

/** POSTs `body` if there is one (as text/plain, which needs no preflight), else GETs. */
async function ask<T>(url: string, schema: z.ZodType<T>, body?: object): Promise<RacesAnswer<T>> {
  // kept alive: a page that is being closed still forgets what it was told to
  const answer = await fetchText(
    url,
    body && { method: "POST", body: JSON.stringify(body), keepalive: true },
  );
  if (!answer.ok) return answer;
  const { ok, text } = answer.value;
  if (!ok) return refusalIn(text);
  const read = schema.safeParse(parseJson(text));
  return read.success ? { ok: true, value: read.data } : NO_RACES;
}

async function fetchText(
  url: string,
  init: RequestInit = {},
): Promise<RacesAnswer<{ ok: boolean; text: string }>> {
  try {
    const response = await fetch(dialUrl(url), {
      cache: "no-store",
      signal: AbortSignal.timeout(init.method === "POST" ? CHANGE_LIMIT : TIME_LIMIT),
      ...init,
    });
    return { ok: true, value: { ok: response.ok, text: await response.text() } };
  } catch {
    return { ok: false, code: "no-answer", message: "The host does not answer. Check that it is running." };
  }
}

const NO_RACES = {
  ok: false,
  code: "no-races",
  message: "This host does not know of races.",
} as const;

const refusalSchema = z.object({ code: z.string(), message: z.string() });

/** A host that knows nothing of races says that there is nothing at the address. */
function refusalIn(text: string): { ok: false; code: string; message: string } {
  const refusal = refusalSchema.safeParse(parseJson(text));
  return refusal.success && refusal.data.code !== "not-found" ? { ok: false, ...refusal.data } : NO_RACES;
}

/** `undefined` for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
