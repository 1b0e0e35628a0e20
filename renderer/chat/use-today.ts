import { useEffect, useState } from "react";
import { startOfDay } from "./dates.ts";

/** When today began, in Unix ms; follows midnight, so that "Today" does not grow old on the screen. */
export function useToday(): number {
  const [today, setToday] = useState(() => startOfDay(Date.now()));
  useEffect(() => {
    const tomorrow = new Date(today).setDate(new Date(today).getDate() + 1);
    const midnight = setTimeout(() => setToday(startOfDay(Date.now())), tomorrow - Date.now());
    return () => clearTimeout(midnight);
  }, [today]);
  return today;
}
