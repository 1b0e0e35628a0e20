import { useTranslation } from "react-i18next";
import { Icon } from "../look/icon.tsx";
import "./lock-mark.css";

/** Behind the name of a room or a host that asks for a passcode. */
export function LockMark() {
  const { t } = useTranslation();
  return (
    <span className="lock-mark" title={t("chat.locked")}>
      <Icon name="lock" size={13} />
      <span className="spoken">{t("chat.locked")}</span>
    </span>
  );
}
