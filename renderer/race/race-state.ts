import i18next from "i18next";
import { create } from "zustand";
import { Races } from "../../client/races.ts";
import type { KeptRace, RaceList, RacePage } from "../../protocol/race.ts";
import type { ReportLanguage } from "../../protocol/report.ts";
import { chatNow } from "../state/chat.ts";
import { type SetupForm, storedForm } from "./setup.ts";

/** Why something could not be had: the codes of `RacesAnswer`, and a sentence. */
export interface RaceProblem {
  readonly code: string;
  readonly message: string;
}

interface RaceState {
  /** The host whose races these are. */
  readonly url: string;
  readonly view: "race" | "past";
  readonly isSetupOpen: boolean;
  readonly form: SetupForm;
  /** Whether one tried to start: from then on the form says what is wrong with it. */
  readonly isTried: boolean;
  readonly isStarting: boolean;
  readonly isCancelling: boolean;
  /** Null until the host has told it. */
  readonly list: RaceList | null;
  /** The race on screen, with all its points. */
  readonly page: RacePage | null;
  /** In which language the host was asked for it. */
  readonly pageLanguage: ReportLanguage;
  /** This host shows no races here: why. */
  readonly refusal: RaceProblem | null;
  /** What was asked for last and could not be done. */
  readonly problem: RaceProblem | null;
  /** The host does not answer. */
  readonly isLost: boolean;
  /** One that was just forgotten and can still be had back. */
  readonly forgotten: KeptRace | null;
  /** Ids of those in the list that are marked, two at most. */
  readonly marked: readonly string[];
  readonly compared: readonly [RacePage, RacePage] | null;
}

const nothing = {
  view: "race",
  isSetupOpen: false,
  isTried: false,
  isStarting: false,
  isCancelling: false,
  list: null,
  page: null,
  pageLanguage: "en",
  refusal: null,
  problem: null,
  isLost: false,
  forgotten: null,
  marked: [],
  compared: null,
} as const;

/** What the race's screen shows. It stays as it is while another screen is in front. */
export const useRace = create<RaceState>()(() => ({ url: "", form: storedForm(), ...nothing }));

export const raceNow = (): RaceState => useRace.getState();
export const setRace = (change: Partial<RaceState>): void => useRace.setState(change);

/** The races of the host that one is on. Those of another one are dropped. */
export function racesHere(): Races {
  const { url } = chatNow();
  if (raceNow().url !== url) useRace.setState({ ...nothing, url });
  return new Races(url);
}

/** In which language the host is asked for its sentences: the app's. */
export const languageHere = (): ReportLanguage => (i18next.language === "zh" ? "zh" : "en");

/** Whether a race runs on this screen. */
export const isRunning = ({ page }: Pick<RaceState, "page">): boolean => page?.state === "running";

/** The next page of the same race with all points that came before; another race's as it is. */
export function merged(before: RacePage | null, page: RacePage): RacePage {
  if (before?.id !== page.id) return page;
  const later = page.points.filter(({ n }) => n > before.last);
  return { ...page, points: [...before.points, ...later] };
}
