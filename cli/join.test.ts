import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { connect, messageOf, refusalOf, startTestHost, temporaryFolder } from "../server/test-host.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import { until } from "../testing/until.ts";
import { bundleCli, Cli, serve } from "./test-cli.ts";

bundleCli();

const numbered = (count: number, prefix = "m"): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("pushpull join", () => {
  it.each(TRANSPORTS)("two people talk over %s", async (transport) => {
    const { url } = await serve(temporaryFolder());
    const options = ["--json", "--transport", transport, "--interval", "100"];
    const bob = new Cli("join", url, "--name", "Bob", "--listen", ...options);
    expect(await bob.until("connected")).toEqual([{ event: "connected", transport }]);
    bob.type("I am here");
    await bob.until("acked");

    const ann = new Cli("join", url, "--name", "Ann", ...options);
    const lines = numbered(150);
    ann.end(...lines);
    expect(await ann.ended()).toBe(0);
    await bob.until("message", 151);

    expect(bob.all("message").map(({ seq }) => seq)).toEqual(lines.map((_, i) => i + 1).concat(151));
    expect(bob.all("message").map(({ text }) => text)).toEqual(["I am here", ...lines]);
    const last = bob.all("message").at(-1);
    expect(last).toMatchObject({ room: "lobby", from: "Ann", transport });
    expect(
      Object.keys(last ?? {})
        .slice(0, 9)
        .join(),
    ).toBe("event,room,seq,id,from,text,sentAt,receivedAt,transport");
    expect(ann.all("acked").map(({ seq }) => seq)).toEqual(lines.map((_, i) => i + 2));
    expect(ann.all("message").map(({ text }) => text)).toEqual(lines); // nobody leaves before his own have come back
    bob.process.kill("SIGINT");
    expect(await bob.ended()).toBe(0);
  });

  it("switches live, in order with the lines around it, and loses nothing", async () => {
    const { url } = await serve(temporaryFolder());
    const bob = new Cli("join", url, "--json", "--listen", "--name", "Bob", "--interval", "100");
    await bob.until("connected");
    bob.type("first");
    await bob.until("acked");
    const ann = new Cli("join", url, "--json", "--name", "Ann", "--interval", "100");
    const tour = [...TRANSPORTS, "websocket", "websocket"];
    for (const to of tour) {
      ann.type(...numbered(20, `to ${to} `), `/transport ${to}`);
      bob.type(`/transport ${to}`);
    }
    ann.end();
    expect(await ann.ended()).toBe(0);
    await bob.until("message", 1 + tour.length * 20);
    await bob.until("switched", tour.length);

    expect(ann.all("switched").map(({ to }) => to)).toEqual(tour);
    expect(ann.all("switched")[0]).toMatchObject({ from: "websocket", to: "short-polling" });
    expect(bob.all("message").map(({ seq }) => seq)).toEqual(
      Array.from({ length: 1 + tour.length * 20 }, (_, i) => i + 1),
    );
    expect(bob.all("message").map(({ text }) => text)).toEqual([
      "first",
      ...tour.flatMap((to) => numbered(20, `to ${to} `)),
    ]);
    expect(ann.all("disconnected")).toEqual([]);
    expect(ann.all("error")).toEqual([]);
  });

  it("finds the best transport by itself when asked to, and says what it did", async () => {
    const host = await startTestHost({ transports: ["long-polling", "sse"] });
    const ann = new Cli("join", host.url, "--json", "--listen", "--transport", "auto");
    await until("it stays", () => ann.all("auto").at(-1)?.kind === "stays");
    expect(ann.all("connected")).toEqual([{ event: "connected", transport: "long-polling" }]);
    expect(ann.all("auto").map(({ kind, transport }) => `${kind} ${transport}`)).toEqual([
      "began long-polling",
      "tries sse",
      "climbed sse",
      "stays sse",
    ]);
    ann.type("/transport long-polling", "by hand");
    await ann.until("message");
    expect(ann.all("message")).toMatchObject([{ text: "by hand", transport: "long-polling" }]);
    ann.type("/transport auto");
    await until("it stays again", () => ann.all("auto").at(-1)?.transport === "sse");
    ann.end("/quit");
    expect(await ann.ended()).toBe(0);
  });

  it("keeps order, and prints each message once, while connections are cut", async () => {
    const host = await startTestHost();
    const proxy = await startTcpProxy({ port: host.port });
    onTestFinished(() => proxy.close());
    const bob = new Cli("join", proxy.url, "--json", "--listen", "--history", "all");
    await bob.until("connected");
    const ann = new Cli("join", proxy.url, "--json", "--listen");
    for (let round = 0; round < 3; round++) {
      ann.type(...numbered(100, `${round} `));
      await ann.until("acked", round * 100 + 50);
      proxy.kill();
    }
    await ann.until("acked", 300);
    await bob.until("message", 300);
    expect(bob.all("message").map(({ text }) => text)).toEqual(
      [0, 1, 2].flatMap((round) => numbered(100, `${round} `)),
    );
    expect(ann.all("acked")).toHaveLength(300);
    expect(bob.all("disconnected").length).toBeGreaterThan(0);
  });

  it("sends what came before the connection, and says when a transport is unknown or refused", async () => {
    const host = await startTestHost({ transports: ["websocket", "long-polling"] });
    const ann = new Cli("join", host.url, "--json");
    ann.end("one", "", "/transport pigeon", "   ", "/transport sse", "/transport long-polling", "two");
    expect(await ann.ended()).toBe(0);
    expect(ann.all("message").map(({ text }) => text)).toEqual(["one", "two"]);
    expect(ann.all("error").map(({ code }) => code)).toEqual(["unknown-transport", "refused"]);
    expect(ann.all("error")[0]?.message).toContain(TRANSPORTS.join(", "));
    expect(ann.all("switched").map(({ to }) => to)).toEqual(["long-polling"]);
  });

  it("takes only its own commands for commands", async () => {
    const host = await startTestHost();
    const ann = new Cli("join", host.url, "--json", "--listen");
    const lines = [
      "/usr/bin",
      "//quit",
      "//transport sse",
      "///quit",
      "//comment",
      "/quitter",
      "tab\there",
      "a\u2028b",
    ];
    ann.type(...lines, "crlf\r", "/quit", "not this");
    expect(await ann.ended()).toBe(0);
    expect(ann.all("message").map(({ text }) => text)).toEqual([
      "/usr/bin",
      "/quit",
      "/transport sse",
      "//quit",
      "//comment",
      "/quitter",
      "tab\there",
      "a\u2028b",
      "crlf",
    ]);
  });

  it("says which message was refused, sends the rest, and exits with 1", async () => {
    const host = await startTestHost();
    const ann = new Cli("join", host.url, "--json");
    ann.end("before", "x".repeat(3_000_000), "bell\u0007", "after", "你好 👋");
    expect(await ann.ended()).toBe(1);
    expect(ann.all("message").map(({ text }) => text)).toEqual(["before", "after", "你好 👋"]);
    expect(ann.all("error")).toMatchObject([
      { code: "invalid", text: `${"x".repeat(39)}…` },
      { code: "invalid", text: "bell\u0007" },
    ]);
    expect(ann.stderr).toContain("2 messages were not sent.");
  });

  it("prints the history first, however long, and nothing twice", async () => {
    const host = await startTestHost();
    const ann = new Cli("join", host.url, "--json");
    ann.end(...numbered(450));
    expect(await ann.ended()).toBe(0);
    for (const [history, from] of [
      ["all", 1],
      ["3", 448],
      ["300", 151],
      ["9999", 1],
    ] as const) {
      const bob = new Cli("join", host.url, "--json", "--history", history);
      bob.end();
      expect(await bob.ended()).toBe(0);
      const seqs = bob.all("message").map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 451 - from }, (_, i) => from + i));
    }
    const none = new Cli("join", host.url, "--json");
    none.end();
    expect(await none.ended()).toBe(0);
    expect(none.all("message")).toEqual([]);
  });

  it("creates the room when there is none", async () => {
    const host = await startTestHost();
    const people = ["Ann", "Bob"].map(
      (name) => new Cli("join", host.url, "--json", "--room", "den", "--name", name),
    );
    for (const person of people) person.end("hello");
    for (const person of people) expect(await person.ended()).toBe(0);
    expect(people[0]?.all("acked")[0]?.id).toBeTypeOf("string");
    const seqs = people.flatMap((person) => person.all("acked").map(({ seq }) => seq));
    expect(seqs.sort()).toEqual([1, 2]);
  });

  it("for people, prints lines that can be read", async () => {
    const host = await startTestHost();
    const ann = new Cli("join", host.url.replace("http://", ""), "--name", "Ann");
    ann.end("hello");
    expect(await ann.ended()).toBe(0);
    expect(ann.stdout).toMatch(/^\d\d:\d\d:\d\d Ann: hello {2}\[websocket \d+ ms\]\n$/);
    expect(ann.stderr).toBe("Connected over websocket.\n");
  });

  it("goes when nobody reads it any more", async () => {
    const host = await startTestHost();
    const ann = new Cli("join", host.url, "--json", "--listen");
    await ann.until("connected");
    ann.process.stdout.destroy();
    ann.type("one");
    expect(await ann.ended()).toBe(0);
  });

  it("says at a signal what was not sent", async () => {
    const host = await startTestHost();
    const ann = new Cli("join", host.url, "--json");
    await ann.until("connected");
    await host.close();
    await ann.until("disconnected");
    ann.type("too late");
    await until("the tries fail", () => ann.all("error").some(({ code }) => code === "unreachable"));
    ann.process.kill("SIGTERM");
    expect(await ann.ended()).toBe(1);
    expect(ann.stderr).toContain("1 message was not sent.");
  });
});

