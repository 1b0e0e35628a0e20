import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { dismissNotice, type Notice, useNotices } from "../state/notices.ts";
import "./notices.css";
import { problemText } from "./problem-text.ts";

/** How long a notice stays that nobody points at or has the focus in, in ms. */
const STAYS = 10_000;

/** What went wrong, in a corner over everything. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    // Whoever has a dialog open can still read them, hear them and press what is on them.
    <div className="notices" data-react-aria-top-layer="true">
      {notices.map((notice) => (
        <NoticeBox key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeBox({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const { id } = notice;
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const isHeld = isPointedAt || hasFocus;
  useEffect(() => {
    if (isHeld) return;
    const end = setTimeout(() => dismissNotice(id), STAYS);
    return () => clearTimeout(end);
  }, [id, isHeld]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it
    <div
      className={`notice ${"problem" in notice ? "" : "done"}`}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      {"problem" in notice ? (
        <>
          <Icon name="alert" />
          <p role="alert">{problemText(notice.problem, t)}</p>
        </>
      ) : (
        <Done {...notice} />
      )}
      <IconButton icon="close" label={t("common.close")} onClick={() => dismissNotice(id)} />
    </div>
  );
}

function Done({ id, done, undo }: Extract<Notice, { done: string }>) {
  return (
    <>
      <Icon name="check" />
      <p role="status">{done}</p>
      {undo && (
        <Button
          size="small"
          onClick={() => {
            dismissNotice(id);
            undo.perform();
          }}
        >
          {undo.label}
        </Button>
      )}
    </>
  );
}
