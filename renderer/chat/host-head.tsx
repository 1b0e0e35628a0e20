import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../look/button.tsx";
import { Popover } from "../look/popover.tsx";
import { useChat } from "../state/chat.ts";
import { leaveHost } from "../state/session.ts";
import { useCopy } from "./use-copy.ts";

const InviteDialog = lazy(() =>
  import("../invite/invite-dialog.tsx").then(({ InviteDialog }) => ({ default: InviteDialog })),
);

/** At the top left: which host this is, its address for those who want to join, and the way out. */
export function HostHead() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host);
  const url = useChat((chat) => chat.url);
  const { isCopied, copy } = useCopy();
  const [isOpen, setOpen] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  return (
    <header className="host-head">
      <div>
        <b className="ellipsis" title={host?.name}>
          {host?.name}
        </b>
        <span className="host-address ellipsis">{new URL(url).host}</span>
      </div>
      <IconButton icon="link" label={t("chat.invite")} on={isInviting} onClick={() => setInviting(true)} />
      <IconButton
        icon={isCopied ? "check" : "copy"}
        label={isCopied ? t("chat.copied") : t("chat.copyAddress")}
        onClick={() => copy(url)}
      />
      <IconButton
        ref={more}
        icon="more"
        label={t("chat.actions")}
        on={isOpen}
        onClick={() => setOpen(true)}
      />
      <Popover open={isOpen} onClose={() => setOpen(false)} anchor={more} label={t("chat.actions")}>
        <Button className="menu-row" onClick={leaveHost}>
          {t("chat.leaveHost")}
        </Button>
      </Popover>
      {isInviting && (
        <Suspense fallback={null}>
          <InviteDialog url={url} onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </header>
  );
}
