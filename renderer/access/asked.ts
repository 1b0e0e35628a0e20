import { create } from "zustand";

/** Whom an owner does something about. */
export interface Subject {
  readonly id: string;
  readonly name: string;
}

/** What an owner is asked before it is done. */
export type Asked =
  | { readonly what: "rename" | "kick" | "ban"; readonly member: Subject }
  | { readonly what: "room-passcode" | "close-room"; readonly room: string };

interface AskedState {
  readonly asked: Asked | null;
  /** How often the owner changed something: lists of people look again each time. */
  readonly changes: number;
}

// Apart from the menus that ask: those are gone as soon as something is chosen in them.
export const useAsked = create<AskedState>()(() => ({ asked: null, changes: 0 }));

export function askOwner(asked: Asked): void {
  useAsked.setState({ asked });
}

/** That question is answered. Another one that was asked meanwhile stays. */
export function closeAsked(asked: Asked): void {
  useAsked.setState((now) => (now.asked === asked ? { asked: null } : now));
}

export function forgetAsked(): void {
  useAsked.setState({ asked: null });
}

export function noteChange(): void {
  useAsked.setState(({ changes }) => ({ changes: changes + 1 }));
}
