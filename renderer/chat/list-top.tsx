import { useTranslation } from "react-i18next";
import { problemText } from "../app/problem-text.ts";
import { Button } from "../look/button.tsx";
import { asidesBefore } from "../state/asides.ts";
import { loadOlder } from "../state/commands.ts";
import type { Room } from "../state/room.ts";
import { AsideRows } from "./aside-rows.tsx";
import { Skeleton } from "./skeleton.tsx";

/** Above the list: what becomes of the older messages. As high while they load as before, so that nothing jumps. */
export function OlderMessages({ context: { name, room } }: { context: { name: string; room: Room } }) {
  const { t } = useTranslation();
  const { older, hasOlder } = room;
  if (!hasOlder) return null;
  return (
    <div className="list-older">
      {older === "loading" && <Skeleton />}
      {typeof older === "object" && (
        <div className="list-problem" role="alert">
          {t("chat.olderFailed", { reason: problemText(older, t) })}
          <Button size="small" onClick={() => void loadOlder(name)}>
            {t("common.tryNow")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Above the first message that is known: that it is the room's first, and what stands before it. */
export function RowsBefore({ name, room }: { name: string; room: Room }) {
  const { t } = useTranslation();
  return (
    <>
      {!room.hasOlder && <p className="list-beginning">{t("chat.beginning", { room: name })}</p>}
      <AsideRows asides={asidesBefore(room.asides, room.timeline.first)} />
    </>
  );
}
