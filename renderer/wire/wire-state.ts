import { create } from "zustand";
import { useWindow } from "../state/window.ts";
import { type Filter, NO_FILTER } from "./filter.ts";

/** What is chosen on the wire's screen: kept while the chat is in front. */
interface WireState {
  readonly filter: Filter;
  /** Key of the chosen row. */
  readonly selected: number | null;
  /** Whether its details are on screen. */
  readonly isOpen: boolean;
  readonly isSequenceOpen: boolean;
  /** Where there is no space for both. */
  readonly tab: "table" | "sequence";
}

export const useWire = create<WireState>()(() => ({
  filter: NO_FILTER,
  selected: null,
  isOpen: false,
  isSequenceOpen: true,
  tab: "table",
}));

export function changeFilter(change: Partial<Filter>): void {
  useWire.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

/** Shows the rows of one message and no others, whatever was filtered by before; null: all again. */
export function showOnly(message: string | null): void {
  useWire.setState({ filter: { ...NO_FILTER, message } });
}

/** Chooses a row; `open`: shows its details, too. */
export function selectRow(key: number, open = useWire.getState().isOpen): void {
  useWindow.setState({ asked: null });
  useWire.setState({ selected: key, isOpen: open });
}

export function closeDetails(): void {
  useWindow.setState({ asked: null });
  useWire.setState({ isOpen: false });
}
