import { useTranslation } from "react-i18next";
import { useLayout } from "../app/layout.ts";
import { Button } from "../look/button.tsx";
import { closeDetails, showOnly, useWire } from "./wire-state.ts";

/** Filters by the message that the packet carries. On a phone the details lie over the rows, so they go. */
export function OnlyThis({ message }: { message: string }) {
  const { t } = useTranslation();
  const isOn = useWire((wire) => wire.filter.message === message);
  const isPhone = useLayout() === "phone";
  function toggle(): void {
    showOnly(isOn ? null : message);
    if (isPhone) closeDetails();
  }
  return (
    <Button className="wire-only" aria-pressed={isOn} onClick={toggle}>
      {t("wire.onlyThis")}
    </Button>
  );
}
