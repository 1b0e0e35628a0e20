import { useTranslation } from "react-i18next";
import { useChat } from "../state/chat.ts";
import type { Why } from "./explain.ts";
import { useExplanations } from "./happenings.ts";
import { outcomeSentence, whySentence } from "./sentence.ts";

/** Older drops, in ms, are not the one that the screen speaks of. */
const RECENT = 15_000;
/** What leaves open whether the host is there. */
const OPEN = new Set<Why>(["closed-by-host", "silent", "lost", "host-gone"]);

export interface LastDrop {
  /** Why the connection was lost. */
  readonly why: string;
  /** What became of it; null while it is not known. */
  readonly outcome: string | null;
  /** Whether it is the way that broke, and not the host that does not answer. */
  readonly isTheWay: boolean;
}

/** The last time that the connection was lost; null if that is not why it is lost now, or was until a moment ago. */
export function useLastDrop(): LastDrop | null {
  const { t, i18n } = useTranslation();
  const drop = useExplanations(({ list }) => list.findLast(({ isDrop }) => isDrop));
  const reroutedAt = useExplanations((explanations) => explanations.reroutedAt);
  const isLost = useChat((chat) => chat.link !== "connected");
  const session = useChat((chat) => chat.session);
  if (!drop || !session || drop.at < reroutedAt) return null;
  if (!isLost && session.now() - (drop.outcome?.at ?? drop.at) > RECENT) return null;
  const why = whySentence(drop, t, i18n.language);
  return { why, outcome: outcomeSentence(drop, t), isTheWay: !OPEN.has(drop.why) };
}
