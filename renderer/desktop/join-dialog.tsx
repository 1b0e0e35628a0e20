import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { findHost } from "../../client/find-host.ts";
import type { JoinTarget } from "../../protocol/desktop.ts";
import { memberName } from "../../protocol/schemas.ts";
import { problemText } from "../app/problem-text.ts";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { Field } from "../look/field.tsx";
import { nameProblem } from "../settings/name.ts";
import { changeSettings, rememberRoom, settingsNow } from "../settings/settings.ts";
import { hostUrl } from "../start/address.ts";
import { enterIfSure } from "../start/doubt.ts";
import { rememberHost } from "../start/remembered.ts";
import { chatNow, useChat } from "../state/chat.ts";
import { openRoom } from "../state/commands.ts";
import { enterHost } from "../state/session.ts";
import { backToChat } from "../state/window.ts";
import "./join-dialog.css";
import { forgetJoinRequest, useJoinRequest } from "./join-request.ts";

/** A link was opened that leads to a host. Nothing is asked of that host before the person says so. */
export function JoinDialog() {
  const { t } = useTranslation();
  const target = useJoinRequest((request) => request.target);
  if (target === null) return null;
  return (
    <Dialog open onClose={forgetJoinRequest} title={t("desktop.join.title")}>
      <JoinForm key={`${target.address}/${target.room ?? ""}`} target={target} />
    </Dialog>
  );
}

function JoinForm({ target }: { target: JoinTarget }) {
  const { t } = useTranslation();
  const leaves = useChat((chat) =>
    chat.session && chat.url !== hostUrl(target.address) ? chat.host?.name : undefined,
  );
  const [name, setName] = useState(settingsNow().name);
  const [isAskingName] = useState(name === "");
  const [nameError, setNameError] = useState<string>();
  const { problem, isBusy, go } = useWayThere(target);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wrong = nameProblem(name, t);
    setNameError(wrong);
    if (!wrong) void go(memberName.parse(name));
  }

  return (
    <form className="join" onSubmit={submit}>
      <p>{t("desktop.join.about")}</p>
      <dl>
        <dt>{t("desktop.join.address")}</dt>
        <dd className="mono">{target.address}</dd>
        {target.room !== undefined && (
          <>
            <dt>{t("desktop.join.room")}</dt>
            <dd>#{target.room}</dd>
          </>
        )}
      </dl>
      {leaves !== undefined && <p>{t("desktop.join.leaves", { host: leaves })}</p>}
      {isAskingName && (
        <Field
          label={t("chat.start.name")}
          hint={t("chat.start.nameHint")}
          error={nameError}
          value={name}
          large
          autoComplete="nickname"
          onChange={(event) => {
            setName(event.target.value);
            setNameError(undefined);
          }}
        />
      )}
      {problem && <p role="alert">{problemText(problem, t)}</p>}
      <div className="dialog-buttons">
        <Button onClick={forgetJoinRequest}>{t("common.cancel")}</Button>
        <Button kind="primary" type="submit" busy={isBusy ? t("chat.start.connecting") : undefined}>
          {t("desktop.join.go")}
        </Button>
      </div>
    </form>
  );
}

/** Looks whether there is a host, and enters it. */
function useWayThere({ address, room, hostId }: JoinTarget) {
  const [problem, setProblem] = useState<{ code: string; message: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function go(name: string): Promise<void> {
    if (isBusy) return;
    const url = hostUrl(address);
    if (url === null) return setProblem({ code: "bad-url", message: "That is not an address." });
    setProblem(null);
    const { session, url: hereUrl } = chatNow();
    if (session && hereUrl === url) return arrive(() => room !== undefined && void openRoom(room));
    asking.current = new AbortController();
    const { signal } = asking.current;
    setBusy(true);
    const found = await findHost(url, signal);
    if (signal.aborted) return;
    setBusy(false);
    if (!found.ok) return setProblem(found.error);
    arrive(() =>
      enterIfSure(found.host, hostId ?? null, () => {
        changeSettings({ name });
        if (room !== undefined) rememberRoom(url, room);
        rememberHost(url, found.host);
        enterHost(url, found.host, name);
      }),
    );
  }

  return { problem, isBusy, go };
}

function arrive(enter: () => void): void {
  forgetJoinRequest();
  backToChat();
  enter();
}
