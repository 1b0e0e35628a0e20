import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startFaultProxy } from "../lab/faults/proxy.ts";
import { PRESETS } from "../protocol/faults.ts";
import { connect, startTestHost, temporaryFolder } from "../server/test-host.ts";
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

it("comes as one member however often it asks, and with the passcode where one is asked for", async () => {
  const host = await startTestHost({ passcode: "maple syrup" });
  const file = join(temporaryFolder(), "passcode");
  writeFileSync(file, "maple syrup\n");
  const check = async (...args: string[]) => {
    const cli = new Cli("check", host.url, "--idle", "0", ...args);
    return { code: await cli.ended(), said: cli.stdout };
  };
  expect(await check()).toEqual({ code: 1, said: expect.stringContaining("This host asks for a passcode.") });
  expect(await check("--passcode-file", file)).toMatchObject({ code: 0 });
  expect(await check()).toMatchObject({ code: 0 }); // it is known now
  const owner = await connect(host, {
    name: "Olga",
    token: "token-of-olga-0123456789",
    owner: host.ownerToken,
  });
  const reply = await owner.emitWithAck("host:people", {});
  expect(reply.ok && reply.people.map(({ name }) => name)).toEqual([
    "Olga",
    expect.stringMatching(/^Self-test/),
  ]);
});

it("says that there is no host, and what it was not told", async () => {
  const nobody = new Cli("check", "http://127.0.0.1:1");
  expect(await nobody.ended()).toBe(1);
  expect(nobody.stdout).toBe("No Pushpull host answers there.\n");
  const nothing = new Cli("check");
  expect(await nothing.ended()).toBe(2);
  expect(nothing.stderr).toContain("check needs the URL");
  const negative = new Cli("check", "http://127.0.0.1:1", "--idle", "-1");
  expect(await negative.ended()).toBe(2);
  expect(negative.stderr).toBe('pushpull: --idle must be a whole number from 0 to 110, not "-1"\n');
});

it("ends at once when it is interrupted", async () => {
  const host = await startTestHost();
  const cli = new Cli("check", host.url);
  await expect.poll(() => cli.stderr, { timeout: 20_000 }).toContain("Is a silent request cut?");
  cli.process.kill("SIGINT");
  expect(await cli.ended()).toBe(1);
});
