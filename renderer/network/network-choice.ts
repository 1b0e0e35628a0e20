import type { PresetName } from "../../protocol/faults.ts";

/** A network that one goes through, or the direct way. */
export type NetworkChoice = PresetName | "custom";
