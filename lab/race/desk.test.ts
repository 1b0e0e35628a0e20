import { readdirSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, it, onTestFinished, vi } from "vitest";
import { openedFaultsSchema, PRESETS } from "../../protocol/faults.ts";
import { ROUTES } from "../../protocol/http.ts";
import { APP_ORIGIN, LIMITS } from "../../protocol/limits.ts";
import {
  type RacePage,
  type RaceSetup,
  raceListSchema,
  racePageSchema,
  startedRaceSchema,
} from "../../protocol/race.ts";
import { isMeasured, reportSchema } from "../../protocol/report.ts";
import { bundle, startTestHost, temporaryFolder } from "../../server/test-host.ts";
import { until } from "../../testing/until.ts";
import { openDesks } from "../desks.ts";
import type { RaceDeskOptions } from "./desk.ts";
import { forkRaceHost } from "./fork-race-host.ts";
import type { RaceHost } from "./race-host.ts";
import { openTestRaceHost } from "./test-race-host.ts";

const SETUP: RaceSetup = {
  transports: ["websocket", "sse"],
  scenario: "chat",
  conditions: "direct",
  clients: 2,
  seconds: 1,
  pollIntervalMs: 100,
  seed: 1,
  together: false,
};

interface TestHostOptions extends Partial<Pick<RaceDeskOptions, "dataDir" | "openHost">> {
  /** To listen on. */
  host?: string;
}

async function startRaces({
  dataDir = temporaryFolder(),
  openHost = openTestRaceHost,
  ...rest
}: TestHostOptions = {}) {
  const log = pino({ level: "silent" });
  const host = await startTestHost({ ...rest, dataDir, extend: openDesks({ dataDir, openHost, log }) });
  const url = `http://127.0.0.1:${host.port}${ROUTES.races}`;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "Content-Type": "text/plain", ...headers },
    });
  const start = async (change: Partial<RaceSetup> = {}): Promise<string> => {
    const answer = await post("", { ...SETUP, ...change });
    expect(answer.status).toBe(201);
    return startedRaceSchema.parse(await answer.json()).id;
  };
  const list = async () => raceListSchema.parse(await (await fetch(url)).json());
  const look = async (id: string, after = 0): Promise<RacePage> =>
    racePageSchema.parse(await (await fetch(`${url}/${id}?after=${after}`)).json());
  const lookUntil = async (id: string, holds: (page: RacePage) => boolean): Promise<RacePage> => {
    let page = await look(id);
    await until(
      "the race is so far",
      async () => {
        page = await look(id);
        return holds(page);
      },
      30_000,
    );
    return page;
  };
  return { host, url, dataDir, post, start, list, look, lookUntil };
}

/** Status and code; what is refused is refused with a sentence. */
async function refusal(answer: Promise<Response>): Promise<[number, string]> {
  const { status, headers } = await answer;
  const body = (await (await answer).json()) as { code: string; message: string };
  expect(headers.get("Content-Type")).toContain("application/json");
  expect(body.message).toMatch(/^\S.*\.$/);
  return [status, body.code];
}

it("runs a race, tells it while it runs, and keeps it for the next start", async () => {
  const { host, dataDir, start, list, look, lookUntil } = await startRaces();
  expect(await list()).toEqual({ running: null, kept: [] });
  const id = await start({ seconds: 2 });
  expect(await list()).toEqual({ running: id, kept: [] });
  const early = await lookUntil(id, ({ last }) => last > 0);
  expect(early).toMatchObject({ id, state: "running", reason: null, report: null });
  expect(early.cells.map(({ transport, phase }) => [transport, phase])).toEqual([
    ["websocket", expect.stringMatching(/running|draining/)],
    ["sse", null],
  ]);
  const delivered = ({ cells }: RacePage) => cells.reduce((sum, cell) => sum + cell.delivered, 0);
  const later = await lookUntil(id, (page) => delivered(page) > delivered(early));
  const more = await look(id, early.last);
  expect(more.points.map(({ n }) => n)).toEqual(more.points.map((_, i) => early.last + 1 + i));
  expect(later.cells[0]?.p50Ms).toBeGreaterThan(0);

  const page = await lookUntil(id, ({ state }) => state !== "running");
  expect(page).toMatchObject({ state: "finished", reason: null, last: page.points.length });
  expect(page.cells.map(({ result }) => result)).toEqual(page.report?.results);
  expect(page.cells.map(({ phase, delivered }) => [phase, delivered])).toEqual([
    ["done", 80],
    ["done", 80],
  ]);
  expect(page.report?.command).toContain(
    "--transports websocket,sse --scenario chat --conditions direct --clients 2 --seconds 2 --interval 100 --seed 1",
  );
  page.report?.results.filter(isMeasured).forEach(({ wireBytes }, cell) => {
    const bytes = page.points.filter((point) => point.cell === cell).reduce((sum, one) => sum + one.bytes, 0);
    expect(bytes).toBe(wireBytes.up + wireBytes.down);
  });

  const kept = { id, setup: { ...SETUP, seconds: 2 }, startedAt: page.startedAt, sound: true };
  expect(await list()).toEqual({ running: null, kept: [kept] });
  await host.close();
  const again = await startRaces({ dataDir });
  expect(await again.list()).toEqual({ running: null, kept: [kept] });
  expect(await again.look(id)).toEqual(page);
  expect(await again.look(id, page.last)).toEqual({ ...page, points: [] });
});

