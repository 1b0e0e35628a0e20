import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { findHost } from "../../client/find-host.ts";
import { invitingHost } from "../../protocol/invitation.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { problemText } from "../app/problem-text.ts";
import { Button } from "../look/button.tsx";
import { Field } from "../look/field.tsx";
import { hostUrl } from "./address.ts";

interface AddressFormProps {
  /** Whether there is a name to join with. */
  checkName(): boolean;
  /** `invited`: the id of the host that the address was given for, if it says that. */
  onFound(url: string, host: HostInfo, invited: string | null): void;
}

/** Another host than the nearest, by its address. */
export function AddressForm({ checkName, onFound }: AddressFormProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function connect(event: FormEvent): Promise<void> {
    event.preventDefault();
    const url = hostUrl(address);
    setError(
      url ? undefined : t(address.trim() === "" ? "chat.start.addressEmpty" : "chat.start.addressBad"),
    );
    if (!url || isBusy || !checkName()) return;
    asking.current = new AbortController();
    const { signal } = asking.current;
    setBusy(true);
    const found = await findHost(url, signal);
    if (signal.aborted) return;
    setBusy(false);
    if (found.ok) onFound(url, found.host, invitingHost(address));
    else setError(problemText(found.error, t));
  }

  return (
    <form className="start-address" onSubmit={(event) => void connect(event)}>
      <Field
        label={t("chat.start.address")}
        hint={t("chat.start.addressHint")}
        error={error}
        value={address}
        large
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="192.168.1.20:4460"
        onChange={(event) => {
          setAddress(event.target.value);
          setError(undefined);
        }}
      />
      <Button type="submit" size="large" busy={isBusy ? t("chat.start.connecting") : undefined}>
        {t("chat.start.connect")}
      </Button>
    </form>
  );
}