describe("pushpull join to what is no host", () => {
  async function expectOneLine(url: string, code: string): Promise<void> {
    const json = new Cli("join", url, "--json");
    const plain = new Cli("join", url);
    json.end("hello");
    expect([await json.ended(), await plain.ended()]).toEqual([1, 1]);
    expect(json.all("error").map((event) => event.code)).toEqual([code]);
    expect(plain.stderr.trim().split("\n")).toHaveLength(1);
    expect(json.stderr.split("\n")[0]).toBe(plain.stderr.trim());
  }

  it("a web server of another kind", async () => {
    await expectOneLine(
      await listen(createServer((_request, response) => response.end("<h1>Hi</h1>"))),
      "not-a-host",
    );
  });

  it("a server that never answers", async () => {
    await expectOneLine(await listen(createTcpServer(() => {})), "unreachable");
  });

  it("nothing at all", async () => {
    await expectOneLine("http://127.0.0.1:1", "unreachable");
  });

  it("no address", async () => {
    await expectOneLine("ftp://somewhere", "bad-url");
  });
});

describe("who one is", () => {
  it("is the same member from one run to the next, and nobody else takes the name", async () => {
    const host = await startTestHost();
    const say = async (text: string) => {
      const cli = new Cli("join", host.url, "--json", "--name", "Ann");
      cli.end(text);
      expect(await cli.ended(), cli.stderr).toBe(0);
    };
    await say("one");
    await say("two");
    const bob = await connect(host, { name: "Bob" });
    const lobby = await bob.emitWithAck("room:join", { room: "lobby" });
    if (!lobby.ok) throw new Error(lobby.error.message);
    expect(lobby.messages.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(new Set(lobby.messages.map(({ sender }) => sender.id)).size).toBe(1);
    expect(await refusalOf(connect(host, { name: "ann" }))).toMatchObject({ code: "name-taken" });
  });

  it("is another at another host", async () => {
    const ids = new Set<string>();
    for (const host of [await startTestHost(), await startTestHost()]) {
      const cli = new Cli("join", host.url, "--json", "--name", "Ann", "--listen");
      await cli.until("connected");
      const bob = await connect(host);
      await until("Ann is in the room", async () => {
        const lobby = await bob.emitWithAck("room:join", { room: "lobby" });
        const ann = lobby.ok ? lobby.members.find(({ name }) => name === "Ann") : undefined;
        if (ann) ids.add(ann.id);
        return ann !== undefined;
      });
    }
    expect(ids.size).toBe(2);
  });

  it("is told where a name is taken, and the run ends", async () => {
    const host = await startTestHost();
    await connect(host, { name: "Ann", token: "token-of-ann-0123456789" });
    const cli = new Cli("join", host.url, "--name", "Ann");
    expect(await cli.ended()).toBe(1);
    expect(cli.stderr).toContain(
      'The name "Ann" is somebody else\'s here. Choose another one, for example "Ann 2".',
    );
  });
});

describe("a host with a passcode", () => {
  it("is joined with the first line of a file, or with what the environment says", async () => {
    const host = await startTestHost({ passcode: "maple syrup" });
    const file = join(temporaryFolder(), "passcode");
    writeFileSync(file, "maple syrup\n");
    const ann = new Cli("join", host.url, "--json", "--name", "Ann", "--passcode-file", file);
    ann.end("hello");
    expect(await ann.ended(), ann.stderr).toBe(0);
    process.env.PUSHPULL_PASSCODE = "maple syrup";
    onTestFinished(() => {
      delete process.env.PUSHPULL_PASSCODE;
    });
    const bob = new Cli("join", host.url, "--json", "--name", "Bob");
    bob.end("hello");
    expect(await bob.ended(), bob.stderr).toBe(0);
  });

  it("says what is missing or wrong, and the run ends", async () => {
    const host = await startTestHost({ passcode: "maple syrup" });
    const without = new Cli("join", host.url, "--name", "Ann");
    expect(await without.ended()).toBe(1);
    expect(without.stderr).toContain("This host asks for a passcode.");
    const file = join(temporaryFolder(), "passcode");
    writeFileSync(file, "maple sugar\n");
    const wrong = new Cli("join", host.url, "--name", "Ann", "--passcode-file", file);
    expect(await wrong.ended()).toBe(1);
    expect(wrong.stderr).toContain("That is not the passcode.");
  });

  it("is read from a file that Windows has marked as UTF-8", async () => {
    const host = await startTestHost({ passcode: "maple syrup" });
    const file = join(temporaryFolder(), "passcode");
    writeFileSync(file, "\uFEFFmaple syrup\r\n");
    const ann = new Cli("join", host.url, "--name", "Ann", "--passcode-file", file);
    ann.end("hello");
    expect(await ann.ended(), ann.stderr).toBe(0);
  });
});

describe("a room with a passcode, or none any more", () => {
  const OWNER = { name: "Olga", token: "token-of-olga-0123456789" };

  it("is entered with the first line of a file, and not without", async () => {
    const host = await startTestHost();
    const owner = await connect(host, { ...OWNER, owner: host.ownerToken });
    await owner.emitWithAck("room:create", { room: "den" });
    const told = await owner.emitWithAck("room:passcode", { room: "den", passcode: "maple syrup" });
    expect(told).toMatchObject({ ok: true });
    const file = join(temporaryFolder(), "passcode");
    writeFileSync(file, "maple syrup\n");
    const without = new Cli("join", host.url, "--name", "Ann", "--room", "den");
    without.end("hello");
    expect(await without.ended()).toBe(1);
    expect(without.stderr).toContain("passcode");
    await owner.emitWithAck("room:join", { room: "den" });
    for (const text of ["one", "two", "three"]) await owner.emitWithAck("message", messageOf(text, "den"));
    const entry = ["--room", "den", "--room-passcode-file", file, "--history", "2"];
    const ann = new Cli("join", host.url, "--json", "--name", "Ann", ...entry);
    ann.end("hello");
    expect(await ann.ended(), ann.stderr).toBe(0);
    expect(ann.all("message").map(({ text }) => text)).toEqual(["two", "three", "hello"]);
  });

  it("ends the run when it is closed, with what could not be sent", async () => {
    const host = await startTestHost();
    const owner = await connect(host, { ...OWNER, owner: host.ownerToken });
    await owner.emitWithAck("room:create", { room: "den" });
    const ann = new Cli("join", host.url, "--json", "--name", "Ann", "--room", "den", "--listen");
    ann.type("hello");
    await ann.until("acked");
    expect(await owner.emitWithAck("room:close", { room: "den", closed: true })).toMatchObject({ ok: true });
    expect(await ann.ended()).toBe(1);
    expect(ann.all("error").map(({ code }) => code)).toEqual(["room-closed"]);
  });
});
