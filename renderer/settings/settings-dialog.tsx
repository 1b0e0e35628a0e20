import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { desktop } from "../bridge.ts";
import { isHostsComputer } from "../hosting/hosts-computer.ts";
import { IconButton } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { AboutSection } from "./about-section.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { DesktopSection } from "./desktop-section.tsx";
import { HostingSection } from "./hosting-section.tsx";
import { KeyboardSection } from "./keyboard-section.tsx";
import { NotificationsSection } from "./notifications-section.tsx";
import "./settings-dialog.css";
import { TransportSection } from "./transport-section.tsx";
import { YouSection } from "./you-section.tsx";

const SECTIONS = {
  transport: TransportSection,
  you: YouSection,
  appearance: AppearanceSection,
  keyboard: KeyboardSection,
  notifications: NotificationsSection,
  hosting: HostingSection,
  desktop: DesktopSection,
  about: AboutSection,
} as const satisfies Record<string, () => ReactNode>;

type SectionName = keyof typeof SECTIONS;
/** What others lack is not shown to them. */
const HAS: Partial<Record<SectionName, boolean>> = {
  notifications: desktop === undefined,
  hosting: isHostsComputer,
  desktop: desktop !== undefined,
};
const NAMES = (Object.keys(SECTIONS) as SectionName[]).filter((name) => HAS[name] ?? true);

/** All settings; each takes effect at once. One section at a time, on a phone all below one another. */
export function SettingsDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<SectionName>("transport");
  return (
    <Dialog open={open} onClose={onClose} title={t("settings.settings")} bare className="settings">
      <nav className="settings-nav" aria-label={t("settings.settings")}>
        <h2>{t("settings.settings")}</h2>
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={name === chosen ? "page" : undefined}
            onClick={() => choose(name)}
          >
            {t(`settings.${name}.title`)}
          </button>
        ))}
      </nav>
      <IconButton icon="close" label={t("common.close")} className="settings-close" onClick={onClose} />
      <div className="settings-body">
        {NAMES.map((name) => (
          <Section key={name} name={name} isChosen={name === chosen} />
        ))}
      </div>
    </Dialog>
  );
}

function Section({ name, isChosen }: { name: SectionName; isChosen: boolean }) {
  const { t } = useTranslation();
  const Content = SECTIONS[name];
  return (
    <section className={`settings-section ${isChosen ? "chosen" : ""}`} aria-labelledby={`settings-${name}`}>
      <h3 id={`settings-${name}`}>{t(`settings.${name}.title`)}</h3>
      <Content />
    </section>
  );
}
