import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull, networkInterfaces } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { version } from "../package.json";
import { hostInfoSchema } from "../protocol/schemas.ts";
import { connect, refusalOf, temporaryFolder } from "../server/test-host.ts";
import { openCountingPipe } from "../testing/counting-pipe.ts";
import { until } from "../testing/until.ts";
import { defaultDataDir } from "./data-dir.ts";
import { bundleCli, Cli, serve } from "./test-cli.ts";

bundleCli();

describe("pushpull serve", () => {
  it("says where it listens once it does, and nothing else on stdout", async () => {
    const { cli, url } = await serve(temporaryFolder(), "--name", "Kitchen");
    const answer = await fetch(`${url}/api/host`);
    expect(hostInfoSchema.parse(await answer.json())).toMatchObject({ name: "Kitchen", version });
    const owner = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#owner=[\w-]{43}$/);
    expect(cli.events).toEqual([{ event: "listening", url, urls: [url], owner }]);
  });

  it("says in words who can open it: others, or this computer alone", async () => {
    const inWords = async (...args: string[]): Promise<string> => {
      const cli = new Cli("serve", "--port", "0", "--no-discovery", "--data", temporaryFolder(), ...args);
      await until("it says how it is owned", () => cli.stdout.includes("#owner="));
      return cli.stdout;
    };
    expect(await inWords("--host", "127.0.0.1")).toMatch(
      /Only this computer can open it:\n {2}http:\/\/127\.0/,
    );
    const closed = temporaryFolder();
    writeFileSync(join(closed, "hosting.json"), JSON.stringify({ mode: "off" }));
    expect(await inWords("--data", closed)).toMatch(/Only this computer can open it:/);
    const isOnNetwork = Object.values(networkInterfaces())
      .flat()
      .some((info) => info && !info.internal);
    const open = (await inWords()).split("To own it")[0];
    if (isOnNetwork) expect(open).toContain("Others on this network can open:");
    expect(open).toMatch(isOnNetwork ? /^(?!.*127\.0\.0\.1)/s : /Only this computer/);
  });

  it("asks for the passcode of a file or of the environment, until it is told not to", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "passcode");
    writeFileSync(file, "maple syrup\nnot this line\n");
    const asks = async (...args: string[]): Promise<boolean> => {
      const { cli, url } = await serve(join(folder, "data"), ...args);
      const { passcode } = hostInfoSchema.parse(await (await fetch(`${url}/api/host`)).json());
      if (passcode) {
        await connect({ url }, { passcode: "maple syrup" });
        expect(await refusalOf(connect({ url }, {}))).toMatchObject({ code: "passcode-needed" });
      }
      cli.process.kill("SIGTERM");
      expect(await cli.ended()).toBe(0);
      expect(cli.stdout + cli.stderr).not.toContain("maple syrup");
      return passcode;
    };
    expect(await asks()).toBe(false);
    expect(await asks("--passcode-file", file)).toBe(true);
    expect(await asks()).toBe(true);
    expect(await asks("--no-passcode")).toBe(false);
    process.env.PUSHPULL_PASSCODE = "maple syrup";
    onTestFinished(() => {
      delete process.env.PUSHPULL_PASSCODE;
    });
    expect(await asks()).toBe(true);
  });

  it.each([
    [["--passcode-file", "nowhere"], /--passcode-file cannot be read: ENOENT/],
    [["--passcode-file", devNull], /--passcode-file: The passcode is shorter than 4 characters/],
    [["--passcode-file", "x", "--no-passcode"], /exclude each other/],
  ])("refuses %j with a sentence", async (args, sentence) => {
    const cli = new Cli("serve", ...args);
    expect(await cli.ended()).toBe(2);
    expect(cli.stderr).toMatch(sentence);
  });

  it("makes whoever shows the token of its owner's link an owner", async () => {
    const { cli, url } = await serve(temporaryFolder());
    const [listening] = await cli.until("listening");
    const owner = new URL(listening?.owner ?? "").hash.replace("#owner=", "");
    const { welcome } = await connect({ url }, { token: "token-of-olga-0123456789", owner });
    expect(welcome.standing.owner).toBe(true);
  });

  it("takes the next free port when its own is taken, and says so", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      other.close();
    });
    const { port } = other.address() as AddressInfo;
    const cli = new Cli(
      "serve",
      "--json",
      "--host",
      "127.0.0.1",
      "--port",
      `${port}`,
      "--data",
      temporaryFolder(),
    );
    const [listening] = await cli.until("listening");
    expect(listening?.portTaken).toBe(true);
    expect(listening?.url).not.toContain(`:${port}`);
    expect(cli.stderr).toContain(`Port ${port} is taken, so this host listens on port `);
  });

  it.each([
    ["SIGINT", 0],
    ["SIGTERM", 0],
    ["SIGHUP", "SIGHUP"], // as a terminal that is closed ends its programs
  ] as const)("closes cleanly at %s", async (signal, exit) => {
    const { cli, url } = await serve(temporaryFolder());
    const guest = new Cli("join", url, "--json", "--listen");
    await guest.until("connected");
    cli.process.kill(signal);
    expect(await cli.ended()).toBe(exit);
    expect(cli.events.at(-1)?.event).toBe("totals");
    expect(await guest.until("disconnected")).toMatchObject([{ reason: "The host closed the connection." }]);
  });

  it("prints at its end what it carried, session by session, as a witness on the wire counts it", async () => {
    const { cli, url } = await serve(temporaryFolder());
    const pipe = await openCountingPipe(Number(new URL(url).port));
    onTestFinished(() => pipe.close());
    const through = `http://127.0.0.1:${pipe.port}`;
    const ann = new Cli("join", through, "--json", "--name", "Ann", "--transport", "sse");
    ann.end("one", "/transport websocket", "你好");
    const bob = new Cli("join", through, "--json", "--name", "Bob", "--transport", "long-polling");
    bob.end("two");
    expect([await ann.ended(), await bob.ended()]).toEqual([0, 0]);
    await until("the host has read it all", () => pipe.count().open === 0);
    cli.process.kill("SIGTERM");
    expect(await cli.ended()).toBe(0);
    const [totals] = cli.all("totals");
    const { up, down } = pipe.count();
    expect(totals?.wire).toEqual({ up, down });
    expect(totals?.sessions.map(({ member, transport }) => `${member} ${transport}`).sort()).toEqual([
      "Ann sse",
      "Ann websocket",
      "Bob long-polling",
    ]);
    const all = { ...(totals?.other ?? { up: 0, down: 0 }) };
    for (const session of totals?.sessions ?? []) {
      const { payload, framing, heads, handshake } = session;
      expect(payload + framing + heads + handshake).toBe(session.up + session.down);
      expect(session.requests).toBeGreaterThan(0);
      all.up += session.up;
      all.down += session.down;
    }
    expect(all).toEqual(totals?.wire);
    expect(cli.events.at(-1)?.event).toBe("totals");
  });

  it("stays when whoever read its output goes away", async () => {
    const { cli, url } = await serve(temporaryFolder());
    cli.process.stdout.destroy();
    const guest = new Cli("join", url, "--json");
    guest.end("hello");
    expect(await guest.ended()).toBe(0);
    expect(cli.exit).toBeNull();
  });

  it("says in one line why it can't start", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const cli = new Cli("serve", "--port", "0", "--data", join(file, "below"));
    expect(await cli.ended()).toBe(1);
    expect(cli.stderr.trim().split("\n")).toHaveLength(1);
    expect(cli.stderr).toMatch(/The data folder .* cannot be made/);
  });

  it("serves no two hosts from one folder", async () => {
    const dataDir = temporaryFolder();
    await serve(dataDir);
    const second = new Cli("serve", "--json", "--port", "0", "--data", dataDir);
    expect(await second.ended()).toBe(1);
    expect(second.all("error")).toMatchObject([{ code: "data" }]);
    expect(second.all("error")[0]?.message).toMatch(/Another Pushpull host uses/);
  });

  it("keeps the history from one run to the next", async () => {
    const dataDir = temporaryFolder();
    const first = await serve(dataDir);
    const ann = new Cli("join", first.url, "--json", "--name", "Ann");
    ann.end("remember this");
    expect(await ann.ended()).toBe(0);
    first.cli.process.kill("SIGTERM");
    await first.cli.ended();
    const second = await serve(dataDir);
    const bob = new Cli("join", second.url, "--json", "--history", "all");
    bob.end();
    expect(await bob.ended()).toBe(0);
    expect(bob.all("message")).toMatchObject([{ seq: 1, from: "Ann", text: "remember this" }]);
  });
});

