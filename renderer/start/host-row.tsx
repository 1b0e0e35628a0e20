import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { findHost } from "../../client/find-host.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { problemText } from "../app/problem-text.ts";
import { Button, IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { HostName } from "./host-name.tsx";
import { namesake } from "./known-hosts.ts";

interface HostRowProps {
  /** Whom it expects there. */
  host: { readonly id: string; readonly name: string; readonly url: string };
  /** Beside the address. */
  detail?: string;
  note: ReactNode;
  asksForPasscode?: boolean;
  /** False for a host that one cannot talk with; the note says why. */
  canJoin?: boolean;
  /** Whether there is a name to join with. */
  checkName(): boolean;
  onJoin(url: string, host: HostInfo): void;
  onForget?(): void;
}

/** A host that is not the own one: where it is, what is known of it, and the way in. */
export function HostRow(props: HostRowProps) {
  const { host, detail, note, asksForPasscode = false, canJoin = true, onForget } = props;
  const { t } = useTranslation();
  const { isBusy, error, join } = useJoin(props);
  return (
    <li>
      <div className="start-host">
        <div className="start-host-name">
          <HostName name={host.name} isLocked={asksForPasscode} />
          <span className="ellipsis">
            {new URL(host.url).host}
            {detail && <span className="start-host-detail"> · {detail}</span>}
          </span>
        </div>
        <span className="start-host-note">{note}</span>
        {onForget && (
          <IconButton icon="close" label={t("nearby.forget", { name: host.name })} onClick={onForget} />
        )}
        {canJoin && (
          <Button
            aria-label={t("nearby.joinHost", { name: host.name })}
            busy={isBusy ? t("nearby.joining") : undefined}
            onClick={() => void join()}
          >
            {t("chat.start.join")}
          </Button>
        )}
      </div>
      {error && (
        <p className="start-host-error" role="alert">
          <Icon name="alert" />
          {error}
        </p>
      )}
    </li>
  );
}

function useJoin({ host, checkName, onJoin }: HostRowProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function join(): Promise<void> {
    setError(undefined);
    if (!checkName()) return;
    asking.current = new AbortController();
    const { signal } = asking.current;
    setBusy(true);
    const found = await findHost(host.url, signal);
    if (signal.aborted) return;
    setBusy(false);
    if (!found.ok) setError(problemText(found.error, t));
    // Where another host has its name, the person is asked.
    else if (found.host.id !== host.id && namesake(found.host)?.id !== host.id)
      setError(t("chat.problem.another-host"));
    else onJoin(host.url, found.host);
  }
  return { isBusy, error, join };
}
