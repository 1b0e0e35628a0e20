import { create } from "zustand";
import type { Problem } from "../../client/problems.ts";
import type { Session } from "../../client/session.ts";
import { together } from "../state/together.ts";
import { type Explanation, explain, type Happening } from "./explain.ts";
import { SleepWatch } from "./sleep-watch.ts";

/** How many are kept. */
const MOST = 100;

interface Explanations {
  /** Oldest first. */
  readonly list: readonly Explanation[];
  /** When the way to the host was changed here: the last drop is not why there was no connection then. */
  readonly reroutedAt: number;
}

const none: Explanations = { list: [], reroutedAt: 0 };

/** What happened to the session's connection, and why. */
export const useExplanations = create<Explanations>()(() => none);

let happenings: readonly Happening[] = [];

/** Adds what happened, and explains all anew: what comes later often tells why. */
export function record(...more: readonly Happening[]): void {
  if (more.length === 0) return;
  happenings = [...happenings, ...more].slice(-MOST);
  useExplanations.setState({ list: explain(happenings) });
}

/** Records what a session tells of its connection, until the function that it returns is called. */
export function followHappenings(session: Session): () => void {
  const sleep = new SleepWatch();
  let before = session.repairs;
  let drops = 0;
  return together(
    session.on("state", (state, _message, code) => {
      if (state === "connected") {
        if (drops > 0) void mended(drops);
        return;
      }
      if (state !== "reconnecting" || !code) return;
      if (code === "rerouted") return useExplanations.setState({ reroutedAt: session.now() });
      before = session.repairs;
      dropped(code);
    }),
    session.on("error", ({ code }) => {
      if (code === "connection-refused" || code === "transport-failed") dropped(code);
    }),
    () => {
      sleep.stop();
      happenings = [];
      useExplanations.setState(none);
    },
  );

  function dropped(code: Problem["code"]): void {
    drops += 1;
    record({
      kind: "drop",
      at: session.now(),
      transport: session.transport,
      code,
      hasSlept: sleep.hasSlept(),
      isOnline: navigator.onLine,
    });
  }

  /** A question is answered after the rooms are restored: then it is known what was missed. */
  async function mended(drop: number): Promise<void> {
    const answered = await session.roundTrip();
    if (answered === null || drop !== drops || session.state !== "connected") return;
    const { recovered, retransmitted } = session.repairs;
    record({
      kind: "mended",
      at: session.now(),
      transport: session.transport,
      recovered: recovered - before.recovered,
      retransmitted: retransmitted - before.retransmitted,
    });
  }
}
