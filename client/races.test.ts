import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { openDesks } from "../lab/desks.ts";
import { openTestRaceHost } from "../lab/race/test-race-host.ts";
import type { RacePage, RaceSetup } from "../protocol/race.ts";
import { startTestHost, temporaryFolder } from "../server/test-host.ts";
import { until } from "../testing/until.ts";
import { Races, type RacesAnswer } from "./races.ts";

const SETUP: RaceSetup = {
  transports: ["websocket"],
  scenario: "chat",
  conditions: "direct",
  clients: 2,
  seconds: 1,
  pollIntervalMs: 1_000,
  seed: 1,
  together: false,
};

async function openRaces(): Promise<Races> {
  const dataDir = temporaryFolder();
  const log = pino({ level: "silent" });
  const extend = openDesks({ dataDir, openHost: openTestRaceHost, log });
  return new Races((await startTestHost({ dataDir, extend })).url);
}

function expectValue<T>(answer: RacesAnswer<T>): T {
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

describe("a race", () => {
  it("is started, looked at bit by bit, read, and forgotten", async () => {
    const races = await openRaces();
    const { id } = expectValue(await races.start(SETUP));
    expect(await races.start(SETUP)).toMatchObject({ ok: false, code: "busy" });
    expect(expectValue(await races.list()).running).toBe(id);
    const seen: number[] = [];
    let page: RacePage | undefined;
    await until(
      "it is finished",
      async () => {
        page = expectValue(await races.look(id, seen.at(-1) ?? 0, "en"));
        seen.push(...page.points.map(({ n }) => n));
        return page.state === "finished";
      },
      30_000,
    );
    expect(seen).toEqual(Array.from({ length: page?.last ?? 0 }, (_, i) => i + 1));
    expect(page?.report?.results[0]?.outcome).toBe("measured");
    expect(
      expectValue(await races.report(id, "csv", "en"))
        .trimEnd()
        .split("\r\n"),
    ).toHaveLength(2);
    expect(expectValue(await races.report(id, "html", "zh"))).toContain('<html lang="zh-CN">');
    expect(expectValue(await races.look(id, 0, "zh")).report?.language).toBe("zh");
    expect(expectValue(await races.list())).toMatchObject({ running: null, kept: [{ id, sound: true }] });
    expectValue(await races.forget(id));
    expect(await races.look(id, 0, "en")).toMatchObject({ ok: false, code: "no-race" });
    expect(await races.report(id, "html", "en")).toMatchObject({ ok: false, code: "no-race" });
  });

  it("is cancelled", async () => {
    const races = await openRaces();
    const { id } = expectValue(await races.start({ ...SETUP, seconds: 60 }));
    expectValue(await races.cancel(id));
    expect(expectValue(await races.look(id, 0, "en")).state).toBe("cancelled");
  });

  it("that no host would run is refused with a sentence", async () => {
    const races = await openRaces();
    const refused = await races.start({ ...SETUP, seconds: 0 });
    expect(refused).toMatchObject({
      ok: false,
      code: "invalid",
      message: expect.stringContaining("seconds"),
    });
  });
});

describe("a host", () => {
  it("that knows of no races says so", async () => {
    const older = new Races((await startTestHost()).url);
    for (const answer of [
      await older.list(),
      await older.look("x", 0, "en"),
      await older.report("x", "csv", "en"),
    ])
      expect(answer).toMatchObject({ ok: false, code: "no-races" });
  });

  it("that is gone gives no answer", async () => {
    const host = await startTestHost();
    await host.close();
    const races = new Races(host.url);
    for (const answer of [await races.list(), await races.start(SETUP)])
      expect(answer).toMatchObject({ ok: false, code: "no-answer" });
  });
});
