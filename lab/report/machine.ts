import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import type { Machine } from "../../protocol/report.ts";

/** What a race in this process runs on. */
export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memory: totalmem(),
    os: `${type()} ${release()}`,
  };
}
