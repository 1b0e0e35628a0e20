import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HostingPage, Reach } from "../../protocol/hosting.ts";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { Icon } from "../look/icon.tsx";
import { Switch } from "../look/switch.tsx";
import { hosting } from "../words/hosting.ts";
import { addWords } from "../words/index.ts";
import { nearby } from "../words/nearby.ts";
import { FirewallHelp } from "./firewall-help.tsx";
import "./hosting-dialog.css";
import { changeReach, useAskHosting, useHosting } from "./hosting-state.ts";
import { NetworksList } from "./networks-list.tsx";
import { ReachTest } from "./reach-test.tsx";

addWords("hosting", hosting);
addWords("nearby", nearby);

/** How often the host is asked while this is open, in ms. */
const INTERVAL = 1_500;

/** For whom the own host is open, whether others reach it, and what to do when they do not. */
export function HostingDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  useAskHosting(INTERVAL);
  const { page, hasFailed } = useHosting();
  return (
    <Dialog open onClose={onClose} title={t("hosting.title")} className="hosting">
      {page ? (
        <Hosting page={page} />
      ) : (
        <p role="status">{t(hasFailed ? "hosting.failed" : "hosting.asking")}</p>
      )}
      <div className="dialog-buttons">
        <Button onClick={onClose}>{t("common.close")}</Button>
      </div>
    </Dialog>
  );
}

function Hosting({ page }: { page: HostingPage }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const { reach, fixed, port, takenPort, system } = page;
  const isOpen = fixed === null && reach.mode !== "off";
  const urls = urlsOf(page);

  async function change(next: Reach): Promise<void> {
    const wrong = await changeReach(next);
    setProblem(wrong === null ? null : wrong || t("hosting.failedChange"));
  }

  return (
    <>
      <Sentence page={page} urls={urls} />
      {fixed === null && (
        <Switch checked={isOpen} onChange={(on) => void change({ mode: on ? "everyone" : "off" })}>
          {t("hosting.open")}
        </Switch>
      )}
      {problem && (
        <p className="hosting-problem" role="alert">
          <Icon name="alert" />
          {problem}
        </p>
      )}
      <NetworksList page={page} onChange={(next) => void change(next)} />
      <p className="hosting-port">
        {takenPort === null
          ? t("hosting.port", { port })
          : t("hosting.portTaken", { taken: takenPort, port })}
      </p>
      {urls.length > 0 && <ReachTest page={page} url={urls[0]} />}
      {(isOpen || urls.length > 0) && <FirewallHelp system={system} port={port} />}
    </>
  );
}

/** In one sentence: who can reach it, and where. */
function Sentence({ page: { reach, fixed }, urls }: { page: HostingPage; urls: readonly string[] }) {
  const { t } = useTranslation();
  if (fixed !== null) return <p>{t("hosting.sentence.fixed", { address: fixed })}</p>;
  if (reach.mode === "off") return <p>{t("hosting.sentence.off")}</p>;
  if (urls.length === 0) return <p>{t("hosting.sentence.nowhere")}</p>;
  return (
    <p>
      {t(`hosting.sentence.${reach.mode}`)} <span className="hosting-url">{urls[0]}</span>
    </p>
  );
}

/** Where others reach the host, best first. */
function urlsOf({ interfaces, port }: HostingPage): string[] {
  return interfaces
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ addresses }) => addresses)
    .map((address) => `http://${address.includes(":") ? `[${address}]` : address}:${port}`);
}
