import { type FormEvent, lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { invitingHost } from "../../protocol/invitation.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { memberName } from "../../protocol/schemas.ts";
import { useFirstFocus } from "../app/use-first-focus.ts";
import { desktop } from "../bridge.ts";
import { Field } from "../look/field.tsx";
import { Icon } from "../look/icon.tsx";
import { nameProblem } from "../settings/name.ts";
import { changeSettings, settingsNow } from "../settings/settings.ts";
import { enterHost } from "../state/session.ts";
import { AddressForm } from "./address-form.tsx";
import { enterIfSure } from "./doubt.ts";
import { LanguageLink } from "./language-link.tsx";
import { OwnHostRow } from "./own-host-row.tsx";
import { rememberHost } from "./remembered.ts";
import "./start-screen.css";
import { useOwnHost } from "./use-own-host.ts";

const NearbyHosts = lazy(() =>
  import("./nearby-hosts.tsx").then(({ NearbyHosts }) => ({ default: NearbyHosts })),
);
const NearbyNote = lazy(() =>
  import("./nearby-hosts.tsx").then(({ NearbyNote }) => ({ default: NearbyNote })),
);

/** The first thing one sees: who one is, and where to talk. */
export function StartScreen() {
  const { t } = useTranslation();
  const [name, setName] = useState(settingsNow().name);
  const [nameError, setNameError] = useState<string>();
  const nameField = useFirstFocus<HTMLInputElement>();
  const { own, look } = useOwnHost();
  /** Enter was pressed before the own host had answered. */
  const [isDue, setDue] = useState(false);

  /** Whether there is a name to join with; otherwise points at the field. */
  function checkName(): boolean {
    const wrong = nameProblem(name, t);
    setNameError(wrong);
    if (wrong) nameField.current?.focus();
    return !wrong;
  }

  /** `invited`: the id of the host that the person means, where that is known. */
  function join(url: string, host: HostInfo, invited: string | null = null): void {
    if (!checkName()) return;
    const accepted = memberName.parse(name);
    enterIfSure(host, invited, () => {
      changeSettings({ name: accepted });
      rememberHost(url, host);
      enterHost(url, host, accepted);
    });
  }

  /** In a plain browser the page itself may have been opened by an invitation. */
  function joinOwn(url: string, host: HostInfo): void {
    join(url, host, desktop ? null : invitingHost(location.hash));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (own.state === "found") joinOwn(own.url, own.host);
    else setDue(checkName() && own.state === "looking");
  }

  useEffect(() => {
    if (!isDue || own.state === "looking") return;
    setDue(false);
    if (own.state === "found") joinOwn(own.url, own.host);
  });

  return (
    <main className="start">
      <form className="start-you" onSubmit={submit}>
        <p className="start-brand">
          <Icon name="pushpull" size={20} />
          Pushpull
        </p>
        <h1>{t("chat.start.title")}</h1>
        <p className="start-about">{t("chat.start.about")}</p>
        <Field
          ref={nameField}
          label={t("chat.start.name")}
          hint={t("chat.start.nameHint")}
          error={nameError}
          value={name}
          large
          autoComplete="nickname"
          onChange={(event) => {
            setName(event.target.value);
            setNameError(undefined);
            setDue(false);
          }}
        />
      </form>
      <div className="start-hosts">
        <div className="start-hosts-head">
          <h2>{t("chat.start.hosts")}</h2>
          <Suspense fallback={null}>
            <NearbyNote />
          </Suspense>
        </div>
        <OwnHostRow own={own} onJoin={joinOwn} onLook={look} />
        <Suspense fallback={null}>
          <NearbyHosts own={own} checkName={checkName} onJoin={join} />
        </Suspense>
        <AddressForm checkName={checkName} onFound={join} />
        <LanguageLink />
      </div>
    </main>
  );
}
