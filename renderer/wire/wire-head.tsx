import { useTranslation } from "react-i18next";
import type { Session } from "../../client/session.ts";
import { useLayout } from "../app/layout.ts";
import { OverHead } from "../app/over-screen.tsx";
import { Button, IconButton } from "../look/button.tsx";
import { MenuButton } from "../look/menu.tsx";
import { useChat } from "../state/chat.ts";
import { entriesOf } from "./entries.ts";
import { toHar } from "./har.ts";
import { ReadyStateNow } from "./ready-states.tsx";
import type { Recorder } from "./recorder.ts";
import { saveFile } from "./save-file.ts";
import { size } from "./say.ts";
import { fileTime } from "./times.ts";
import { useWire } from "./wire-state.ts";

interface WireHeadProps {
  recorder: Recorder;
  session: Session;
  /** Rows that the filter lets through. */
  shown: number;
}

/** What this screen is, how much it holds, and what can be done with all of it. */
export function WireHead({ recorder, session, shown }: WireHeadProps) {
  const { t } = useTranslation();
  const layout = useLayout();
  const host = useChat((chat) => chat.host?.name ?? "");
  const isSequenceOpen = useWire((wire) => wire.isSequenceOpen);
  const below =
    layout === "wide" ? (
      <p className="ellipsis">{t("wire.subtitle", { host })}</p>
    ) : (
      <State recorder={recorder} shown={shown} isShort={layout === "phone"} />
    );
  return (
    <OverHead title={t("wire.wire")} below={below}>
      {layout === "wide" && <State recorder={recorder} shown={shown} isShort={false} />}
      <Button
        icon={recorder.isPaused ? "play" : "pause"}
        onClick={() => (recorder.isPaused ? recorder.resume() : recorder.pause())}
        aria-keyshortcuts="Space"
      >
        {t(recorder.isPaused ? "wire.resume" : "wire.pause")}
      </Button>
      <Button onClick={() => recorder.clear()}>{t("wire.clear")}</Button>
      <Save recorder={recorder} session={session} />
      {layout === "wide" && !isSequenceOpen && (
        <IconButton
          icon="panel"
          label={t("wire.showSequence")}
          onClick={() => useWire.setState({ isSequenceOpen: true })}
        />
      )}
    </OverHead>
  );
}

interface StateProps {
  recorder: Recorder;
  shown: number;
  /** Only what one has to know. */
  isShort: boolean;
}

/** "214 rows · 131 kB · recording" */
function State({ recorder, shown, isShort }: StateProps) {
  const { t, i18n } = useTranslation();
  const { log, isPaused } = recorder;
  const isConnected = useChat((chat) => chat.link === "connected");
  const count = log.rows.length;
  const state = isPaused ? "paused" : isConnected ? "recording" : "waiting";
  const facts = [
    !isShort && (shown === count ? t("wire.rows", { count }) : t("wire.rowsOf", { shown, count })),
    log.dropped > 0 && t("wire.dropped", { count: log.dropped }),
    !isShort && size(log.bytes, i18n.language),
  ];
  return (
    <p className="wire-state ellipsis">
      {!isShort && <ReadyStateNow />}
      {facts
        .filter(Boolean)
        .map((fact) => `${fact} · `)
        .join("")}
      <b className={state}>{t(`wire.state.${state}`)}</b>
    </p>
  );
}

function Save({ recorder, session }: { recorder: Recorder; session: Session }) {
  const { t } = useTranslation();
  const url = useChat((chat) => chat.url);
  const version = useChat((chat) => chat.host?.version ?? "");
  const { rows } = recorder.log;
  const name = (): string => `pushpull wire ${fileTime(Date.now())}`;
  function saveHar(): void {
    const har = toHar(rows, { url, version, now: session.now(), lives: session.lives });
    saveFile(`${name()}.har`, "application/json", JSON.stringify(har, null, 1));
  }
  function saveJson(): void {
    saveFile(`${name()}.json`, "application/json", JSON.stringify(entriesOf(rows), null, 1));
  }
  const layout = useLayout();
  if (layout === "narrow" || layout === "phone") {
    const choices = [
      { id: "har", label: t("wire.saveHar"), perform: saveHar },
      { id: "json", label: t("wire.saveJson"), perform: saveJson },
    ];
    return <MenuButton label={t("wire.save")} choices={choices} />;
  }
  return (
    <>
      <Button icon="down" disabled={rows.length === 0} onClick={saveHar}>
        {t("wire.saveHar")}
      </Button>
      <Button icon="down" disabled={rows.length === 0} onClick={saveJson}>
        {t("wire.saveJson")}
      </Button>
    </>
  );
}