describe("pushpull", () => {
  it.each([[["--help"]], [["serve", "--help"]], [["join", "--help"]]])(
    "%j explains and exits with 0",
    async (args) => {
      const cli = new Cli(...args);
      expect(await cli.ended()).toBe(0);
      expect(cli.stdout).toMatch(/pushpull (serve|join)/);
      expect(cli.stderr).toBe("");
    },
  );

  it("--version prints the version", async () => {
    const cli = new Cli("--version");
    expect(await cli.ended()).toBe(0);
    expect(cli.stdout).toBe(`${version}\n`);
  });

  it.each([
    [["dance"], /no command "dance"/],
    [["serve", "--colour"], /'--colour'/],
    [["serve", "--port", "99999"], /--port must be a whole number from 0 to 65535/],
    [["serve", "here"], /'here'/],
    [["join"], /needs the URL/],
    [
      ["join", "http://h", "--transport", "pigeon"],
      /--transport must be auto or one of short-polling, .*"pigeon"/,
    ],
    [["join", "http://h", "--interval", "1"], /--interval must be a whole number from 100/],
    [["join", "http://h", "--history", "some"], /--history/],
    [["join", "http://h", "--name", " "], /--name: The name is empty/],
    [["join", "http://h", "--room"], /--room/],
  ])("%j is one clear line on stderr, exit 2", async (args, words) => {
    const cli = new Cli(...args);
    expect(await cli.ended()).toBe(2);
    expect(cli.stdout).toBe("");
    expect(cli.stderr).toMatch(words);
    expect(cli.stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("defaultDataDir", () => {
  it("is where the system keeps a user's data", () => {
    expect(defaultDataDir("linux", {}, "/home/ann")).toBe("/home/ann/.local/share/pushpull");
    expect(defaultDataDir("linux", { XDG_DATA_HOME: "/data" }, "/home/ann")).toBe("/data/pushpull");
    expect(defaultDataDir("darwin", {}, "/Users/ann")).toBe(
      "/Users/ann/Library/Application Support/Pushpull",
    );
    expect(defaultDataDir("win32", { LOCALAPPDATA: "/local" }, "/ann")).toBe("/local/Pushpull");
  });
});
