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
  const page = useHosting((state) => state.page);
  const [isOpen, setOpen] = useState(false);
  if (page === null) return null;
  const count = networksOf(page);
  // Fixed to an address of none of the networks, it is open to nobody else either.
  const isOff = page.fixed === null ? page.reach.mode === "off" : count === 0 && page.interfaces.length > 0;
  const note = isOff
    ? t("hosting.onlyThis")
    : count === 0
      ? t("hosting.noNetwork")
      : t("hosting.openTo", { count });
  return (
    <>
      <button type="button" className="hosting-note" onClick={() => setOpen(true)}>
        {note}
      </button>
      {isOpen && <HostingDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function networksOf({ interfaces }: HostingPage): number {
  return interfaces.filter(({ isOpen }) => isOpen).length;
}
