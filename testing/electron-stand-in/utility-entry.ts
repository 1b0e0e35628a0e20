// Runs first in the child process that stands for a utility process: gives it process.parentPort, and takes from it what it
// would not have in Electron.
import childProcess from "node:child_process";
import { EventEmitter } from "node:events";
import { syncBuiltinESMExports } from "node:module";
import type * as Electron from "electron";

const send = process.send?.bind(process);

/** Keeps what comes before anybody listens, as a message port does. */
class ParentPort extends EventEmitter implements Pick<Electron.ParentPort, "postMessage"> {
  private early: unknown[] = [];

  constructor() {
    super();
    process.on("message", (data) => this.take(data));
    this.on("newListener", () =>
      setImmediate(() => {
        for (const data of this.early.splice(0)) this.take(data);
      }),
    );
  }

  postMessage(message: unknown): void {
    if (process.connected) send?.(message);
  }

  private take(data: unknown): void {
    if (!this.emit("message", { data, ports: [] })) this.early.push(data);
  }
}

process.on("disconnect", () => process.exit(0)); // the app is gone
process.parentPort = new ParentPort() as unknown as Electron.ParentPort;
delete process.send;
childProcess.fork = () => {
  throw new Error("Electron's programs are built so that they cannot run as Node (the fuse RunAsNode).");
};
syncBuiltinESMExports();
