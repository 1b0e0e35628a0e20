import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HostingPage } from "../../protocol/hosting.ts";
import { hosting } from "../words/hosting.ts";
import { addWords } from "../words/index.ts";
import { HostingDialog } from "./hosting-dialog.tsx";
import "./hosting-note.css";
import { useAskHosting, useHosting } from "./hosting-state.ts";

addWords("hosting", hosting);

/** How often the host is asked, in ms. */
const INTERVAL = 5_000;

/** In few words for whom the own host is open; a press shows more. */
export function HostingNote() {
  const { t } = useTranslation();
  useAskHosting(INTERVAL);
  const { page, hasFailed } = useHosting();
  const [isOpen, setOpen] = useState(false);
  if (page === null && !hasFailed) return null;
  return (
    <>
      <button type="button" className="hosting-note" onClick={() => setOpen(true)}>
        {page === null || hasFailed ? t("hosting.gone") : noteOf(page, t)}
      </button>
      {isOpen && <HostingDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function noteOf({ reach, fixed, interfaces }: HostingPage, t: TFunction): string {
  const count = interfaces.filter(({ isOpen }) => isOpen).length;
  // Fixed to an address of none of the networks, it is open to nobody else either.
  const isOff = fixed === null ? reach.mode === "off" : count === 0 && interfaces.length > 0;
  if (isOff) return t("hosting.onlyThis");
  return count === 0 ? t("hosting.noNetwork") : t("hosting.openTo", { count });
}
