import { create } from "zustand";
import { FaultyNetwork } from "../../client/faults.ts";
import type { Session } from "../../client/session.ts";
import { type Conditions, PRESETS } from "../../protocol/faults.ts";
import { chatNow } from "../state/chat.ts";
import { pardonAutomatic, restartAutomatic } from "./automatic.ts";
import { record } from "./happenings.ts";
import type { NetworkChoice } from "./network-choice.ts";

/** Why a network could not be had, or is gone: the codes of `FaultsAnswer`, and what the host says of it. */
export interface NetworkProblem {
  readonly code: string;
  readonly message: string;
}

interface NetworkState {
  readonly choice: NetworkChoice;
  /** Those of the network; `offline` is apart, so that it can be taken back. */
  readonly conditions: Conditions;
  readonly isOffline: boolean;
  readonly isChanging: boolean;
  readonly problem: NetworkProblem | null;
}

const direct: NetworkState = {
  choice: "direct",
  conditions: PRESETS.direct,
  isOffline: false,
  isChanging: false,
  problem: null,
};

/** The network between one's own session and the host. Not remembered: a reload is direct. */
export const useNetwork = create<NetworkState>()(() => direct);

/** How often the network is asked what it did, in ms. */
const LOOK = 1_000;
/** A message that took so long over a stream that is held back, in ms, was held back. */
const LATE = 250;

interface Open {
  readonly network: FaultyNetwork;
  readonly session: Session;
  readonly off: () => void;
}

let open: Open | null = null;
let queue: Promise<void> = Promise.resolve();

/** The address by which the session goes: the network's, or the host's own. */
export const wayUrl = (): string => open?.network.url ?? chatNow().url;

/** Goes through another network, live. One change waits for the other. */
export function chooseNetwork(choice: NetworkChoice, conditions: Conditions): Promise<void> {
  return inTurn(() => (choice === "direct" ? goDirect() : goThrough(choice, conditions)));
}

/** Nothing in between any more. */
export const backToDirect = (): Promise<void> => chooseNetwork("direct", PRESETS.direct);

/** Resets all connections of one's own. */
export function cutNow(): Promise<void> {
  return inTurn(async () => {
    if (!open) return;
    pardonAutomatic();
    const cut = await open.network.cut();
    if (!cut.ok) lose(cut);
    else await look(open);
  });
}

/** Pulls the cable, or puts it in again. */
export function setOffline(isOffline: boolean): Promise<void> {
  return inTurn(async () => {
    if (!open) return;
    const set = await open.network.set({ ...useNetwork.getState().conditions, offline: isOffline });
    if (!set.ok) return lose(set);
    useNetwork.setState({ isOffline });
    await look(open);
    if (!isOffline) open?.session.retryNow();
  });
}

/** Closes the network when its session ends or the page is left. Returns "off". */
export function followNetwork(): () => void {
  const leave = (): void => void goDirect(); // a page that is shown again from the browser's cache is direct
  addEventListener("pagehide", leave);
  return () => {
    removeEventListener("pagehide", leave);
    void closeNetwork();
    useNetwork.setState(direct);
  };
}

function inTurn(change: () => Promise<void> | void): Promise<void> {
  queue = queue.then(async () => {
    useNetwork.setState({ isChanging: true, problem: null });
    await change();
    useNetwork.setState({ isChanging: false });
  });
  return queue;
}

async function goDirect(): Promise<void> {
  if (open) {
    open.session.route(null);
    note(open.session, "direct");
    restartAutomatic(open.session);
  }
  useNetwork.setState({ choice: "direct", conditions: PRESETS.direct, isOffline: false });
  await closeNetwork();
}

async function goThrough(choice: NetworkChoice, conditions: Conditions): Promise<void> {
  const { session, url } = chatNow();
  if (!session) return;
  if (open) {
    const set = await open.network.set({ ...conditions, offline: useNetwork.getState().isOffline });
    if (!set.ok) return lose(set);
  } else {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    const opened = await FaultyNetwork.open(url, conditions, seed);
    if (!opened.ok) return useNetwork.setState({ problem: opened });
    if (chatNow().session !== session) return void opened.value.close();
    open = { network: opened.value, session, off: watch(opened.value, session) };
    session.route(open.network.url);
  }
  note(session, choice);
  restartAutomatic(session);
  useNetwork.setState({ choice, conditions });
}

/** What was before another network is not what that one did. */
function note(session: Session, choice: NetworkChoice): void {
  record({ kind: "network", at: session.now(), choice });
}

async function closeNetwork(): Promise<void> {
  const closing = open;
  open = null;
  closing?.off();
  await closing?.network.close(); // if it does not answer, it closes by itself
}

const isGone = ({ code }: NetworkProblem): boolean => code === "no-network" || code === "host-restarted";

/** It does not obey any more: what is left is the direct way, if the host knows nothing of it. */
function lose(problem: NetworkProblem): void {
  if (isGone(problem) && open) {
    open.session.route(null);
    note(open.session, "direct");
    open.off();
    open = null;
    useNetwork.setState({ ...direct, isChanging: useNetwork.getState().isChanging });
  }
  useNetwork.setState({ problem });
}

/** Asks again and again what the network did, and sees which messages it held back. Returns "off". */
function watch(network: FaultyNetwork, session: Session): () => void {
  let isOver = false;
  let toldLate = 0;
  let timer: ReturnType<typeof setTimeout>;
  const again = (): void => {
    timer = setTimeout(async () => {
      await look({ network });
      if (!isOver) again();
    }, LOOK);
  };
  again();
  const offs = [
    session.on("message", ({ transport, latencyMs }) => {
      const { buffer } = useNetwork.getState().conditions;
      const isStream = transport.endsWith("streaming") || transport === "sse";
      const at = session.now();
      if (!buffer || !isStream || latencyMs === null || latencyMs < LATE || at < toldLate + LOOK) return;
      toldLate = at;
      record({ kind: "late", at, transport, buffer });
    }),
    // Why it broke is asked at once.
    session.on("state", (state) => {
      if (state === "reconnecting") void look({ network });
    }),
  ];
  return () => {
    isOver = true;
    clearTimeout(timer);
    for (const off of offs) off();
  };
}

let looking: Promise<void> = Promise.resolve();

/** Records what the network did since the last look; two looks at a time would see the same twice. */
function look({ network }: Pick<Open, "network">): Promise<void> {
  looking = looking.then(async () => {
    const page = await network.look();
    if (network !== open?.network) return;
    if (page.ok) {
      const { events, conditions } = page.value;
      const { idleCutMs } = conditions;
      record(...events.map((fault) => ({ kind: "fault", at: fault.at, fault, idleCutMs }) as const));
    } else if (isGone(page)) lose(page); // else the host does not answer now: the session says so
  });
  return looking;
}
