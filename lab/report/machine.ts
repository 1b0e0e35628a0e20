import { availableParallelism, cpus, release, totalmem, type } from "node:os";

/** What a race was run on. */
export interface Machine {
  cpu: string;
  /** Cores that this process may use. */
  cores: number;
  /** In bytes. */
  memory: number;
  os: string;
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memory: totalmem(),
    os: `${type()} ${release()}`,
  };
}
