import { create } from "zustand";

/** What the browser did not let the page copy: it is shown, selected, for the person to copy. Null when there is nothing. */
export const useManualCopy = create<{ readonly text: string | null }>()(() => ({ text: null }));
