import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { PRESETS } from "../protocol/faults.ts";
import { isMeasured } from "../protocol/report.ts";
import { SCENARIO_NAMES } from "../protocol/scenarios.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { temporaryFolder } from "../server/test-host.ts";
import { type Program, pressControlC, startProgram } from "../testing/program.ts";
import { until } from "../testing/until.ts";
import { readLabOptions } from "./lab-options.ts";
import { bundleCli, Cli, cliProgram } from "./test-cli.ts";

bundleCli();

describe("pushpull lab", () => {
  it("races all six, one after the other, and tells what each one cost", async () => {
    const cli = new Cli("lab", "--seconds", "2", "--clients", "4", "--interval", "200", "--json");
    expect(await cli.ended(50_000)).toBe(0); // six starts of a host, and 12 s of racing
    const [report] = cli.all("report");
    expect(cli.events.at(-1)).toEqual(report);
    expect(report).toMatchObject({ mode: "in turn", seed: 1, node: process.version });
    expect(report?.command).toBe(
      "npm run -s pushpull -- lab --transports all --scenario chat --conditions direct --clients 4 --seconds 2 --interval 200 --seed 1",
    );
    const results = report?.results.filter(isMeasured) ?? [];
    expect(results.map(({ transport }) => transport)).toEqual(TRANSPORTS);
    for (const result of results) {
      expect(result).toMatchObject({
        scenario: "chat",
        conditions: "direct",
        lost: 0,
        duplicated: 0,
        reordered: 0,
      });
      expect(result).toMatchObject({ sent: 40, delivered: 160 });
      const { p50 = 0, p95 = 0, p99 = 0, max = 0 } = result.latencyMs ?? {};
      expect([p50, p95, p99, max]).toEqual([p50, p95, p99, max].toSorted((a, b) => a - b));
      expect(p50).toBeGreaterThan(0);
      const { wireBytesPerMessage, overheadFactor, cpuMsPer1000, connections } = result;
      expect(wireBytesPerMessage).toBeGreaterThan(40);
      expect(overheadFactor).toBeCloseTo((wireBytesPerMessage ?? 0) / 40);
      expect(cpuMsPer1000).toBeGreaterThan(0);
      expect(connections).toBeGreaterThanOrEqual(4);
      expect(result.memoryPerConnection).toEqual(expect.any(Number));
      expect(result.requestsPerSent).toEqual(result.transport === "websocket" ? 0 : expect.any(Number));
    }
    expect(report?.verdicts[0]?.claims.length).toBeGreaterThan(3);
    const done = cli.all("progress").filter(({ phase }) => phase === "done");
    expect(done.map(({ cell, cells, transport }) => [cell, cells, transport])).toEqual(
      TRANSPORTS.map((transport, i) => [i + 1, 6, transport]),
    );
  }, 60_000);

  it("races under conditions, and says what they do not let through", async () => {
    const cli = new Cli(
      ...["lab", "--json", "--together", "--transports", "sse,websocket", "--conditions", "corporate-proxy"],
      ...["--scenario", "stocks", "--clients", "3", "--seconds", "1"],
    );
    expect(await cli.ended()).toBe(0);
    const [report] = cli.all("report");
    expect(report?.mode).toBe("together");
    expect(report?.results).toMatchObject([
      { transport: "sse", outcome: "measured", conditions: "corporate-proxy", lost: 0, delivered: 150 },
      { transport: "websocket", outcome: "refused", reason: expect.stringContaining("refused the upgrade") },
    ]);
    expect(report?.notes.join()).toContain("cut when idle for 60 s; this race of 1 s was shorter");
  });

  it("writes the report as a page, as JSON and as CSV, and prints it in words", async () => {
    const folder = temporaryFolder();
    for (const name of ["report.html", "report.json", "report.csv"]) {
      const small = ["--transports", "websocket", "--clients", "2", "--seconds", "1"];
      const cli = new Cli("lab", ...small, "--out", join(folder, name));
      expect(await cli.ended()).toBe(0);
      expect(cli.stdout).toMatch(/transport .*p50 .*\n +WebSocket/);
      expect(cli.stdout).toContain("WebSocket delivered everything once and in order.");
      expect(cli.stderr).toBe("1/1 Chat, direct: WebSocket starting\n");
    }
    const read = (name: string): string => readFileSync(join(folder, name), "utf8");
    expect(read("report.html")).toMatch(/^<!doctype html>/);
    expect(JSON.parse(read("report.json"))).toMatchObject({ event: "report" });
    expect(read("report.csv")).toMatch(
      /^transport,scenario,conditions,outcome,.*\r\nwebsocket,chat,direct,measured,/,
    );
  });

  it("speaks Chinese when it is asked to, in what it prints and in what it writes", async () => {
    const file = join(temporaryFolder(), "report.html");
    const small = ["--transports", "sse,websocket", "--conditions", "corporate-proxy", "--clients", "2"];
    const cli = new Cli("lab", ...small, "--seconds", "1", "--lang", "zh", "--out", file);
    expect(await cli.ended()).toBe(0);
    expect(cli.stderr).toBe("1/2 聊天，企业代理：SSE，正在启动\n2/2 聊天，企业代理：WebSocket，正在启动\n");
    const [title, , head] = cli.stdout.split("\n").filter((line) => line !== "");
    expect(title).toBe("聊天，企业代理");
    expect(head).toMatch(/^ {2}传输方式 +p50 .* 乱序$/);
    expect(cli.stdout).toContain("SSE 送达了全部消息，没有重复，也没有乱序。");
    expect(cli.stdout).toContain("WebSocket 没有参赛：代理拒绝了升级，WebSocket 在这里走不通。");
    expect(cli.stdout.match(/[A-Za-z][a-z]*( [A-Za-z][a-z]*){2,}/g) ?? []).toEqual(
      [...cli.stdout.matchAll(/^Pushpull .*$/gm)].flatMap(
        ([line]) => line.match(/[A-Za-z][a-z]*( [A-Za-z][a-z]*){2,}/g) ?? [],
      ),
    );
    expect(readFileSync(file, "utf8")).toContain('<html lang="zh-CN">');
  });

  it("explains itself", async () => {
    const cli = new Cli("lab", "--help");
    expect(await cli.ended()).toBe(0);
    for (const name of [...TRANSPORTS, ...SCENARIO_NAMES, ...Object.keys(PRESETS)])
      expect(cli.stdout).toContain(name);
  });

  it("takes all of them where a name stands beside all", () => {
    expect(readLabOptions(["--transports", "all,sse"])?.transports).toEqual(TRANSPORTS);
  });

  it.each([
    [["--transports", "sse,pigeon"], /^pushpull: --transports must be all or some of .*, not "pigeon"$/],
    [["--scenario", "war"], /^pushpull: --scenario must be all or some of order-status, .*, not "war"$/],
    [["--conditions", "moon"], /^pushpull: --conditions must be all or some of direct, .*, not "moon"$/],
    [
      ["--scenario", "order-status,clock", "--rate", "5"],
      /^pushpull: --rate has no effect on order-status and clock: leave it out, a rate of its own is set$/,
    ],
    [["--clients", "0"], /^pushpull: --clients must be a whole number from 1 to 500, not "0"$/],
    [["--size", "9000"], /^pushpull: --size must be a whole number from 1 to 8000, not "9000"$/],
    [["--interval", "5"], /^pushpull: --interval must be a whole number from 100 to 10000, not "5"$/],
    [["--out", "report.pdf"], /^pushpull: --out must be a file that ends in .html, .json or .csv/],
    [["--out", "/no/such/folder/x.html"], /^pushpull: --out: nothing can be written to the folder/],
    [
      ["--out", "package.json/x.html"],
      /^pushpull: --out: nothing can be written to the folder "package.json"$/,
    ],
    [["--lang", "fr"], /^pushpull: --lang must be en or zh, not "fr"$/],
    [["--rate", "-5"], /^pushpull: --rate must be a whole number from 1 to \d+, not "-5"$/],
    [["--seed", "-1"], /^pushpull: --seed must be a whole number from 0 to \d+, not "-1"$/],
    [
      ["--out", "--json"],
      /^pushpull: --out needs a value; one that begins with a dash is written --out=--json$/,
    ],
    [["--speed", "9"], /^pushpull: Unknown option '--speed'$/],
  ])("answers %j with one clear line", async (args, line) => {
    const cli = new Cli("lab", ...args);
    expect(await cli.ended()).toBe(2);
    expect(cli.stderr.trimEnd()).toMatch(line);
    expect(cli.stdout).toBe("");
  });
});

