import i18next from "i18next";
import { create } from "zustand";
import {
  type DesktopPreferences,
  desktopPreferences,
  type PreferenceChange,
} from "../../protocol/desktop.ts";
import { desktop } from "../bridge.ts";
import { tellProblem } from "../state/notices.ts";

/** What main remembers for the person; null until it has told. */
export const usePreferences = create<{ readonly preferences: DesktopPreferences | null }>()(() => ({
  preferences: null,
}));

/** Changes preferences of the desktop app, or with none just asks for them. */
export async function changePreferences(change: PreferenceChange = {}): Promise<void> {
  if (!desktop) return;
  const before = usePreferences.getState().preferences;
  if (before) usePreferences.setState({ preferences: { ...before, ...change } }); // a switch moves when it is pressed
  try {
    const preferences = desktopPreferences.parse(await desktop.preferences(change));
    usePreferences.setState({ preferences });
  } catch (error) {
    usePreferences.setState({ preferences: before });
    console.warn("The preferences can't be had.", error);
    tellProblem({ code: "preferences", message: i18next.t("desktop.settings.failed") });
  }
}
