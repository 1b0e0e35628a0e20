import { PRESETS, type PresetName } from "../../protocol/faults.ts";
import type { RaceRecord } from "../../protocol/report.ts";

/** What one must know to read the figures; the words for it stand in words/. */
export type Note =
  | { readonly kind: "together" | "in turn" | "deliveries" | "bytes" | "clients" | "memory" }
  /** A race of so many seconds was too short for what this network does after so many. */
  | {
      readonly kind: "idle cut" | "life";
      readonly conditions: PresetName;
      readonly after: number;
      readonly seconds: number;
    };

export function notesOn({ mode, seconds, results }: RaceRecord): Note[] {
  const networks = [...new Set(results.map(({ conditions }) => conditions))];
  const tooShort = networks.flatMap((conditions): Note[] => {
    const { idleCutMs, cutEveryMs } = PRESETS[conditions];
    const note = (kind: "idle cut" | "life", ms: number | null): Note[] =>
      ms !== null && seconds * 1_000 < ms ? [{ kind, conditions, after: ms / 1_000, seconds }] : [];
    return [...note("idle cut", idleCutMs), ...note("life", cutEveryMs)];
  });
  return [
    { kind: mode },
    { kind: "deliveries" },
    { kind: "bytes" },
    { kind: "clients" },
    { kind: "memory" },
    ...tooShort,
  ];
}