describe("a race that is broken off", () => {
  /** Started and running, with its temporary files in a folder of its own. */
  async function start(): Promise<{ program: Program; folder: string; isAlive(): boolean }> {
    const folder = temporaryFolder();
    const args = [cliProgram(), "lab", "--together", "--seconds", "60", "--clients", "2", "--json"];
    const program = startProgram(process.execPath, args, { ...process.env, TMPDIR: folder, TEMP: folder });
    const group = -(program.child.pid ?? 0);
    const isAlive = (): boolean => {
      try {
        return process.kill(group, 0); // asks whether any of its processes is there
      } catch {
        return false;
      }
    };
    onTestFinished(() => {
      if (isAlive()) process.kill(group, "SIGKILL");
    });
    await program.saw(/"phase":"running"/);
    expect(readdirSync(folder)).toHaveLength(6);
    return { program, folder, isAlive };
  }

  it.skipIf(process.platform === "win32")("by Ctrl+C says so and leaves nothing behind", async () => {
    const { program, folder, isAlive } = await start();
    pressControlC(program);
    expect(await program.ended).toBe(1);
    const { stdout, stderr } = program.output();
    expect(stderr).toBe("Stopped before the end, so there is no report.\n");
    expect(stdout).not.toContain('"report"');
    expect(stdout.trimEnd().split("\n").at(-1)).toBe('{"event":"stopped","finished":0,"cells":6}');
    await until("no process is left", () => !isAlive());
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(process.platform === "win32").each([
    [[], /^Stopped at 1 of 2: the report holds what was finished by then\.$/],
    [["--lang", "zh"], /^完成 1 \/ 2 时停止了：报告只包含已完成的部分。$/],
  ])("by Ctrl+C keeps what was finished, and says that it is not all, %j", async (language, sentence) => {
    const out = join(temporaryFolder(), "report.json");
    const both = ["--transports", "sse,websocket", "--clients", "2", "--seconds", "2", "--json"];
    const args = [cliProgram(), "lab", ...both, "--out", out, ...language];
    const program = startProgram(process.execPath, args, process.env);
    onTestFinished(() => void program.child.kill("SIGKILL"));
    await program.saw(/"cell":2,"cells":2,[^\n]*"phase":"starting"/);
    pressControlC(program);
    expect(await program.ended).toBe(1);
    const { stdout, stderr } = program.output();
    const [report, last] = stdout
      .trimEnd()
      .split("\n")
      .slice(-2)
      .map((line) => JSON.parse(line));
    expect(last).toEqual({ event: "stopped", finished: 1, cells: 2 });
    expect(report).toMatchObject({ event: "report", results: [{ transport: "sse", outcome: "measured" }] });
    expect(report.notes[0]).toMatch(sentence);
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(report);
  });

  it.skipIf(process.platform === "win32")("by SIGKILL leaves nothing behind either", async () => {
    const { program, folder, isAlive } = await start();
    program.child.kill("SIGKILL");
    await program.ended;
    await until("no process is left", () => !isAlive());
    expect(readdirSync(folder)).toEqual([]);
  });
});
