import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { until } from "../testing/until.ts";
import type { CliEvent } from "./output.ts";

/** What the tests of this folder share: the command line as it is shipped, in processes of its own. */

type EventOf<N extends CliEvent["event"]> = Extract<CliEvent, { event: N }>;

let folder = "";

/** Bundles the command line for the tests of the file that calls this. */
export function bundleCli(): void {
  beforeAll(async () => {
    // Below node_modules, so that the package that can't be bundled is found.
    const modules = fileURLToPath(new URL("../node_modules", import.meta.url));
    mkdirSync(join(modules, ".pushpull-test"), { recursive: true });
    folder = mkdtempSync(join(modules, ".pushpull-test/cli-"));
    const require =
      'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
    await build({
      entryPoints: {
        "cli/pushpull": fileURLToPath(new URL("pushpull.ts", import.meta.url)),
        "cli/race-host": fileURLToPath(new URL("../lab/race/host-process.ts", import.meta.url)),
      },
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20.19",
      external: ["@photostructure/sqlite"],
      banner: { js: require },
      logLevel: "warning",
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** The bundled program. */
export const cliProgram = (): string => join(folder, "cli/pushpull.mjs");

/** One run of the command line. */
export class Cli {
  readonly process: ChildProcessWithoutNullStreams;
  stdout = "";
  stderr = "";
  /** `null` until it has ended; a signal's name if that ended it. */
  exit: number | string | null = null;

  constructor(...args: string[]) {
    // What it keeps for its user is the test's: Linux, Windows, macOS.
    const home = join(folder, "home");
    const env = { ...process.env, XDG_DATA_HOME: home, LOCALAPPDATA: home, HOME: home };
    this.process = spawn(process.execPath, [cliProgram(), ...args], { env });
    this.process.stdout.setEncoding("utf8").on("data", (text) => {
      this.stdout += text;
    });
    this.process.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr += text;
    });
    this.process.stdin.on("error", () => {}); // it may end before it has read everything
    this.process.on("close", (code, signal) => {
      this.exit = code ?? signal;
    });
    onTestFinished(() => {
      this.process.kill("SIGKILL");
    });
  }

  /** The events on stdout so far. Throws if a line is no JSON. */
  get events(): CliEvent[] {
    const lines = this.stdout.split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as CliEvent);
  }

  /** The events of one kind. */
  all<N extends CliEvent["event"]>(name: N): EventOf<N>[] {
    return this.events.filter((event): event is EventOf<N> => event.event === name);
  }

  /** Waits until there are `count` events of a kind. */
  async until<N extends CliEvent["event"]>(name: N, count = 1): Promise<EventOf<N>[]> {
    await until(`${count} "${name}" on stdout, after ${this.stderr}`, () => {
      if (this.exit !== null && this.all(name).length < count) throw new Error(`It ended: ${this.stderr}`);
      return this.all(name).length >= count;
    });
    return this.all(name);
  }

  /** Writes lines to stdin. */
  type(...lines: string[]): void {
    this.process.stdin.write(lines.map((line) => `${line}\n`).join(""));
  }

  /** Writes the last lines and ends stdin. */
  end(...lines: string[]): void {
    this.type(...lines);
    this.process.stdin.end();
  }

  /** Waits until it has ended, `limitMs` at most, and gives the exit code. */
  async ended(limitMs = 20_000): Promise<number | string | null> {
    const isOver = (): boolean => this.exit !== null;
    await until(`it ends, after ${this.stdout.slice(-500)} ${this.stderr}`, isOver, limitMs);
    return this.exit;
  }
}

/** A host in a process of its own, with the URL that it printed. */
export async function serve(dataDir: string, ...args: string[]): Promise<{ cli: Cli; url: string }> {
  const cli = new Cli("serve", "--json", "--host", "127.0.0.1", "--port", "0", "--data", dataDir, ...args);
  const [listening] = await cli.until("listening");
  return { cli, url: listening?.url ?? "" };
}
