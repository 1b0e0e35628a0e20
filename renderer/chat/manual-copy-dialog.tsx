import { useTranslation } from "react-i18next";
import { keysOf } from "../actions/shortcut.ts";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { announce } from "../state/window.ts";
import { browser } from "../words/browser.ts";
import { addWords } from "../words/index.ts";
import "./manual-copy-dialog.css";
import { useManualCopy } from "./manual-copy.ts";

addWords("browser", browser);

const close = (): void => useManualCopy.setState({ text: null });

function select(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.select();
}

/** The text that the page may not copy, selected, with why and what to press. */
export function ManualCopyDialog({ text }: { text: string }) {
  const { t } = useTranslation();
  const why = isSecureContext ? "denied" : "not-secure";

  function copied(): void {
    announce(t("chat.copied"));
    setTimeout(close); // after the browser has taken the text
  }

  return (
    <Dialog open onClose={close} title={t("browser.copy.title")}>
      <p>{t(`browser.copy.${why}`, { keys: keysOf({ key: "c", mod: true }) })}</p>
      <textarea
        ref={select}
        className="manual-copy"
        readOnly
        rows={Math.min(8, text.split("\n").length + 1)}
        aria-label={t("browser.copy.text")}
        value={text}
        onFocus={(event) => event.target.select()}
        onCopy={copied}
      />
      <div className="dialog-buttons">
        <Button onClick={close}>{t("common.close")}</Button>
      </div>
    </Dialog>
  );
}
