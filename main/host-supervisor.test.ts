import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FromHost, ToHost } from "./host-messages.ts";
import { HostSupervisor } from "./host-supervisor.ts";

/** A host process that says what the test tells it to say. */
class TestHost extends EventEmitter {
  readonly received: ToHost[] = [];
  killed = false;
  postMessage(message: ToHost): void {
    this.received.push(message);
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
  says(message: FromHost): void {
    this.emit("message", message);
  }
  listens(port = 4460, ownerToken = "token-of-the-host"): void {
    this.says({ type: "listening", url: `http://127.0.0.1:${port}`, port, ownerToken });
  }
  exits(code: number): void {
    this.emit("exit", code);
  }
}

let hosts: TestHost[];
let lines: string[];
let supervisor: HostSupervisor;

const newest = (): TestHost => {
  const host = hosts.at(-1);
  if (host === undefined) throw new Error("No host was started.");
  return host;
};

beforeEach(() => {
  vi.useFakeTimers();
  hosts = [];
  lines = [];
  supervisor = new HostSupervisor({
    fork: () => {
      hosts.push(new TestHost());
      return newest();
    },
    start: { dataDir: "/data", rendererDir: "/renderer", port: 0 },
    log: (line) => lines.push(line),
  });
  supervisor.start();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("starting", () => {
  it("tells the host how to start, and gives its URL to all who asked and will ask", async () => {
    const asked = supervisor.url();
    expect(newest().received).toEqual([
      { type: "start", dataDir: "/data", rendererDir: "/renderer", port: 0 },
    ]);
    newest().listens();
    expect(await asked).toBe("http://127.0.0.1:4460");
    expect(await supervisor.url()).toBe("http://127.0.0.1:4460");
  });

  it("gives the host's token, once there is one", async () => {
    const asked = supervisor.ownerToken();
    newest().listens();
    expect(await asked).toBe("token-of-the-host");
    newest().exits(1);
    const again = supervisor.ownerToken();
    vi.advanceTimersByTime(100);
    newest().listens(4460, "another-token-of-it");
    expect(await again).toBe("another-token-of-it");
  });

  it("starts one host however often it is told to", () => {
    supervisor.start();
    newest().listens();
    supervisor.start();
    expect(hosts).toHaveLength(1);
  });

  it("says why a host can't start, and tries again when asked again", async () => {
    const asked = supervisor.url();
    newest().says({ type: "failed", message: "The disk is full." });
    await expect(asked).rejects.toThrow("The disk is full.");
    expect(newest().killed).toBe(true);
    newest().exits(15);
    expect(hosts).toHaveLength(1);

    const again = supervisor.url();
    expect(hosts).toHaveLength(2);
    newest().listens();
    expect(await again).toBe("http://127.0.0.1:4460");
  });

  it.each([
    undefined,
    "listening",
    { type: "listening", url: "javascript:alert(1)", port: 1 },
    { type: "x" },
  ])("believes no message like %j", async (message) => {
    newest().emit("message", message);
    expect(lines).toHaveLength(1);
    const asked = supervisor.url();
    newest().listens();
    expect(await asked).toBe("http://127.0.0.1:4460");
  });
});

describe("a crash", () => {
  it("restarts the host at the port it had, so its URL stays good", async () => {
    newest().listens(4471);
    newest().exits(9);
    const asked = supervisor.url();
    vi.advanceTimersByTime(100);
    expect(hosts).toHaveLength(2);
    expect(newest().received[0]).toMatchObject({ type: "start", port: 4471 });
    newest().listens(4471);
    expect(await asked).toBe("http://127.0.0.1:4471");
  });

  it("is no news to who has the URL, unless the host comes back at another one", async () => {
    const news: string[] = [];
    newest().listens(4471);
    void supervisor.url("http://127.0.0.1:4471").then((url) => news.push(url));
    newest().exits(9);
    vi.advanceTimersByTime(100);
    newest().listens(4471);
    await supervisor.url();
    expect(news).toEqual([]);

    newest().exits(9);
    vi.advanceTimersByTime(200);
    newest().listens(4472);
    await supervisor.url();
    expect(news).toEqual(["http://127.0.0.1:4472"]);
  });

  it("waits twice as long after each crash in a row, and gives up in the end", async () => {
    newest().listens();
    for (const wait of [100, 200, 400, 800, 1600]) {
      newest().exits(9);
      const before = hosts.length;
      vi.advanceTimersByTime(wait - 1);
      expect(hosts).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(hosts).toHaveLength(before + 1);
    }
    const asked = supervisor.url();
    const told = supervisor.url("http://127.0.0.1:4460");
    newest().exits(9);
    await expect(asked).rejects.toThrow("The host stopped 6 times in a row (exit code 9).");
    await expect(told).rejects.toThrow("6 times");
  });

  it("counts anew after the host has run for half a minute", () => {
    newest().listens();
    for (let crash = 0; crash < 20; crash += 1) {
      vi.advanceTimersByTime(30_000);
      newest().exits(9);
      vi.advanceTimersByTime(100);
      newest().listens();
    }
    expect(hosts).toHaveLength(21);
  });
});

describe("closing", () => {
  it("asks the host to close and waits for its end", async () => {
    newest().listens();
    const closed = supervisor.close();
    expect(newest().received.at(-1)).toEqual({ type: "close" });
    newest().exits(0);
    await closed;
    expect(newest().killed).toBe(false);
    expect(hosts).toHaveLength(1);
    await expect(supervisor.url()).rejects.toThrow("closing");
  });

  it("kills a host that does not close", async () => {
    newest().listens();
    const closed = supervisor.close();
    vi.advanceTimersByTime(5_000);
    await closed;
    expect(newest().killed).toBe(true);
  });

  it("ends the wait for a restart, and tells who waits for the URL", async () => {
    const asked = supervisor.url();
    newest().exits(9);
    await Promise.all([expect(asked).rejects.toThrow("closing"), supervisor.close()]);
    vi.advanceTimersByTime(60_000);
    expect(hosts).toHaveLength(1);
  });
});
