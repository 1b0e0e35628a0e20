import { create } from "zustand";

/** What is open over the chat. */
export type DialogName = "jump" | "hosting" | "new-room" | "people" | "settings" | "shortcuts";

/** What this window shows beside the chat itself: nothing of it outlives the window. */
interface WindowState {
  /** Which screen is in front: the chat stays as it is behind the others. */
  readonly screen: "chat" | "wire" | "race";
  /** The message whose way the wire's screen shows: "how did this reach me?" */
  readonly asked: { readonly room: string; readonly seq: number } | null;
  readonly dialog: DialogName | null;
  /** The left column, where it is a drawer. */
  readonly isDrawerOpen: boolean;
  /** The transport panel, where it lies over the room. */
  readonly isPanelOver: boolean;
  /** What a phone shows: the list of rooms, or the room. */
  readonly phonePage: "rooms" | "room";
  /** The last thing that a screen reader is told. */
  readonly announcement: string;
}

const atFirst: WindowState = {
  screen: "chat",
  asked: null,
  dialog: null,
  isDrawerOpen: false,
  isPanelOver: false,
  phonePage: "room",
  announcement: "",
};

export const useWindow = create<WindowState>()(() => atFirst);

/** Closes all that is open: the next host begins with its chat. */
export function closeAll(): void {
  useWindow.setState(atFirst);
}

export function openDialog(dialog: DialogName): void {
  useWindow.setState({ dialog, isDrawerOpen: false });
}

export function closeDialog(): void {
  useWindow.setState({ dialog: null });
}

/** Shows what goes over the wire; with `asked`, how that message came. */
export function openWire(asked: WindowState["asked"] = null): void {
  useWindow.setState({ screen: "wire", asked, dialog: null, isDrawerOpen: false, isPanelOver: false });
}

/** Shows the race of the transports. */
export function openRace(): void {
  useWindow.setState({ screen: "race", asked: null, dialog: null, isDrawerOpen: false, isPanelOver: false });
}

/** From whichever screen is in front. */
export function backToChat(): void {
  useWindow.setState({ screen: "chat", asked: null });
}

/** Tells a screen reader, when it has finished what it is saying. */
export function announce(announcement: string): void {
  useWindow.setState({ announcement });
}
