import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { openDialog } from "../state/window.ts";

/** The way to what says for whom the own host is open. */
export function HostingSection() {
  const { t } = useTranslation();
  return (
    <>
      <p className="settings-about">{t("settings.hosting.about")}</p>
      <div className="settings-rows">
        <div className="settings-row">
          <Button onClick={() => openDialog("hosting")}>{t("settings.hosting.open")}</Button>
        </div>
      </div>
    </>
  );
}
