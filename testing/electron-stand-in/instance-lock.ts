import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Whether this process is the first of its data folder. A later one can tell the first that it was started. */
export class InstanceLock {
  readonly isHeld: boolean;
  private readonly file: string;
  private readonly socket: string;
  private server: Server | null = null;

  /** `onSecond` gets the later one's command line. */
  constructor(folder: string, onSecond: (args: string[]) => void) {
    const id = createHash("sha256").update(folder).digest("hex").slice(0, 16);
    this.file = join(folder, "stand-in.lock");
    this.socket = process.platform === "win32" ? `\\\\.\\pipe\\${id}` : join(tmpdir(), `stand-in-${id}.sock`);
    this.isHeld = this.take();
    if (!this.isHeld) return;
    if (process.platform !== "win32") rmSync(this.socket, { force: true });
    this.server = createServer({ allowHalfOpen: true }, (connection) => {
      let told = "";
      connection.setEncoding("utf8").on("data", (text) => (told += text));
      connection.on("end", () => {
        onSecond(JSON.parse(told));
        connection.end();
      });
    });
    this.server.listen(this.socket).unref();
  }

  /** Resolves when the first instance knows that there was a second. */
  tellHolder(): Promise<void> {
    return new Promise((resolve) => {
      const connection = connect(this.socket);
      connection.on("close", () => resolve()).on("error", () => resolve());
      connection.resume().end(JSON.stringify(process.argv));
    });
  }

  release(): void {
    if (!this.isHeld) return;
    this.server?.close();
    rmSync(this.file, { force: true });
  }

  private take(): boolean {
    try {
      const file = openSync(this.file, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return true;
    } catch {
      if (isAlive(Number(readFileSync(this.file, "utf8")))) return false;
      rmSync(this.file); // of a process that was killed
      return this.take();
    }
  }
}
