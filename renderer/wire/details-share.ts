import { create } from "zustand";
import { store, stored } from "../state/storage.ts";

/** How much of the height the details have, in percent. */
export const SHARE = { min: 20, max: 80, default: 48 } as const;

const KEY = "pushpull.wire-details";

function clamped(share: number): number {
  return Number.isFinite(share) ? Math.round(Math.min(SHARE.max, Math.max(SHARE.min, share))) : SHARE.default;
}

/** Kept between visits. */
export const useShare = create<{ readonly share: number }>()(() => ({
  share: clamped(Number.parseFloat(stored(KEY) ?? "")),
}));

/** What is out of bounds goes to the nearest bound. */
export function setShare(wanted: number): void {
  const share = clamped(wanted);
  useShare.setState({ share });
  store(KEY, String(share));
}
