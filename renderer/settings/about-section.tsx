import { useTranslation } from "react-i18next";
import { PROTOCOL_VERSION } from "../../protocol/limits.ts";
import { useChat } from "../state/chat.ts";
import "./about-section.css";

/** What this is, and which host and version one talks to. */
export function AboutSection() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host);
  const url = useChat((chat) => chat.url);
  return (
    <>
      <p className="about-text">{t("settings.about.what")}</p>
      <dl className="about-facts">
        {host && (
          <>
            <Fact label={t("settings.about.host")} value={host.name} />
            <Fact label={t("settings.about.address")} value={url} isCode />
            <Fact label={t("settings.about.version")} value={host.version} />
          </>
        )}
        <Fact label={t("settings.about.protocol")} value={String(PROTOCOL_VERSION)} />
      </dl>
    </>
  );
}

function Fact({ label, value, isCode }: { label: string; value: string; isCode?: boolean }) {
  return (
    <div className="settings-row">
      <dt className="settings-row-label">{label}</dt>
      <dd className={isCode ? "code" : "num"}>{value}</dd>
    </div>
  );
}
