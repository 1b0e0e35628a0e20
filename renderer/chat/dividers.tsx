import { useTranslation } from "react-i18next";
import { dayName } from "./dates.ts";
import "./dividers.css";
import { useToday } from "./use-today.ts";

/** The date, above the first message of a day. `at`: Unix ms. */
export function DayDivider({ at }: { at: number }) {
  const { t, i18n } = useTranslation();
  const today = useToday();
  return <div className="divider">{dayName(at, today, i18n.language, t)}</div>;
}

/** "New", above the first message that has not been read. */
export function NewDivider() {
  const { t } = useTranslation();
  return (
    <div className="divider new">
      <hr aria-label={t("chat.new")} />
      <span aria-hidden="true">{t("chat.new")}</span>
    </div>
  );
}
