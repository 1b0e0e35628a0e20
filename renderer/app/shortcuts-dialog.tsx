import { useTranslation } from "react-i18next";
import { ShortcutList } from "../actions/shortcut-list.tsx";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { closeDialog } from "../state/window.ts";

/** Which keys do what. */
export function ShortcutsDialog() {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={closeDialog} title={t("chat.action.shortcuts")} className="shortcuts-dialog">
      <ShortcutList />
      <div className="dialog-buttons">
        <Button onClick={closeDialog}>{t("common.close")}</Button>
      </div>
    </Dialog>
  );
}
