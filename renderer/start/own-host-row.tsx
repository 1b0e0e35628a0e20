import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { HostInfo } from "../../protocol/schemas.ts";
import { problemText } from "../app/problem-text.ts";
import { desktop } from "../bridge.ts";
import { isHostsComputer } from "../hosting/hosts-computer.ts";
import { Button } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { HostName } from "./host-name.tsx";
import type { OwnHost } from "./use-own-host.ts";

const HostingNote = lazy(() =>
  import("../hosting/hosting-note.tsx").then(({ HostingNote }) => ({ default: HostingNote })),
);

interface OwnHostRowProps {
  own: OwnHost;
  onJoin(url: string, host: HostInfo): void;
  onLook(): void;
}

/** The host that is nearest: the app's own, or the one that served the page. */
export function OwnHostRow({ own, onJoin, onLook }: OwnHostRowProps) {
  const { t } = useTranslation();
  if (own.state === "looking") {
    return (
      <p className="start-host looking" role="status">
        {t("chat.start.looking")}
      </p>
    );
  }
  if (own.state === "missing") {
    return (
      <div className="start-host missing">
        <Icon name="alert" />
        <p role="alert">{problemText(own.problem, t)}</p>
        <Button onClick={onLook}>{t("common.tryNow")}</Button>
      </div>
    );
  }
  return (
    <div className="start-host">
      <div className="start-host-name">
        <HostName name={own.host.name} isLocked={own.host.passcode} />
        <span className="ellipsis">{new URL(own.url).host}</span>
      </div>
      <div className="start-host-notes">
        <span className="start-host-note">{t(desktop ? "chat.start.ownHost" : "chat.start.thisHost")}</span>
        {isHostsComputer && (
          <Suspense fallback={null}>
            <HostingNote />
          </Suspense>
        )}
      </div>
      <Button kind="primary" onClick={() => onJoin(own.url, own.host)}>
        {t("chat.start.join")}
      </Button>
    </div>
  );
}
