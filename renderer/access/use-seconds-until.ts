import { useEffect, useState } from "react";

/** How many seconds are left until a moment (Unix ms), live; 0 when it is over, or there is none. */
export function useSecondsUntil(at: number | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (at === null) return;
    setNow(Date.now());
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= at) clearInterval(tick);
    }, 250);
    return () => clearInterval(tick);
  }, [at]);
  return at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1_000));
}
