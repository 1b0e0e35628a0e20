import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { PROTOCOL_VERSION } from "../../protocol/limits.ts";
import { desktop } from "../bridge.ts";
import { RelayNote } from "../desktop/relay-note.tsx";
import { useChat } from "../state/chat.ts";
import "./about-section.css";

/** Made by the build, and served by every host that has the pages (scripts/licenses.mjs). */
const LICENSES = "third-party-licenses.html";

/** What this is, and which host and version one talks to. */
export function AboutSection() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host);
  const url = useChat((chat) => chat.url);
  const licenses = useLicenses();
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
      <RelayNote />
      {licenses !== null && (
        <p className="about-licenses">
          <a href={licenses} target="_blank" rel="noopener noreferrer">
            {t("settings.about.licenses")}
          </a>
        </p>
      )}
    </>
  );
}

/** Where the licences are. Null in a desktop app without a host, since its links open in the system's browser. */
function useLicenses(): string | null {
  const [url, setUrl] = useState(desktop ? null : LICENSES);
  useEffect(() => {
    const noHost = () => setUrl(null); // the start screen says why
    desktop?.hostUrl().then((own) => setUrl(`${own}/${LICENSES}`), noHost);
  }, []);
  return url;
}

function Fact({ label, value, isCode }: { label: string; value: string; isCode?: boolean }) {
  return (
    <div className="settings-row">
      <dt className="settings-row-label">{label}</dt>
      <dd className={isCode ? "code" : "num"}>{value}</dd>
    </div>
  );
}
