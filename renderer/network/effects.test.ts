import { expect, test } from "vitest";
import { PRESETS, type PresetName } from "../../protocol/faults.ts";
import { effectsOf } from "./effects.ts";

const kinds: Record<PresetName, string[]> = {
  direct: ["none"],
  "good-lan": ["latency"],
  "busy-wifi": ["latency", "bandwidth"],
  "corporate-proxy": ["refuse-upgrade", "idle-cut-rare", "latency"],
  "buffering-proxy": ["buffer", "latency"],
  mobile: ["latency", "bandwidth"],
  flaky: ["cuts", "latency", "bandwidth"],
};

test.each(Object.entries(kinds))("%s", (name, expected) => {
  expect(effectsOf(PRESETS[name as PresetName]).map(({ kind }) => kind)).toEqual(expected);
});

test("a silence shorter than the heartbeat's is cut each time; a cable that is out counts most", () => {
  const effects = effectsOf({ ...PRESETS.direct, idleCutMs: 2_000, offline: true });
  expect(effects).toEqual([{ kind: "offline" }, { kind: "idle-cut-often", ms: 2_000 }]);
});

test("jitter lengthens each way", () => {
  const [latency] = effectsOf({ ...PRESETS.direct, latencyMs: 5, jitterMs: 60 });
  expect(latency).toEqual({ kind: "latency", oneWay: [5, 65], roundTrip: [10, 130] });
});
