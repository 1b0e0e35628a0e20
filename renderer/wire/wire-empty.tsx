import { useTranslation } from "react-i18next";

/** In place of the table while there is nothing in it: why, and what to do. */
export function WireEmpty({ isPaused, isFiltered }: { isPaused: boolean; isFiltered: boolean }) {
  const { t } = useTranslation();
  const state = isFiltered ? "filtered" : isPaused ? "paused" : "recording";
  return (
    <section className="wire-empty">
      <b>{t(`wire.empty.${state}`)}</b>
      <p>{t(`wire.emptyHint.${state}`)}</p>
    </section>
  );
}
