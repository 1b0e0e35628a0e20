import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { dismissNotice, type Notice, useNotices } from "../state/notices.ts";
import "./notices.css";
import { problemText } from "./problem-text.ts";

/** How long a notice stays, in ms. */
const STAYS = 10_000;

/** What went wrong, in a corner over everything. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className="notices">
      {notices.map((notice) => (
        <NoticeBox key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeBox({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const { id, problem } = notice;
  useEffect(() => {
    const end = setTimeout(() => dismissNotice(id), STAYS);
    return () => clearTimeout(end);
  }, [id]);
  return (
    <div className="notice">
      <Icon name="alert" />
      <p role="alert">{problemText(problem, t)}</p>
      <IconButton icon="close" label={t("common.close")} onClick={() => dismissNotice(id)} />
    </div>
  );
}
