import { EventEmitter } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { ToRaceHost } from "../lab/race/race-messages.ts";
import { temporaryFolder } from "../server/test-host.ts";
import type { ToHost } from "./host-messages.ts";
import { MOST_RACE_HOSTS, RaceHosts } from "./race-hosts.ts";

/** A process that main has started, as the test wants it. As Electron's, it cannot be killed before it runs. */
class TestProcess<Heard> extends EventEmitter {
  readonly received: Heard[] = [];
  readonly folder: string;
  #isUp = false;
  constructor(folder = "") {
    super();
    this.folder = folder;
  }
  postMessage(message: Heard): void {
    this.received.push(message);
  }
  starts(): void {
    this.#isUp = true;
    this.emit("spawn");
  }
  kill(): boolean {
    if (this.#isUp) this.emit("exit", 0);
    return this.#isUp;
  }
}

let folder: string;
let host: TestProcess<ToHost>;
let started: TestProcess<ToRaceHost>[];
let lines: string[];
let raceHosts: RaceHosts;

const asks = (order: object): void => void host.emit("message", { type: "race-host", ...order });

/** Has the host open that many, which start. */
function opens(...ids: number[]): void {
  for (const id of ids) {
    asks({ id, do: "open" });
    started.at(-1)?.starts();
  }
}

/** What was stored goes from a real disk. */
const soon = (holds: () => void) => vi.waitFor(holds, { timeout: 20_000 });

beforeEach(() => {
  folder = temporaryFolder();
  vi.stubEnv("TMPDIR", folder).stubEnv("TEMP", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  host = new TestProcess();
  started = [];
  lines = [];
  raceHosts = new RaceHosts({
    fork: (of) => {
      const process = new TestProcess<ToRaceHost>(of);
      started.push(process);
      return process;
    },
    log: (line) => lines.push(line),
  });
  raceHosts.serve(host);
});

describe("a race host", () => {
  it("is started with a folder of its own, and hears and is heard", () => {
    opens(1, 2);
    expect(new Set(started.map((one) => one.folder)).size).toBe(2);
    expect(started.every((one) => existsSync(one.folder))).toBe(true);
    asks({ id: 2, do: "tell", message: { type: "start" } });
    expect(started.map(({ received }) => received)).toEqual([[], [{ type: "start" }]]);
    started[0]?.emit("message", { type: "listening", port: 4711 });
    const message = { type: "listening", port: 4711 };
    expect(host.received).toEqual([{ type: "race-host", id: 1, has: "said", message }]);
    expect(lines).toEqual([]);
  });

  it("is told of when it has ended and what it stored is gone, however it ended", async () => {
    opens(1, 2);
    for (const one of started) writeFileSync(join(one.folder, "history.sqlite"), "much");
    asks({ id: 1, do: "kill" });
    started[1]?.emit("exit", 9);
    await soon(() => expect(host.received).toHaveLength(2));
    expect(host.received).toContainEqual({
      type: "race-host",
      id: 2,
      has: "ended",
      how: "The host's process has ended with 9.",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that is killed before it runs ends as soon as it does", async () => {
    asks({ id: 1, do: "open" });
    asks({ id: 1, do: "kill" });
    expect(host.received).toEqual([]);
    started[0]?.starts();
    await soon(() => expect(host.received).toMatchObject([{ id: 1, has: "ended" }]));
  });

  it("that has ended, or never was, takes no orders, and nobody minds", async () => {
    opens(1);
    asks({ id: 1, do: "kill" });
    await soon(() => expect(host.received).toHaveLength(1));
    for (const id of [1, 7]) {
      asks({ id, do: "tell", message: { type: "close" } });
      asks({ id, do: "kill" });
    }
    expect(started[0]?.received).toEqual([]);
    expect([host.received.length, started.length, lines]).toEqual([1, 1, []]);
  });

  it("is one of so many at a time, and is refused with a sentence above that", async () => {
    const ids = Array.from({ length: MOST_RACE_HOSTS }, (_, i) => i + 1);
    opens(...ids);
    asks({ id: 99, do: "open" });
    expect(started).toHaveLength(MOST_RACE_HOSTS);
    expect(host.received).toEqual([
      { type: "race-host", id: 99, has: "ended", how: expect.stringMatching(/already\. Wait/) },
    ]);
    asks({ id: 1, do: "kill" });
    await soon(() => expect(host.received).toHaveLength(2));
    asks({ id: 100, do: "open" });
    expect(started).toHaveLength(MOST_RACE_HOSTS + 1);
  });

  it("for whose folder there is no place is told of", () => {
    vi.stubEnv("TMPDIR", join(folder, "gone")).stubEnv("TEMP", join(folder, "gone"));
    asks({ id: 1, do: "open" });
    expect(host.received).toMatchObject([{ id: 1, has: "ended", how: expect.stringContaining("ENOENT") }]);
    expect(started).toEqual([]);
  });
});

describe("what is no message", () => {
  it.each([
    { type: "race-host" },
    { type: "race-host", id: 0, do: "open" },
    { type: "race-host", id: "1", do: "open" },
    { type: "race-host", id: 2, do: "shout" },
    { type: "race-host", id: 1, do: "tell" },
    { type: "race-host", id: 1, do: "tell", message: { type: "format", disk: "c:" } },
    { type: "race-host", id: 1, do: "open" }, // it is open
  ])("comes to nothing but a line in the log: %j", (message) => {
    opens(1);
    host.emit("message", message);
    expect(started).toHaveLength(1);
    expect(started[0]?.received).toEqual([]);
    expect(host.received).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  it("from a race host is not handed on", () => {
    opens(1);
    for (const message of [undefined, "ready", { type: "listening", port: "x" }])
      started[0]?.emit("message", message);
    expect(host.received).toEqual([]);
    expect(lines).toHaveLength(3);
  });

  it.each([undefined, "open", { type: "listening" }])("for race hosts is left to others: %j", (message) => {
    host.emit("message", message);
    expect([started, lines]).toEqual([[], []]);
  });
});

describe("the end", () => {
  it("of a host is that of its race hosts, and of nobody else's", async () => {
    const other = new TestProcess<ToHost>();
    raceHosts.serve(other);
    opens(1, 2);
    other.emit("message", { type: "race-host", id: 1, do: "open" });
    host.emit("exit", 9);
    await soon(() => expect(readdirSync(folder)).toHaveLength(1));
    expect(readdirSync(folder)).toEqual([started[2]?.folder.slice(folder.length + 1)]);
  });

  it("of the app is that of all, and what they stored is gone then", async () => {
    opens(1, 2, 3);
    await raceHosts.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of the app does not wait for ever for one that does not end", async () => {
    asks({ id: 1, do: "open" });
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const closed = raceHosts.close();
    await vi.advanceTimersByTimeAsync(3_000);
    await closed;
    expect(vi.getTimerCount()).toBe(0);
  });
});
