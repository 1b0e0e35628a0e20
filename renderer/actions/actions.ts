import type { TFunction } from "i18next";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { moveToColumn } from "../app/columns.ts";
import { focusOn } from "../app/focus.ts";
import { layoutNow } from "../app/layout.ts";
import { isHostsComputer } from "../hosting/hosts-computer.ts";
import { changeSettings, settingsNow } from "../settings/settings.ts";
import { chatNow, unreadIn } from "../state/chat.ts";
import { openRoom } from "../state/commands.ts";
import { backToChat, openDialog, openRace, openWire, useWindow } from "../state/window.ts";
import { choiceName, chooseTransport } from "../transport/choose.ts";
import type { words } from "../words/index.ts";
import { isDesktop, keysOf, type Shortcut } from "./shortcut.ts";

/** Something that a person can do from anywhere: buttons, keys and the page of keys all come from here. */
export interface Action {
  readonly name: string;
  label(t: TFunction): string;
  readonly shortcut?: Shortcut;
  /** Whether it does anything now; without it, always. */
  isOffered?(): boolean;
  perform(): void;
}

type ActionName = Exclude<keyof typeof words.en.chat.action, "switch">;

function action(name: ActionName, perform: () => void, shortcut?: Shortcut): Action {
  return { name, label: (t) => t(`chat.action.${name}`), perform, ...(shortcut ? { shortcut } : {}) };
}

/** All actions, in the order in which the page of keys shows them. */
export const actions: readonly Action[] = [
  action(
    "jump",
    inChat(() => openDialog("jump")),
    { key: "k", mod: true },
  ),
  action(
    "previous-room",
    inChat(() => goToRoom(-1)),
    { key: "arrowup", alt: true },
  ),
  action(
    "next-room",
    inChat(() => goToRoom(1)),
    { key: "arrowdown", alt: true },
  ),
  action("next-unread", inChat(goToUnread), { key: "arrowdown", alt: true, shift: true }),
  action(
    "new-room",
    inChat(() => openDialog("new-room")),
  ),
  action(
    "wire",
    toggleWire,
    isDesktop ? { code: "KeyW", mod: true, shift: true } : { code: "KeyW", alt: true },
  ),
  action(
    "race",
    toggleRace,
    isDesktop ? { code: "KeyR", mod: true, shift: true } : { code: "KeyR", alt: true },
  ),
  ...(isHostsComputer
    ? [
        action(
          "hosting",
          () => openDialog("hosting"),
          isDesktop ? { code: "KeyH", mod: true, shift: true } : { code: "KeyH", alt: true },
        ),
      ]
    : []),
  action("panel", togglePanel, { key: ".", mod: true }),
  ...[...TRANSPORTS, "auto" as const].map((choice, i): Action => {
    const code = `Digit${i + 1}`;
    return {
      name: `switch-${choice}`,
      label: (t) => t("chat.action.switch", { transport: choiceName(choice, t) }),
      shortcut: isDesktop ? { code, mod: true } : { code, alt: true },
      perform: () => void chooseTransport(choice),
    };
  }),
  action("next-column", () => moveToColumn(1), { key: "f6" }),
  action("previous-column", () => moveToColumn(-1), { key: "f6", shift: true }),
  {
    ...action(
      "people",
      inChat(() => openDialog("people")),
      isDesktop ? { code: "KeyP", mod: true, shift: true } : { code: "KeyP", alt: true },
    ),
    isOffered: () => chatNow().standing.owner,
  },
  action("settings", () => openDialog("settings"), { key: ",", mod: true }),
  action("shortcuts", () => openDialog("shortcuts"), { key: "/", mod: true }),
  action("composer", backToComposer, { key: "escape" }),
];

/** The keys of an action, as text; `undefined` if it has none. */
export function keysFor(name: ActionName): string | undefined {
  const shortcut = actions.find((one) => one.name === name)?.shortcut;
  return shortcut && keysOf(shortcut);
}

/** Folds the transport panel or brings it back: beside the room where there is space, else over it. */
export function togglePanel(): void {
  if (layoutNow() === "wide") changeSettings({ panelOpen: !settingsNow().panelOpen });
  else useWindow.setState(({ isPanelOver }) => ({ isPanelOver: !isPanelOver }));
}

function toggleWire(): void {
  if (useWindow.getState().screen === "wire") backToChat();
  else openWire();
}

function toggleRace(): void {
  if (useWindow.getState().screen === "race") backToChat();
  else openRace();
}

/** What is done in the chat brings it to the front. */
function inChat(perform: () => void): () => void {
  return () => {
    backToChat();
    perform();
  };
}

/** The actions that do something now. */
export function offeredActions(): readonly Action[] {
  return actions.filter((one) => one.isOffered?.() ?? true);
}

function backToComposer(): void {
  backToChat();
  useWindow.setState({ isPanelOver: false, isDrawerOpen: false });
  focusOn("composer");
}

function goToRoom(step: 1 | -1): void {
  const { list, current } = chatNow();
  const at = list.findIndex(({ name }) => name === current);
  const room = list.at((at + step + list.length) % Math.max(1, list.length));
  if (room) void openRoom(room.name);
}

/** The next room below the current one that has unread messages, from the top again after the last. */
function goToUnread(): void {
  const chat = chatNow();
  const at = chat.list.findIndex(({ name }) => name === chat.current);
  const inTurn = [...chat.list.slice(at + 1), ...chat.list.slice(0, Math.max(0, at))];
  const room = inTurn.find((one) => unreadIn(chat, one) > 0);
  if (room) void openRoom(room.name);
}
