import type { RacesAnswer } from "../../client/races.ts";
import type { RaceList } from "../../protocol/race.ts";
import { chatNow } from "../state/chat.ts";
import { announce } from "../state/window.ts";
import { isRunning, languageHere, merged, raceNow, racesHere, setRace } from "./race-state.ts";

/** How often a running race is looked at, in ms. */
const LOOK = 500;
/** How often the list is asked for, and a host that does not answer, in ms. */
const IDLE = 3_000;

let wakeNow: () => void = () => {};

/** Looks again at once: at the running race, at the list, and at a race in the language that is spoken now. */
export const wake = (): void => wakeNow();

/** Keeps the screen up to date while it is open. `ended` gives the sentence for a race that has just ended. Returns "off". */
export function followRaces(ended: () => string): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isOver = false;
  let turn: Promise<void> = Promise.resolve();
  const next = (): void => {
    clearTimeout(timer);
    turn = turn.then(async () => {
      if (isOver) return;
      await refresh(ended);
      clearTimeout(timer);
      if (!isOver) timer = setTimeout(next, isRunning(raceNow()) && !raceNow().isLost ? LOOK : IDLE);
    });
  };
  wakeNow = next;
  next();
  return () => {
    isOver = true;
    wakeNow = () => {};
    clearTimeout(timer);
  };
}

async function refresh(ended: () => string): Promise<void> {
  const { page } = raceNow();
  if (isRunning(raceNow()) && page) {
    await openRace(page.id);
    if (isRunning(raceNow())) return;
    announce(ended());
    setRace({ isCancelling: false });
  } else if (page && raceNow().pageLanguage !== languageHere()) await openRace(page.id);
  await refreshList();
}

async function refreshList(): Promise<void> {
  const races = racesHere();
  const list = await races.list();
  if (!take(list)) return;
  setRace({ list: list.value, refusal: null });
  const { page, isStarting, forgotten } = raceNow();
  const newest = list.value.kept.find(({ id }) => id !== forgotten?.id);
  const id = list.value.running ?? (page ? null : newest?.id);
  // The one that runs comes to the front, whoever started it; else the newest.
  if (id && id !== page?.id && !isStarting) await openRace(id);
}

/** Shows a race: its points so far come with it. */
export async function openRace(id: string): Promise<void> {
  const races = racesHere();
  const { page, url } = raceNow();
  const after = page?.id === id ? page.last : 0;
  const language = languageHere();
  const answer = await races.look(id, after, language);
  if (chatNow().url !== url) return;
  if (answer.ok) {
    setRace({ page: merged(raceNow().page, answer.value), pageLanguage: language, isLost: false });
  } else if (answer.code === "no-answer") {
    setRace({ isLost: true });
  } else {
    // Forgotten meanwhile, or it ended with its host.
    setRace({ page: null, problem: answer, isLost: false });
  }
}

/** Notes what an answer to the list says of the host. Whether there is a value. */
function take(answer: RacesAnswer<RaceList>): answer is { ok: true; value: RaceList } {
  if (answer.ok) setRace({ isLost: false });
  else if (answer.code === "no-answer") setRace({ isLost: true });
  else setRace({ refusal: answer, isLost: false });
  return answer.ok;
}
