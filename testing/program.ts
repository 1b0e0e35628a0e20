import { type ChildProcess, spawn } from "node:child_process";
import { until } from "./until.ts";

/** A program that a test runs. */
export interface Program {
  readonly child: ChildProcess;
  /** What it has written so far to stdout and stderr. */
  output(): { stdout: string; stderr: string };
  /** Resolves when its stdout and stderr together match. Rejects, with them, when it ends or takes too long. */
  saw(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves to its exit code, or to the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Sends SIGINT as a terminal does at Ctrl+C: to the program and to all that it runs in its process group. */
export function pressControlC({ child }: Pick<Program, "child">): void {
  if (child.pid === undefined) throw new Error("The program does not run.");
  process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGINT");
}

/** Starts a program, in a process group of its own, as a shell does; the test ends it. */
export function startProgram(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Program {
  const detached = process.platform !== "win32";
  const child = spawn(command, args, { env, detached, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  let isOver = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      isOver = true;
      resolve(code ?? signal ?? -1);
    });
  });
  return {
    child,
    ended,
    output: () => ({ stdout, stderr }),
    async saw(pattern) {
      const look = () => pattern.exec(`${stdout}${stderr}`);
      await until(`${command} writes ${pattern}`, () => look() !== null || isOver, 60_000).catch(
        () => undefined,
      );
      const match = look();
      if (match) return match;
      throw new Error(`It did not write ${pattern} but:\n${stdout}${stderr}`);
    },
  };
}
