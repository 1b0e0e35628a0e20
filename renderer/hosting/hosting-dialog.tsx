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
import { troubleText } from "./trouble-text.ts";

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
      {hasFailed && <Problem text={t("hosting.failed")} />}
      {page && <Hosting page={page} isGone={hasFailed} />}
      {!page && !hasFailed && <p role="status">{t("hosting.asking")}</p>}
      <div className="dialog-buttons">
        <Button onClick={onClose}>{t("common.close")}</Button>
      </div>
    </Dialog>
  );
}

interface HostingProps {
  page: HostingPage;
  /** The host does not answer: nothing can be changed, and nothing is known to be so still. */
  isGone: boolean;
}

function Hosting({ page, isGone }: HostingProps) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const pending = useHosting((state) => state.pending);
  const { fixed, port, takenPort, system, isUnreadable } = page;
  // What a person changes next begins with what they chose last, be it answered or not.
  const reach = pending ?? page.reach;
  const isOpen = fixed === null && reach.mode !== "off";
  const urls = urlsOf(page);

  async function change(next: Reach): Promise<void> {
    const trouble = await changeReach(next);
    setProblem(trouble && troubleText(trouble, port, t));
  }

  return (
    <>
      {!isGone && <Sentence page={page} urls={urls} />}
      {isUnreadable && <Problem text={t("hosting.unreadable")} />}
      <div aria-busy={pending !== null}>
        {fixed === null && (
          <div className="hosting-open">
            <Switch
              checked={isOpen}
              disabled={isGone}
              onChange={(on) => void change({ mode: on ? "everyone" : "off" })}
            >
              {t("hosting.open")}
            </Switch>
            {pending && (
              <span className="hosting-busy" role="status">
                {t("hosting.changing")}
              </span>
            )}
          </div>
        )}
        {problem && <Problem text={problem} />}
        <NetworksList
          page={{ ...page, reach }}
          isBusy={pending !== null}
          isDisabled={isGone}
          onChange={(next) => void change(next)}
        />
      </div>
      <p className="hosting-port">
        {takenPort === null
          ? t("hosting.port", { port })
          : t("hosting.portTaken", { taken: takenPort, port })}
      </p>
      {urls.length > 0 && !isGone && <ReachTest page={page} url={urls[0]} />}
      {(isOpen || urls.length > 0) && <FirewallHelp system={system} port={port} />}
    </>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <p className="hosting-problem" role="alert">
      <Icon name="alert" />
      {text}
    </p>
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
