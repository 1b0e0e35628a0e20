export type { FaultEvent, FaultKind } from "../../protocol/faults.ts";
