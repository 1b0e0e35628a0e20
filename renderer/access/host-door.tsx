import { useTranslation } from "react-i18next";
import type { Lock } from "../../client/lock.ts";
import { problemText } from "../app/problem-text.ts";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { Icon } from "../look/icon.tsx";
import { useSettings } from "../settings/settings.ts";
import { chatNow, useChat } from "../state/chat.ts";
import { leaveHost } from "../state/session.ts";
import { NameForm } from "./name-form.tsx";
import { PasscodeForm } from "./passcode-form.tsx";
import "./words.ts";

/** Over everything while the host lets one in no more: why, and what one can do about it. */
export function HostDoor() {
  const lock = useChat((chat) => chat.lock);
  return lock && <Door lock={lock} />;
}

/** Which words a lock has. */
function subject({ code }: Lock): "passcode" | "name" | "kicked" | "banned" {
  if (code === "name-taken") return "name";
  return code === "kicked" || code === "banned" ? code : "passcode";
}

function Door({ lock }: { lock: Lock }) {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  const name = useSettings((settings) => settings.name);
  const isBusy = useChat((chat) => chat.link !== "locked");
  const about = subject(lock);
  const toStart = <Button onClick={leaveHost}>{t("access.toStart")}</Button>;
  return (
    <Dialog open stays onClose={leaveHost} title={t(`access.host.${about}`, { host, name })}>
      <p className="door-about">{t(`access.host.${about}About`, { host })}</p>
      <Kept />
      <Trouble />
      {about === "passcode" && (
        <PasscodeForm
          lock={lock}
          isBusy={isBusy}
          onEnter={(passcode) => chatNow().session?.enter({ passcode })}
        >
          {toStart}
        </PasscodeForm>
      )}
      {about === "name" && (
        <NameForm lock={lock} isBusy={isBusy}>
          {toStart}
        </NameForm>
      )}
      {about === "banned" && <div className="dialog-buttons">{toStart}</div>}
      {about === "kicked" && (
        <div className="dialog-buttons">
          {toStart}
          <Button
            kind="primary"
            busy={isBusy ? t("access.entering") : undefined}
            onClick={() => chatNow().session?.enter()}
          >
            {t("access.again")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** Whoever was thrown out in the middle of something need not fear for it. */
function Kept() {
  const { t } = useTranslation();
  const hasUnsent = useChat((chat) => chat.sending.some(({ isStored }) => !isStored));
  return hasUnsent && <p className="door-about">{t("access.kept")}</p>;
}

/** What else keeps one from coming in: the network, for one. */
function Trouble() {
  const { t } = useTranslation();
  const problem = useChat((chat) => (chat.link === "locked" ? null : chat.problem));
  return (
    problem && (
      <p className="door-trouble" role="alert">
        <Icon name="alert" />
        {problemText(problem, t)}
      </p>
    )
  );
}
