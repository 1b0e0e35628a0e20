import { useEffect, useState } from "react";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The host's time, which goes on several times a second while `isRunning`; where motion is reduced, once a second. */
export function useNow(now: () => number, isRunning: boolean): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    if (!isRunning) return;
    const tick = setInterval(() => setTime(now()), calm.matches ? 1_000 : 200);
    return () => clearInterval(tick);
  }, [now, isRunning]);
  return time;
}
