import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { RACE_LIMITS } from "../../protocol/race.ts";
import { quotesIn } from "../../protocol/report.ts";
import { temporaryFolder } from "../../server/test-host.ts";
import { measuredOf, reportOf, testRecord } from "../report/test-results.ts";
import { type FinishedRace, KeptRaces } from "./kept-races.ts";
import { pageIn } from "./race-page.ts";

const quiet = pino({ level: "silent" });

/** A race that began so many minutes after the first. */
function raceOf(id: string, minute = 0, lost = 0): FinishedRace {
  return {
    id,
    setup: {
      transports: ["sse"],
      scenario: "chat",
      conditions: "direct",
      seconds: 10,
      pollIntervalMs: 1_000,
      seed: 1,
      together: false,
    },
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    state: "finished",
    reason: null,
    quote: null,
    cells: [],
    points: [{ n: 1, cell: 0, atMs: 500, lastedMs: 500, latencies: [[20, 3]], requests: 0, bytes: 900 }],
    last: 1,
    report: testRecord([measuredOf("sse", { lost })]),
  };
}

test("keeps races for another start, the newest first, for the owner alone", async () => {
  const folder = join(temporaryFolder(), "races");
  const races = new KeptRaces(folder, quiet);
  expect(await races.list()).toEqual([]);
  const first = raceOf("first", 1);
  await races.keep(first);
  await races.keep(raceOf("second", 2, 7));
  const again = new KeptRaces(folder, quiet);
  expect((await again.list()).map(({ id, sound }) => [id, sound])).toEqual([
    ["second", false],
    ["first", true],
  ]);
  expect(await again.read("first")).toEqual(first);
  expect(readdirSync(folder).sort()).toEqual(["first.json", "second.json"]);
  if (process.platform === "win32") return;
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "first.json")).mode & 0o777).toBe(0o600);
});

test("opens a file of before, which holds a finished report and not how long it was meant to run", async () => {
  const folder = join(temporaryFolder(), "races");
  mkdirSync(folder);
  const { quote, ...race } = raceOf("old");
  const cell = { transport: "websocket", scenario: "chat", conditions: "corporate-proxy" } as const;
  const refused = { ...cell, outcome: "refused", reason: "The proxy refused the upgrade." } as const;
  const failed = { ...cell, transport: "sse", outcome: "failed", reason: "No room left." } as const;
  const { language, seconds, verdicts, ...report } = reportOf([measuredOf("sse"), refused, failed]);
  const old = {
    ...race,
    report: {
      ...report,
      verdicts: verdicts.map(({ claims, ...verdict }) => ({
        ...verdict,
        claims: claims.map(({ id, ...claim }) => claim),
      })),
      results: [measuredOf("sse"), refused, failed],
    },
  };
  writeFileSync(join(folder, "old.json"), JSON.stringify(old));
  const kept = await new KeptRaces(folder, quiet).read("old");
  expect(kept?.report).toMatchObject({ seconds: 10, date: report.date });
  const told = kept && pageIn(kept, 0, "zh").report;
  expect(told?.verdicts.flatMap(({ sentences }) => sentences)).toEqual(
    expect.arrayContaining([
      "WebSocket 没有参赛：代理拒绝了升级，WebSocket 在这里走不通。",
      "SSE 失败：No room left.",
    ]),
  );
  expect(told?.notes.join()).toContain("这次竞速只有 10 s");
  expect(told && quotesIn(told.results)).toEqual(["No room left."]);
  expect(kept && pageIn(kept, 0, "en").report?.verdicts[0]).toEqual(verdicts[0]);
});

test("gives up the oldest of too many", async () => {
  const folder = join(temporaryFolder(), "races");
  const races = new KeptRaces(folder, quiet);
  const minutes = Array.from({ length: RACE_LIMITS.kept + 2 }, (_, minute) => minute);
  for (const minute of minutes) await races.keep(raceOf(`race-${minute}`, minute));
  const kept = (await races.list()).map(({ id }) => id);
  expect(kept).toEqual(
    minutes
      .slice(2)
      .reverse()
      .map((minute) => `race-${minute}`),
  );
  expect(readdirSync(folder)).toHaveLength(RACE_LIMITS.kept);
});

test("leaves out what it cannot read, says so, and deletes none of it", async () => {
  const folder = join(temporaryFolder(), "races");
  mkdirSync(folder);
  const good = raceOf("good");
  const bad: Record<string, string> = {
    "broken.json": '{"id":"brok',
    "other.json": JSON.stringify({ id: "other", state: "finished" }),
    "renamed.json": JSON.stringify(good),
    "notes.txt": "mine",
    "next.tmp": "half a race",
  };
  for (const [name, text] of Object.entries(bad)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "good.json"), JSON.stringify(good));
  const said: string[] = [];
  const races = new KeptRaces(folder, pino({ level: "warn" }, { write: (line) => said.push(line) }));
  expect((await races.list()).map(({ id }) => id)).toEqual(["good"]);
  expect(await races.read("broken")).toBeNull();
  expect(said.filter((line) => /cannot be read and is left out/.test(line))).toHaveLength(3);
  for (const [name, text] of Object.entries(bad)) expect(readFileSync(join(folder, name), "utf8")).toBe(text);
});

test("forgets one, and knows nothing of paths", async () => {
  const parent = temporaryFolder();
  const folder = join(parent, "races");
  writeFileSync(join(parent, "secret.json"), JSON.stringify(raceOf("secret")));
  const races = new KeptRaces(folder, quiet);
  await races.keep(raceOf("one"));
  for (const id of ["../secret", "%2e%2e/secret", "two", ""]) {
    expect(await races.read(id)).toBeNull();
    expect(await races.forget(id)).toBe(false);
  }
  expect(await races.forget("one")).toBe(true);
  expect(await races.forget("one")).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
  expect(readdirSync(parent).sort()).toEqual(["races", "secret.json"]);
});

test("a folder that cannot be written to is an error, and changes nothing", async () => {
  const folder = join(temporaryFolder(), "races");
  writeFileSync(folder, "a file where the folder should be");
  const races = new KeptRaces(folder, quiet);
  await expect(races.keep(raceOf("one"))).rejects.toThrow();
  expect(await races.list()).toEqual([]);
});
