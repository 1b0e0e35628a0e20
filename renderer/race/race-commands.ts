import type { ReportFormat } from "../../client/races.ts";
import type { KeptRace } from "../../protocol/race.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { saveFile } from "../wire/save-file.ts";
import { fileTime } from "../wire/times.ts";
import { openRace, wake } from "./follow-races.ts";
import { languageHere, raceNow, racesHere, setRace } from "./race-state.ts";
import { readForm, type SetupForm, storeForm } from "./setup.ts";

/** How long a forgotten race can be had back, in ms. */
const UNDO_FOR = 8_000;

const TYPES: Record<ReportFormat, string> = {
  json: "application/json",
  csv: "text/csv",
  html: "text/html",
};

/** Changes the set-up, for this race and for the next visit. */
export function changeForm(change: Partial<SetupForm>): void {
  const form = { ...raceNow().form, ...change };
  setRace({ form });
  storeForm(form);
}

/** Starts the race that the form stands for. A form with mistakes shows them instead. */
export async function startRace(): Promise<void> {
  const read = readForm(raceNow().form);
  setRace({ isTried: true, problem: null });
  if (!read.ok) return setRace({ isSetupOpen: true });
  setRace({ isStarting: true });
  const started = await racesHere().start(read.setup);
  if (started.ok) {
    await openRace(started.value.id);
    setRace({ isSetupOpen: false, view: "race", compared: null });
  } else setRace({ problem: started });
  setRace({ isStarting: false });
  wake();
}

/** What the first visit offers. */
export function raceAllSix(): Promise<void> {
  changeForm({ transports: [...TRANSPORTS], seconds: "10", together: false });
  return startRace();
}

export async function cancelRace(): Promise<void> {
  const { page } = raceNow();
  if (!page) return;
  setRace({ isCancelling: true, problem: null });
  const cancelled = await racesHere().cancel(page.id);
  if (!cancelled.ok) setRace({ isCancelling: false, problem: cancelled });
  wake();
}

/** Shows a race of the list. */
export async function showKept(id: string): Promise<void> {
  setRace({ problem: null, view: "race", compared: null, isSetupOpen: false });
  await openRace(id);
}

let forgetting: ReturnType<typeof setTimeout> | undefined;

/** Takes a race out of the list. The host forgets it when nobody has wanted it back for a while. */
export function forgetRace(race: KeptRace): void {
  forgetNow();
  const { marked, page } = raceNow();
  setRace({ forgotten: race, marked: marked.filter((id) => id !== race.id) });
  if (page?.id === race.id) setRace({ page: null });
  forgetting = setTimeout(forgetNow, UNDO_FOR);
}

export function undoForget(): void {
  clearTimeout(forgetting);
  setRace({ forgotten: null });
}

/** Has the host forget what was taken out of the list. */
export function forgetNow(): void {
  clearTimeout(forgetting);
  const { forgotten, list } = raceNow();
  if (!forgotten) return;
  setRace({
    forgotten: null,
    list: list && { ...list, kept: list.kept.filter(({ id }) => id !== forgotten.id) },
  });
  void racesHere()
    .forget(forgotten.id)
    .then((answer) => {
      if (!answer.ok) setRace({ problem: answer });
      wake();
    });
}

/** Marks a race of the list for the comparison. Two at most: the one that was marked first goes. */
export function mark(id: string, isMarked: boolean): void {
  const others = raceNow().marked.filter((one) => one !== id);
  setRace({ marked: isMarked ? [...others, id].slice(-2) : others });
}

/** Puts the two marked races side by side, the older one first. */
export async function compareMarked(): Promise<void> {
  const pages = await Promise.all(raceNow().marked.map((id) => racesHere().look(id, 0, languageHere())));
  const failed = pages.find((page) => !page.ok);
  if (failed && !failed.ok) return setRace({ problem: failed });
  const [one, other] = pages
    .flatMap((page) => (page.ok ? [page.value] : []))
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  if (one && other) setRace({ compared: [one, other], problem: null });
}

/** For a file of the race on screen. */
export function raceFileName(): string {
  const at = raceNow().page?.startedAt;
  return `pushpull race ${fileTime(at ? Date.parse(at) : Date.now())}`;
}

/** Has the browser save the report. */
export async function saveReport(format: ReportFormat): Promise<void> {
  const { page } = raceNow();
  if (!page) return;
  const report = await racesHere().report(page.id, format, languageHere());
  if (report.ok) saveFile(`${raceFileName()}.${format}`, TYPES[format], report.value);
  else setRace({ problem: report });
}
