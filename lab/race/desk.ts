import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { ROUTES } from "../../protocol/http.ts";
import {
  changeRaceSchema,
  type RaceList,
  type RacePage,
  raceSetupSchema,
  type StartedRace,
} from "../../protocol/race.ts";
import { REPORT_LANGUAGES, type ReportLanguage, reportLanguageSchema } from "../../protocol/report.ts";
import { type Answer, parseBody, refused } from "../../server/answer.ts";
import type { HostExtension } from "../../server/extension.ts";
import { isLocal, isOwnPage } from "../../server/local-request.ts";
import { sendJson } from "../../server/respond.ts";
import { readBody } from "../../transports/http/server.ts";
import { isReportFormat } from "../report/formats.ts";
import { DeskRace } from "./desk-race.ts";
import { KeptRaces } from "./kept-races.ts";
import type { RaceHost } from "./race-host.ts";
import { pageIn } from "./race-page.ts";
import { type ReportFile, reportFile, sendFile } from "./report-file.ts";

const BODY_BYTES = 4_096;
/** How long the answer to a cancel waits for the race's end, in ms. On a busy machine that goes on after it. */
const CANCEL_LIMIT = 5_000;

export interface RaceDeskOptions {
  /** The host's. Finished races are kept in a folder of it. */
  dataDir: string;
  /** Starts a host to race against. */
  openHost(): Promise<RaceHost>;
  /** Whether a connection was made on this computer for somebody else. */
  isRelay(socket: TcpSocket): boolean;
  log: Logger;
}

/** The routes by which pages on the host's own computer race the transports (protocol/race.ts). */
export class RaceDesk implements HostExtension {
  readonly #options: RaceDeskOptions;
  readonly #kept: KeptRaces;
  /** The one that runs, or the last one that did. */
  #latest: DeskRace | null = null;
  #isClosed = false;

  constructor(options: RaceDeskOptions) {
    this.#options = options;
    this.#kept = new KeptRaces(join(options.dataDir, "races"), options.log);
  }

  answer(req: IncomingMessage, res: ServerResponse, path: string, cors: Record<string, string>): boolean {
    if (path !== ROUTES.races && !path.startsWith(`${ROUTES.races}/`)) return false;
    this.#answer(req, path.slice(ROUTES.races.length + 1)).then(
      (answer) => {
        if ("text" in answer) sendFile(res, answer, cors);
        else sendJson(res, answer.status, answer.body, { ...cors, ...(answer.status === 405 && ALLOW) });
      },
      (error: unknown) => {
        this.#options.log.error({ err: error }, "a request about races failed");
        sendJson(res, 500, FAILED.body, cors);
      },
    );
    return true;
  }

  isRelay(): boolean {
    return false;
  }

  /** Ends the race that runs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#latest?.cancel();
  }

  async #answer(req: IncomingMessage, rest: string): Promise<Answer | ReportFile> {
    if (!isLocal(req) || this.#options.isRelay(req.socket) || !isOwnPage(req)) return FORBIDDEN;
    if (req.method === "GET") return rest === "" ? this.#list() : this.#tell(rest, req.url ?? "");
    if (req.method !== "POST") return WRONG_METHOD;
    const body = await readBody(req, BODY_BYTES);
    if (!body.ok) return TOO_LARGE;
    return rest === "" ? this.#start(body.text) : this.#change(rest, body.text);
  }

  async #list(): Promise<Answer> {
    const kept = await this.#kept.list();
    const running = this.#latest?.isRunning ? this.#latest.id : null;
    return { status: 200, body: { running, kept } satisfies RaceList };
  }

  #start(text: string): Answer {
    const asked = parseBody(raceSetupSchema, text);
    if (!asked.ok) return asked.refused;
    if (new Set(asked.value.transports).size < asked.value.transports.length) return TWICE;
    if (this.#isClosed) return CLOSING;
    if (this.#latest?.isRunning) return BUSY;
    const { openHost } = this.#options;
    this.#latest = new DeskRace(asked.value, { openHost, keep: (page) => this.#keep(page) });
    return { status: 201, body: { id: this.#latest.id } satisfies StartedRace };
  }

  async #keep(page: Parameters<KeptRaces["keep"]>[0]): Promise<void> {
    try {
      await this.#kept.keep(page);
    } catch (error) {
      this.#options.log.error({ err: error }, "a race cannot be kept");
      throw error;
    }
  }

  /** `rest`: an id, and perhaps the ending of a report's file. */
  async #tell(rest: string, url: string): Promise<Answer | ReportFile> {
    const [id = "", format] = rest.split(".", 2);
    const query = new URL(url, "http://host").searchParams;
    const language = reportLanguageSchema.safeParse(query.get("lang") ?? "en");
    if (!language.success) return WRONG_LANGUAGE;
    const after = Number(query.get("after"));
    const page = await this.#page(id, Number.isFinite(after) ? after : 0, language.data);
    if (!page || (format !== undefined && !isReportFormat(format))) return NO_RACE;
    if (format === undefined) return { status: 200, body: page };
    return page.report ? reportFile(page.report, format) : NO_REPORT;
  }

  async #page(id: string, after: number, language: ReportLanguage): Promise<RacePage | null> {
    if (this.#latest?.id === id) return this.#latest.page(after, language);
    const race = await this.#kept.read(id);
    return race && pageIn(race, after, language);
  }

  async #change(id: string, text: string): Promise<Answer> {
    const change = parseBody(changeRaceSchema, text);
    if (!change.ok) return change.refused;
    const latest = this.#latest?.id === id ? this.#latest : null;
    if (change.value.do === "forget") {
      if (latest?.isRunning) return RUNS;
      const wasKept = await this.#kept.forget(id);
      if (latest) this.#latest = null;
      return wasKept || latest ? DONE : NO_RACE;
    }
    if (!latest?.isRunning) return latest || (await this.#kept.read(id)) ? OVER : NO_RACE;
    await Promise.race([latest.cancel(), sleep(CANCEL_LIMIT, undefined, { ref: false })]);
    return DONE;
  }
}

const ALLOW = { Allow: "GET, POST, OPTIONS" };
const DONE: Answer = { status: 200, body: {} };
const FORBIDDEN = refused(
  403,
  "forbidden-races",
  "Races load the host's computer, so only its own pages run them. On that computer, open the host at 127.0.0.1 or localhost.",
);
const WRONG_METHOD = refused(405, "wrong-method", "This address takes GET and POST only.");
const TOO_LARGE = refused(413, "too-large", "That is too much for what can be asked of a race.");
const WRONG_LANGUAGE = refused(400, "invalid", `lang: must be ${REPORT_LANGUAGES.join(" or ")}.`);
const TWICE = refused(400, "invalid", "transports: name each one once.");
const BUSY = refused(409, "busy", "A race is running. Wait for its end, or cancel it first.");
const RUNS = refused(409, "running", "That race is running. Cancel it first.");
const OVER = refused(409, "over", "That race is over already.");
const CLOSING = refused(503, "closing", "The host is closing. Start it again to race.");
const NO_RACE = refused(404, "no-race", "There is no such race: it was forgotten, or ended with its host.");
const NO_REPORT = refused(409, "no-report", "That race has no report: it has not come to its end.");
const FAILED = refused(500, "failed", "The host could not answer. Its log says why.");
