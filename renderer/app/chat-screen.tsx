import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { keysFor, togglePanel } from "../actions/actions.ts";
import { useShortcuts } from "../actions/use-shortcuts.ts";
import { JumpDialog } from "../chat/jump-dialog.tsx";
import { LeftColumn } from "../chat/left-column.tsx";
import { RoomView } from "../chat/room-view.tsx";
import { useSettings } from "../settings/settings.ts";
import { startAttention } from "../state/attention.ts";
import { useChat } from "../state/chat.ts";
import { closeDialog, useWindow } from "../state/window.ts";
import { PhoneStrip } from "../transport/phone-strip.tsx";
import { Strip } from "../transport/strip.tsx";
import { TransportPanel } from "../transport/transport-panel.tsx";
import "./chat-screen.css";
import { Drawer } from "./drawer.tsx";
import { useLayout } from "./layout.ts";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { Speaker } from "./speaker.tsx";
import { TabBar } from "./tab-bar.tsx";
import { useComposerAfter } from "./use-composer-after.ts";
import { useTitle } from "./use-title.ts";

const SettingsDialog = lazy(() =>
  import("../settings/settings-dialog.tsx").then(({ SettingsDialog }) => ({ default: SettingsDialog })),
);

const NewRoomDialog = lazy(() =>
  import("../chat/new-room-dialog.tsx").then(({ NewRoomDialog }) => ({ default: NewRoomDialog })),
);

const loadDoor = () => import("../access/host-door.tsx").then(({ HostDoor }) => ({ default: HostDoor }));
const HostDoor = lazy(loadDoor);

const HostingDialog = lazy(() =>
  import("../hosting/hosting-dialog.tsx").then(({ HostingDialog }) => ({ default: HostingDialog })),
);

const PeopleDialog = lazy(() =>
  import("../access/people-dialog.tsx").then(({ PeopleDialog }) => ({ default: PeopleDialog })),
);

const OwnerDialogs = lazy(() =>
  import("../access/owner-dialogs.tsx").then(({ OwnerDialogs }) => ({ default: OwnerDialogs })),
);

const WireScreen = lazy(() =>
  import("../wire/wire-screen.tsx").then(({ WireScreen }) => ({ default: WireScreen })),
);

const RaceScreen = lazy(() =>
  import("../race/race-screen.tsx").then(({ RaceScreen }) => ({ default: RaceScreen })),
);

/** The whole window while one is with a host: columns side by side as far as they fit, and the strip. */
export function ChatScreen() {
  const layout = useLayout();
  const screen = useWindow((window) => window.screen);
  useComposerAfter(screen !== "chat");
  useShortcuts();
  useTitle();
  useEffect(startAttention, []);
  // Before it is needed: when the connection is in doubt, so is whether it could still be loaded.
  useEffect(
    () => void loadDoor().catch((error: unknown) => console.warn("The door was not loaded.", error)),
    [],
  );
  return (
    <div className={`chat-screen ${layout} ${screen === "chat" ? "" : "behind"}`}>
      {screen !== "chat" && (
        <Suspense fallback={null}>{screen === "wire" ? <WireScreen /> : <RaceScreen />}</Suspense>
      )}
      {layout === "phone" ? <PhonePage /> : <Columns />}
      <Dialogs />
      <Door />
      <Speaker />
    </div>
  );
}

function Columns() {
  const layout = useLayout();
  const isPanelOpen = useSettings((settings) => settings.panelOpen);
  const isBeside = layout === "wide" && isPanelOpen;
  return (
    <>
      <div className={`columns ${isBeside ? "with-panel" : ""}`}>
        {layout === "narrow" ? <RoomsDrawer /> : <LeftColumn />}
        <RoomView />
        {isBeside && <Panel />}
      </div>
      <Strip />
      {layout !== "wide" && <PanelDrawer />}
    </>
  );
}

/** A phone shows one page at a time, with the tabs below. */
function PhonePage() {
  const page = useWindow((window) => window.phonePage);
  const current = useChat((chat) => chat.current);
  return (
    <>
      {page === "rooms" || current === null ? <PhoneRooms /> : <RoomView />}
      <TabBar />
      <PanelDrawer />
    </>
  );
}

function PhoneRooms() {
  return (
    <main className="phone-rooms">
      <PhoneStrip />
      <LeftColumn isPage />
    </main>
  );
}

function Panel() {
  return (
    <div className="panel-column" data-column>
      <TransportPanel onFold={togglePanel} shortcut={keysFor("panel") ?? ""} />
    </div>
  );
}

function PanelDrawer() {
  const { t } = useTranslation();
  const isOpen = useWindow((window) => window.isPanelOver);
  const close = (): void => useWindow.setState({ isPanelOver: false });
  return (
    <Drawer side="right" open={isOpen} onClose={close} label={t("transport.transport")}>
      <TransportPanel onFold={close} shortcut={keysFor("panel") ?? ""} />
    </Drawer>
  );
}

function RoomsDrawer() {
  const { t } = useTranslation();
  const isOpen = useWindow((window) => window.isDrawerOpen);
  return (
    <Drawer
      side="left"
      open={isOpen}
      onClose={() => useWindow.setState({ isDrawerOpen: false })}
      label={t("chat.rooms")}
    >
      <LeftColumn />
    </Drawer>
  );
}

function Dialogs() {
  const dialog = useWindow((window) => window.dialog);
  const isOwner = useChat((chat) => chat.standing.owner);
  if (dialog === "jump") return <JumpDialog />;
  if (dialog === "shortcuts") return <ShortcutsDialog />;
  return (
    <Suspense fallback={null}>
      {dialog === "new-room" && <NewRoomDialog />}
      {dialog === "hosting" && <HostingDialog onClose={closeDialog} />}
      {dialog === "people" && isOwner && <PeopleDialog />}
      {isOwner && <OwnerDialogs />}
      {dialog === "settings" && <SettingsDialog open onClose={closeDialog} />}
    </Suspense>
  );
}

/** While the host lets one in no more. */
function Door() {
  const isLocked = useChat((chat) => chat.lock !== null);
  return (
    isLocked && (
      <Suspense fallback={null}>
        <HostDoor />
      </Suspense>
    )
  );
}
