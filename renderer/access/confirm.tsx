import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";

interface ConfirmProps {
  title: string;
  about: string;
  /** What the button does. */
  label: string;
  onClose(): void;
  /** Resolves to whether it was done. */
  perform(): Promise<boolean>;
}

/** Asks an owner before something that others feel. */
export function Confirm({ title, about, label, onClose, perform }: ConfirmProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  async function go(): Promise<void> {
    setBusy(true);
    await perform();
    onClose();
  }
  return (
    <Dialog open onClose={onClose} title={title}>
      <p>{about}</p>
      <div className="dialog-buttons">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button kind="danger" busy={isBusy ? t("access.member.busy") : undefined} onClick={() => void go()}>
          {label}
        </Button>
      </div>
    </Dialog>
  );
}
