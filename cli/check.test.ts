import { expect, it, onTestFinished } from "vitest";
import { startFaultProxy } from "../lab/faults/proxy.ts";
import { PRESETS } from "../protocol/faults.ts";
import { startTestHost } from "../server/test-host.ts";
import { bundleCli, Cli } from "./test-cli.ts";

bundleCli();

it("says what works on the way to a host, and what to use", async () => {
  const host = await startTestHost();
  const proxy = await startFaultProxy({
    target: { host: "127.0.0.1", port: host.port },
    conditions: { ...PRESETS.direct, refuseUpgrade: true },
    seed: 1,
  });
  onTestFinished(() => proxy.close());
  const words = new Cli("check", proxy.url.replace("http://", ""), "--idle", "1");
  expect(await words.ended()).toBe(0);
  expect(words.stdout).toMatch(/websocket: does not work\. \S/);
  expect(words.stdout).toMatch(/sse: works \(connected in [\d.]+ ms, a question takes [\d.]+ ms\)\./);
  expect(words.stdout).toContain("A request may be silent for 1 s and is not cut.");
  expect(words.stdout.trimEnd().split("\n").at(-1)).toBe("Use sse here.");
  expect(words.stderr).toContain("Does websocket work?");

  const json = new Cli("check", proxy.url, "--idle", "0", "--json");
  expect(await json.ended()).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject({ event: "way", advice: "sse" });
});

it("says that there is no host, and what it was not told", async () => {
  const nobody = new Cli("check", "http://127.0.0.1:1");
  expect(await nobody.ended()).toBe(1);
  expect(nobody.stdout).toBe("No Pushpull host answers there.\n");
  const nothing = new Cli("check");
  expect(await nothing.ended()).toBe(2);
  expect(nothing.stderr).toContain("check needs the URL");
});

it("ends at once when it is interrupted", async () => {
  const host = await startTestHost();
  const cli = new Cli("check", host.url);
  await expect.poll(() => cli.stderr, { timeout: 20_000 }).toContain("Is a silent request cut?");
  cli.process.kill("SIGINT");
  expect(await cli.ended()).toBe(1);
});
