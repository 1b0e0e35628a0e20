import { create } from "zustand";
import { Auto, type AutoStep } from "../../client/auto.ts";
import type { Session } from "../../client/session.ts";
import type { TransportChoice } from "../../protocol/transport-names.ts";
import { useSettings } from "../settings/settings.ts";
import { useChat } from "../state/chat.ts";

/** What `auto` did and why, oldest first; null while the transport is chosen by hand. */
export const useAutomatic = create<{ readonly steps: readonly AutoStep[] | null }>()(() => ({ steps: null }));

let auto: Auto | null = null;

/** Leaves the choice of the session's transport to `auto`, until `stopAutomatic()`. */
export function startAutomatic(session: Session): void {
  if (auto) return;
  const started = new Auto(session);
  const show = (): void => useAutomatic.setState({ steps: started.steps });
  auto = started;
  started.on("step", show);
  show();
}

/** The session stays on the transport that it is on. */
export function stopAutomatic(): void {
  auto?.stop();
  auto = null;
  useAutomatic.setState({ steps: null });
}

/** To be called before the connection is cut by hand: no transport is to blame for that. */
export function pardonAutomatic(): void {
  auto?.pardon();
}

/** Another network: what was learned of the last one does not hold. */
export function restartAutomatic(session: Session): void {
  if (!auto) return;
  stopAutomatic();
  startAutomatic(session);
}

/** What is chosen: automatic, or the transport in use; on the start screen, what to start with. */
export function useChosen(): TransportChoice {
  const preferred = useSettings((settings) => settings.transport);
  const isAutomatic = useAutomatic(({ steps }) => steps !== null);
  return useChat((chat) => {
    if (!chat.session) return preferred;
    return isAutomatic ? "auto" : chat.transport;
  });
}
