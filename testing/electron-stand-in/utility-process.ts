import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { fileURLToPath } from "node:url";
import type * as Electron from "electron";

const entry = fileURLToPath(new URL("./utility-entry.cjs", import.meta.url));
const running = new Set<ChildProcess>();

class UtilityProcess
  extends EventEmitter
  implements Pick<Electron.UtilityProcess, "kill" | "postMessage" | "pid">
{
  private readonly child: ChildProcess;

  constructor(path: string, args: string[], { env }: Electron.ForkOptions) {
    super();
    this.child = fork(path, args, {
      ...(env && { env: env as NodeJS.ProcessEnv }),
      execArgv: ["--require", entry],
      serialization: "advanced", // structured clones, as in Electron
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    running.add(this.child);
    this.child.on("message", (message) => this.emit("message", message));
    this.child.on("exit", (code) => {
      running.delete(this.child);
      this.emit("exit", code ?? 15);
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  postMessage(message: unknown): void {
    if (this.child.connected) this.child.send(message as object);
  }

  kill(): boolean {
    return this.child.kill();
  }
}

export const utilityProcess = {
  fork: (path: string, args: string[] = [], options: Electron.ForkOptions = {}) =>
    new UtilityProcess(path, args, options),
};

/** Kills every utility process, as their crash or the end of the app does. */
export function killUtilityProcesses(): void {
  for (const child of running) child.kill("SIGKILL");
}
