export { isPresetName, PRESETS, type PresetName } from "../../protocol/faults.ts";