it("gives the report as a file to save, and forgets a race", async () => {
  const { url, dataDir, post, start, list, lookUntil } = await startRaces();
  const id = await start({ transports: ["websocket"] });
  expect(await refusal(fetch(`${url}/${id}.json`))).toEqual([409, "no-report"]);
  const { report } = await lookUntil(id, ({ state }) => state !== "running");
  const download = async (format: string) => {
    const answer = await fetch(`${url}/${id}.${format}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Disposition")).toMatch(
      new RegExp(`^attachment; filename="pushpull-race-chat-direct-[\\d-]+\\.${format}"$`),
    );
    return { type: answer.headers.get("Content-Type"), text: await answer.text() };
  };
  const json = await download("json");
  expect(json.type).toBe("application/json; charset=utf-8");
  expect(reportSchema.parse(JSON.parse(json.text))).toEqual(report);
  const csv = await download("csv");
  expect(csv.type).toBe("text/csv; charset=utf-8");
  expect(csv.text).toMatch(/^transport,scenario,.*\r\nwebsocket,chat,direct,measured,/);
  const html = await download("html");
  expect(html.type).toBe("text/html; charset=utf-8");
  expect(html.text).toMatch(/^<!doctype html>/);
  expect(await refusal(fetch(`${url}/${id}.pdf`))).toEqual([404, "no-race"]);

  expect(readdirSync(join(dataDir, "races"))).toEqual([`${id}.json`]);
  expect((await post(`/${id}`, { do: "forget" })).status).toBe(200);
  expect(readdirSync(join(dataDir, "races"))).toEqual([]);
  expect(await list()).toEqual({ running: null, kept: [] });
  expect(await refusal(fetch(`${url}/${id}`))).toEqual([404, "no-race"]);
  expect(await refusal(post(`/${id}`, { do: "forget" }))).toEqual([404, "no-race"]);
});

it("speaks the language that it is asked in, of a race that has just ended and of one that was kept", async () => {
  const { host, dataDir, url, start, lookUntil } = await startRaces();
  const id = await start({ conditions: "corporate-proxy" });
  const english = await lookUntil(id, ({ state }) => state !== "running");
  expect(english.report?.language).toBe("en");
  expect(english.cells[0]?.result?.reason).toBe(
    "The proxy refused the upgrade: WebSocket does not work here.",
  );
  await expectChinese(url, id);
  expect(await refusal(fetch(`${url}/${id}?lang=fr`))).toEqual([400, "invalid"]);
  expect(await refusal(fetch(`${url}/${id}.html?lang=`))).toEqual([400, "invalid"]);
  await host.close();
  await expectChinese((await startRaces({ dataDir })).url, id);
});

async function expectChinese(url: string, id: string): Promise<void> {
  const get = (path: string): Promise<Response> => fetch(`${url}/${id}${path}`);
  const { cells, report } = racePageSchema.parse(await (await get("?lang=zh")).json());
  const reason = "代理拒绝了升级，WebSocket 在这里走不通。";
  expect(cells[0]?.result).toMatchObject({ reason, cause: { code: "upgrade-refused" } });
  expect(report?.language).toBe("zh");
  expect(report?.verdicts[0]?.sentences).toContain(`WebSocket 没有参赛：${reason}`);
  expect(reportSchema.parse(await (await get(".json?lang=zh")).json())).toEqual(report);
  expect(await (await get(".csv?lang=zh")).text()).toContain(`websocket,chat,corporate-proxy,refused,`);
  expect(await (await get(".csv?lang=zh")).text()).toContain(reason);
  expect(await (await get(".html?lang=zh")).text()).toContain('<html lang="zh-CN">');
}

/** Hosts in processes of their own, and their ports; their files are in a folder of the test's own. */
async function openProcesses() {
  const dataDir = temporaryFolder();
  const folder = temporaryFolder();
  vi.stubEnv("TMPDIR", folder).stubEnv("TEMP", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const entry = await bundle('import "../lab/race/host-process.ts";');
  const ports: number[] = [];
  const openHost = async (): Promise<RaceHost> => {
    const host = await forkRaceHost(entry);
    ports.push(host.port);
    return host;
  };
  const isNothingLeft = async (): Promise<void> => {
    expect(readdirSync(folder)).toEqual([]);
    for (const port of ports) await expect(fetch(`http://127.0.0.1:${port}${ROUTES.host}`)).rejects.toThrow();
  };
  return { dataDir, folder, ports, openHost, isNothingLeft };
}

it("races one at a time, and leaves no process and no file behind when one is cancelled", async () => {
  const { dataDir, folder, ports, openHost, isNothingLeft } = await openProcesses();
  const { url, post, start, list, look, lookUntil } = await startRaces({ openHost, dataDir });
  const id = await start({ seconds: 100, together: true });
  expect(await refusal(post("", SETUP))).toEqual([409, "busy"]);
  expect(await refusal(post(`/${id}`, { do: "forget" }))).toEqual([409, "running"]);
  await lookUntil(id, ({ cells }) => cells.every(({ phase }) => phase === "running"));
  expect(readdirSync(folder)).toHaveLength(2);
  expect(ports).toHaveLength(2);

  expect((await post(`/${id}`, { do: "cancel" })).status).toBe(200);
  await isNothingLeft();
  expect(await look(id)).toMatchObject({ state: "cancelled", reason: null, report: null });
  expect(await list()).toEqual({ running: null, kept: [] });
  expect(await refusal(post(`/${id}`, { do: "cancel" }))).toEqual([409, "over"]);
  expect(await refusal(fetch(`${url}/${id}.html`))).toEqual([409, "no-report"]);
  const next = await start({ transports: ["websocket"] });
  expect(await lookUntil(next, ({ state }) => state !== "running")).toMatchObject({ state: "finished" });
  await isNothingLeft();
});

it("ends its race with the host", async () => {
  const { dataDir, openHost, isNothingLeft } = await openProcesses();
  const { host, start, lookUntil } = await startRaces({ openHost, dataDir });
  const id = await start({ seconds: 100 });
  await lookUntil(id, ({ cells }) => cells[0]?.phase === "running");
  await host.close();
  await isNothingLeft();
  const again = await startRaces({ dataDir });
  expect(await again.list()).toEqual({ running: null, kept: [] });
  expect(await refusal(fetch(`${again.url}/${id}`))).toEqual([404, "no-race"]);
});

it("shows a race whose host does not start, as failed cells and not as sound", async () => {
  const openHost = () => Promise.reject(new Error("No room left."));
  const { start, list, lookUntil } = await startRaces({ openHost });
  const id = await start();
  const page = await lookUntil(id, ({ state }) => state !== "running");
  expect(page.cells.map(({ phase, result }) => [phase, result?.reason])).toEqual([
    ["failed", "No room left."],
    ["failed", "No room left."],
  ]);
  expect((await list()).kept).toMatchObject([{ id, sound: false }]);
});

it("says when a race cannot be kept, and shows it all the same", async () => {
  const { dataDir, url, start, list, lookUntil } = await startRaces();
  writeFileSync(join(dataDir, "races"), "a file where the folder should be");
  const id = await start({ transports: ["websocket"] });
  const page = await lookUntil(id, ({ state }) => state !== "running");
  expect(page).toMatchObject({ state: "finished", reason: expect.stringContaining("is not kept") });
  const chinese = racePageSchema.parse(await (await fetch(`${url}/${id}?lang=zh`)).json());
  expect(chinese.reason).toBe(`这次竞速没有保留，因为无法写入它的文件：${chinese.quote}`);
  expect((await fetch(`${url}/${id}.html`)).status).toBe(200);
  expect((await list()).kept).toEqual([]);
});

it("refuses what is no set-up, and says what is wrong with it", async () => {
  const { url, post, list } = await startRaces();
  const bad: [Record<string, unknown>, string][] = [
    [{ transports: [] }, "transports"],
    [{ transports: ["pigeon"] }, "transports.0"],
    [{ transports: ["sse", "sse"] }, "transports"],
    [{ scenario: "war" }, "scenario"],
    [{ conditions: "moon" }, "conditions"],
    [{ clients: 0 }, "clients"],
    [{ clients: 501 }, "clients"],
    [{ clients: 1.5 }, "clients"],
    [{ rate: 1_001 }, "rate"],
    [{ size: LIMITS.text + 1 }, "size"],
    [{ seconds: 121 }, "seconds"],
    [{ seconds: undefined }, "seconds"],
    [{ pollIntervalMs: 1 }, "pollIntervalMs"],
    [{ seed: -1 }, "seed"],
    [{ together: "yes" }, "together"],
    [{ openHost: "rm" }, "openHost"],
  ];
  for (const [change, field] of bad) {
    const answer = await post("", { ...SETUP, ...change });
    const { code, message } = (await answer.json()) as { code: string; message: string };
    expect([answer.status, code, message]).toEqual([400, "invalid", expect.stringContaining(field)]);
  }
  expect(await refusal(post("", "nonsense"))).toEqual([400, "invalid"]);
  expect(await refusal(post("", "x".repeat(5_000)))).toEqual([413, "too-large"]);
  expect(await refusal(post("/unknown", { do: "cancel" }))).toEqual([404, "no-race"]);
  expect(await refusal(post("/unknown", { do: "shout" }))).toEqual([400, "invalid"]);
  expect(await refusal(fetch(`${url}/..%2ftoken`))).toEqual([404, "no-race"]);
  expect(await refusal(fetch(url, { method: "DELETE" }))).toEqual([405, "wrong-method"]);
  expect((await fetch(url, { method: "DELETE" })).headers.get("Allow")).toBe("GET, POST, OPTIONS");
  expect(await list()).toEqual({ running: null, kept: [] });
});

const lanAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === "IPv4" && !one.internal)?.address;

it("answers its own pages on this computer, and nobody else", async () => {
  const { host, url, post, list } = await startRaces({ host: "0.0.0.0" });
  const forbidden = [403, "forbidden-races"];
  const proxied = { "X-Forwarded-For": "192.0.2.7" };
  expect(await refusal(post("", SETUP, proxied))).toEqual(forbidden);
  expect(await refusal(fetch(url, { headers: { Via: "1.1 proxy" } }))).toEqual(forbidden);
  // A page of another host on the network, open in a browser on this computer.
  expect(await refusal(post("", SETUP, { Origin: "http://192.0.2.7:7420" }))).toEqual(forbidden);
  expect(await refusal(post("", SETUP, { Origin: "http://evil.example" }))).toEqual([
    403,
    "forbidden-origin",
  ]);
  if (lanAddress !== undefined) {
    const fromOutside = `http://${lanAddress}:${host.port}${ROUTES.races}`;
    expect(await refusal(fetch(fromOutside))).toEqual(forbidden);
    expect(await refusal(fetch(fromOutside, { method: "POST", body: JSON.stringify(SETUP) }))).toEqual(
      forbidden,
    );
  }
  const opened = await fetch(`http://127.0.0.1:${host.port}${ROUTES.faults}`, {
    method: "POST",
    body: JSON.stringify({ conditions: PRESETS.direct, seed: 1 }),
  });
  const relay = openedFaultsSchema.parse(await opened.json());
  const relayed = `http://127.0.0.1:${relay.port}${ROUTES.races}`;
  expect(await refusal(fetch(relayed))).toEqual(forbidden);
  expect(await refusal(fetch(relayed, { method: "POST", body: JSON.stringify(SETUP) }))).toEqual(forbidden);

  const own = `http://127.0.0.1:${host.port}`;
  for (const origin of [own, APP_ORIGIN]) {
    const answer = await fetch(url, { headers: { Origin: origin } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(origin);
  }
  expect(await list()).toEqual({ running: null, kept: [] });
});
