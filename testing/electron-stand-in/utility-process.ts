import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { fileURLToPath } from "node:url";
import type * as Electron from "electron";

const entry = fileURLToPath(new URL("./utility-entry.cjs", import.meta.url));
const running = new Set<UtilityProcess>();

class UtilityProcess
  extends EventEmitter
  implements Pick<Electron.UtilityProcess, "kill" | "postMessage" | "pid">
{
  readonly name: string | undefined;
  private readonly child: ChildProcess;
  private isUp = false;

  constructor(path: string, args: string[], { env, serviceName }: Electron.ForkOptions) {
    super();
    this.name = serviceName;
    this.child = fork(path, args, {
      ...(env && { env: env as NodeJS.ProcessEnv }),
      execArgv: ["--require", entry],
      serialization: "advanced", // structured clones, as in Electron
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    running.add(this);
    this.child.on("spawn", () => {
      this.isUp = true;
      this.emit("spawn");
    });
    this.child.on("message", (message) => this.emit("message", message));
    this.child.on("exit", (code) => {
      running.delete(this);
      this.emit("exit", code ?? 15);
    });
  }

  /** Electron, too, knows of no process before it has told of its start. */
  get pid(): number | undefined {
    return this.isUp ? this.child.pid : undefined;
  }

  postMessage(message: unknown): void {
    if (this.child.connected) this.child.send(message as object);
  }

  kill(): boolean {
    return this.isUp && this.child.kill();
  }

  crash(): void {
    this.child.kill("SIGKILL");
  }
}

export const utilityProcess = {
  fork: (path: string, args: string[] = [], options: Electron.ForkOptions = {}) =>
    new UtilityProcess(path, args, options),
};

/** Process ids of those of that name. */
export function utilityProcesses(name: string): number[] {
  return [...running].filter((one) => one.name === name).flatMap(({ pid }) => pid ?? []);
}

/** Kills every utility process, or those of that name, as their crash or the end of the app does. */
export function killUtilityProcesses(name?: string): void {
  for (const one of running) if (name === undefined || one.name === name) one.crash();
}
