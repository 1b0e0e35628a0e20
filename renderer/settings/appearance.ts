import { preferredLanguage, speak } from "../words/index.ts";
import { type Settings, useSettings } from "./settings.ts";

/**
 * Keeps theme and language on <html> as the settings and the system say. Call it before the first render, so that
 * nothing flashes. Returns "off".
 */
export function startAppearance(): () => void {
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const paint = ({ theme }: Settings): void => {
    const dark = theme === "system" ? systemDark.matches : theme === "dark";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  };
  const systemChanged = (): void => paint(useSettings.getState());

  const now = useSettings.getState();
  paint(now);
  speak(now.language ?? preferredLanguage());
  systemDark.addEventListener("change", systemChanged);
  const off = useSettings.subscribe((settings, before) => {
    if (settings.theme !== before.theme) paint(settings);
    if (settings.language !== before.language) speak(settings.language ?? preferredLanguage());
  });
  return () => {
    off();
    systemDark.removeEventListener("change", systemChanged);
  };
}
