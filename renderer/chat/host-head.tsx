import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { isHostsComputer, isLoopbackUrl } from "../hosting/hosts-computer.ts";
import { IconButton } from "../look/button.tsx";
import { MenuButton } from "../look/menu.tsx";
import { useChat } from "../state/chat.ts";
import { leaveHost } from "../state/session.ts";
import { openDialog } from "../state/window.ts";
import { useCopy } from "./use-copy.ts";

const InviteDialog = lazy(() =>
  import("../invite/invite-dialog.tsx").then(({ InviteDialog }) => ({ default: InviteDialog })),
);

/**
 * At the top left: which host this is, its address for those who want to join, and the way out. `isTitle`: the host's name is
 * the page's heading.
 */
export function HostHead({ isTitle }: { isTitle: boolean }) {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host);
  const url = useChat((chat) => chat.url);
  const isOwner = useChat((chat) => chat.standing.owner);
  const { isCopied, copy } = useCopy();
  const [isInviting, setInviting] = useState(false);
  const Name = isTitle ? "h1" : "b";
  const choices = [
    isHostsComputer &&
      isLoopbackUrl(url) && {
        id: "hosting",
        label: t("chat.action.hosting"),
        perform: () => openDialog("hosting"),
      },
    isOwner && { id: "people", label: t("chat.action.people"), perform: () => openDialog("people") },
    { id: "leave", label: t("chat.leaveHost"), perform: leaveHost },
  ];
  return (
    <header className="host-head">
      <div>
        <Name className="host-name ellipsis" title={host?.name}>
          {host?.name}
        </Name>
        <span className="host-address ellipsis">{new URL(url).host}</span>
      </div>
      <IconButton icon="link" label={t("chat.invite")} on={isInviting} onClick={() => setInviting(true)} />
      <IconButton
        icon={isCopied ? "check" : "copy"}
        label={isCopied ? t("chat.copied") : t("chat.copyAddress")}
        onClick={() => copy(url)}
      />
      <MenuButton label={t("chat.actions")} choices={choices} />
      {isInviting && host && (
        <Suspense fallback={null}>
          <InviteDialog url={url} id={host.id} onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </header>
  );
}
