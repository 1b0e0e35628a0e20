import { useCallback, useEffect, useState } from "react";
import type { Problem } from "../../client/problems.ts";
import type { ReplyBody } from "../../protocol/schemas.ts";
import { chatNow } from "../state/chat.ts";
import { useAsked } from "./asked.ts";

type People = ReplyBody<"host:people">;

/** Whom the host knows: as it was when this came on screen, after each change that is made here, and after `look`. */
export function usePeople(): { people: People | null; problem: Problem | null; look(): void } {
  const [people, setPeople] = useState<People | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [looks, setLooks] = useState(0);
  const changes = useAsked((state) => state.changes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked again after each change
  useEffect(() => {
    let isOver = false;
    void chatNow()
      .session?.owner.people()
      .then((answer) => {
        if (isOver) return;
        setProblem(answer.ok ? null : answer.error);
        if (answer.ok) setPeople(answer);
      });
    return () => {
      isOver = true;
    };
  }, [changes, looks]);
  const look = useCallback(() => setLooks((count) => count + 1), []);
  return { people, problem, look };
}
