import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isHostsComputer, isLoopbackUrl } from "../hosting/hosts-computer.ts";
import { Button, IconButton } from "../look/button.tsx";
import { Popover } from "../look/popover.tsx";
import { useChat } from "../state/chat.ts";
import { leaveHost } from "../state/session.ts";
import { openDialog } from "../state/window.ts";
import { useCopy } from "./use-copy.ts";

const InviteDialog = lazy(() =>
  import("../invite/invite-dialog.tsx").then(({ InviteDialog }) => ({ default: InviteDialog })),
);

/** At the top left: which host this is, its address for those who want to join, and the way out. */
export function HostHead() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host);
  const url = useChat((chat) => chat.url);
  const isOwner = useChat((chat) => chat.standing.owner);
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
        {isHostsComputer && isLoopbackUrl(url) && (
          <Button
            className="menu-row"
            onClick={() => {
              setOpen(false);
              openDialog("hosting");
            }}
          >
            {t("chat.action.hosting")}
          </Button>
        )}
        {isOwner && (
          <Button
            className="menu-row"
            onClick={() => {
              setOpen(false);
              openDialog("people");
            }}
          >
            {t("chat.action.people")}
          </Button>
        )}
        <Button className="menu-row" onClick={leaveHost}>
          {t("chat.leaveHost")}
        </Button>
      </Popover>
      {isInviting && host && (
        <Suspense fallback={null}>
          <InviteDialog url={url} id={host.id} onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </header>
  );
}
