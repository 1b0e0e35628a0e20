import { useTranslation } from "react-i18next";
import { fingerprintOf } from "../../protocol/host-key.ts";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { addWords } from "../words/index.ts";
import { nearby } from "../words/nearby.ts";
import { type Doubt, dismissDoubt, useDoubt } from "./doubt.ts";
import "./doubt-dialog.css";

addWords("nearby", nearby);

/** Asks before a host is entered that may not be the one that is meant. Nothing has been told to it so far. */
export function DoubtDialog() {
  const { t } = useTranslation();
  const doubt = useDoubt((state) => state.doubt);
  if (doubt === null) return null;
  return (
    <Dialog
      open
      onClose={dismissDoubt}
      title={t(`nearby.doubt.${doubt.kind}.title`, { host: doubt.host.name })}
    >
      <DoubtBody doubt={doubt} />
    </Dialog>
  );
}

function DoubtBody({ doubt }: { doubt: Doubt }) {
  const { t } = useTranslation();
  const { kind, host, meant } = doubt;
  function enter(): void {
    const { enter } = useDoubt.getState();
    dismissDoubt();
    enter();
  }
  return (
    <div className="doubt">
      <p>{t(`nearby.doubt.${kind}.about`, { host: host.name })}</p>
      <dl>
        <dt>{t(`nearby.doubt.${kind}.meant`)}</dt>
        <dd className="mono">{fingerprintOf(meant)}</dd>
        <dt>{t("nearby.doubt.answers")}</dt>
        <dd className="mono">{fingerprintOf(host.id)}</dd>
      </dl>
      <p>{t(`nearby.doubt.${kind}.advice`, { host: host.name })}</p>
      <div className="dialog-buttons">
        {kind === "other-key" && <Button onClick={enter}>{t("nearby.doubt.other-key.join")}</Button>}
        <Button kind="primary" onClick={dismissDoubt}>
          {t("nearby.doubt.stay")}
        </Button>
      </div>
    </div>
  );
}
