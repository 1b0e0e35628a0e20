import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Asides, asidesBefore } from "../state/asides.ts";
import { endInView } from "../state/attention.ts";
import { AsideRows } from "./aside-rows.tsx";
import "./message-list.css";

/** A room in which nothing has been said. */
export function EmptyRoom({ name, asides }: { name: string; asides: Asides }) {
  const { t } = useTranslation();
  useEffect(() => {
    endInView(true);
    return () => endInView(false);
  }, []);
  return (
    <section className="empty-room" aria-label={t("chat.messages", { room: name })}>
      <b>{t("chat.empty")}</b>
      <p>{t("chat.emptyHint")}</p>
      {asides.size > 0 && (
        <div className="empty-room-asides">
          <AsideRows asides={asidesBefore(asides, Number.POSITIVE_INFINITY)} />
        </div>
      )}
    </section>
  );
}
