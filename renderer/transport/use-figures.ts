import { useSyncExternalStore } from "react";
import type { Session } from "../../client/session.ts";
import { useChat } from "../state/chat.ts";
import { type Figures, noFigures } from "./figures.ts";
import { Sampler } from "./sampler.ts";

const samplers = new WeakMap<Session, Sampler>();

/** The one sampler of a session. */
export function samplerOf(session: Session): Sampler {
  const sampler = samplers.get(session) ?? new Sampler(session);
  samplers.set(session, sampler);
  return sampler;
}

const neverChanges = (): (() => void) => () => {};

/** What the session costs, live. While something on screen calls this, it is measured. */
export function useFigures(): Figures {
  const session = useChat((chat) => chat.session);
  const sampler = session && samplerOf(session);
  return useSyncExternalStore(sampler?.subscribe ?? neverChanges, sampler?.figures ?? (() => noFigures));
}
