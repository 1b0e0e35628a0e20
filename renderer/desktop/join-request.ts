import { create } from "zustand";
import type { JoinTarget } from "../../protocol/desktop.ts";
import { closeDialog } from "../state/window.ts";

/** Where a link wants to lead, until the person has said yes or no. */
export const useJoinRequest = create<{ readonly target: JoinTarget | null }>()(() => ({ target: null }));

/** Asks the person whether to follow a link; a newer one takes an older one's place. */
export function askToJoin({ address, room, hostId }: JoinTarget): void {
  closeDialog();
  const meant = { ...(room !== undefined && { room }), ...(hostId !== undefined && { hostId }) };
  useJoinRequest.setState({ target: { address, ...meant } });
}

export function forgetJoinRequest(): void {
  useJoinRequest.setState({ target: null });
}
