import { useTranslation } from "react-i18next";
import type { RacePage } from "../../protocol/race.ts";
import { Button } from "../look/button.tsx";
import { saveFile } from "../wire/save-file.ts";
import { raceFileName, saveReport } from "./race-commands.ts";
import { raceImage } from "./race-picture.ts";
import { setRace } from "./race-state.ts";
import { useSetupText } from "./use-race-text.ts";

/** The race as a file: its report as the host writes it, and its charts and table as a picture. */
export function SaveButtons({ page }: { page: RacePage }) {
  const { t, i18n } = useTranslation();
  const setupText = useSetupText();

  async function savePicture(): Promise<void> {
    const mode = t(page.setup.together ? "race.modeSaid.together" : "race.modeSaid.inTurn");
    const image = await raceImage(page, {
      title: `Pushpull: ${t("race.race")}`,
      about: `${setupText(page.setup)} · ${mode} · ${page.startedAt}`,
      t,
      locale: i18n.language,
    });
    if (image) saveFile(`${raceFileName()}.png`, "image/png", image);
    else setRace({ problem: { code: "no-picture", message: t("race.noPicture") } });
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what one fills in
    <span className="race-save" role="group" aria-label={t("race.save")}>
      {page.report &&
        (["csv", "json", "html"] as const).map((format) => (
          <Button
            key={format}
            icon="down"
            aria-label={t(`race.saveName.${format}`)}
            onClick={() => void saveReport(format)}
          >
            {t(`race.saveAs.${format}`)}
          </Button>
        ))}
      <Button icon="down" aria-label={t("race.saveName.png")} onClick={() => void savePicture()}>
        {t("race.saveAs.png")}
      </Button>
    </span>
  );
}
