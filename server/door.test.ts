import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { describe, expect, it } from "vitest";
import { LIMITS } from "../protocol/limits.ts";
import { notices, replies } from "../protocol/schemas.ts";
import { collect, connect, eventually, messageOf, startTestHost, temporaryFolder } from "./test-host.ts";

const ANN = { name: "Ann", token: "token-of-ann-0123456789" };
const BOB = { name: "Bob", token: "token-of-bob-0123456789" };

async function startRoom(options: Parameters<typeof startTestHost>[0] = {}) {
  const host = await startTestHost(options);
  const ann = await connect(host, ANN);
  const bob = await connect(host, BOB);
  const heard = collect(bob, "message");
  await ann.emitWithAck("room:join", { room: "lobby" });
  await bob.emitWithAck("room:join", { room: "lobby" });
  return { host, ann, bob, heard };
}

describe("connecting", () => {
  it("welcomes with what the protocol says", async () => {
    const host = await startTestHost({ name: "Desk" });
    const { welcome } = await connect(host, ANN);
    expect(notices.welcome.parse(welcome)).toEqual(welcome);
    expect(welcome).toMatchObject({
      host: { name: "Desk", id: host.info.id },
      member: { name: "Ann" },
      rooms: [{ name: "lobby", head: 0, members: 0 }],
    });
  });

  it("takes everybody: without auth one is a guest", async () => {
    const host = await startTestHost();
    const { welcome } = await connect(host);
    expect(welcome.member.name).toMatch(/^Guest \d{4}$/);
    expect((await connect(host)).welcome.member.id).not.toBe(welcome.member.id);
  });

  it("knows a member by the token, and nobody by the id", async () => {
    const host = await startTestHost();
    const { id } = (await connect(host, ANN)).welcome.member;
    expect((await connect(host, ANN)).welcome.member.id).toBe(id);
    expect((await connect(host, { token: id })).welcome.member.id).not.toBe(id);
    expect(JSON.stringify(id)).not.toContain(ANN.token);
  });

  it.each([
    [{ name: "" }, "The name is empty."],
    [{ name: "x".repeat(41) }, "The name is longer than 40 characters."],
    [{ name: "a\u202Eb" }, "The name contains control characters."],
    [{ name: 7 }, "The name must be text."],
    [{ token: "short" }, "The member token is malformed."],
  ])("refuses %j with a sentence", async (auth, message) => {
    const host = await startTestHost();
    await expect(connect(host, auth)).rejects.toMatchObject({ message, data: { code: "invalid", message } });
  });
});

describe("chatting", () => {
  it("stores, broadcasts to all in the room, the sender too, and acks", async () => {
    const { ann, bob, heard } = await startRoom();
    const own = collect(ann, "message");
    const sent = messageOf("hello\r\nthere");
    const reply = await ann.emitWithAck("message", sent);
    await eventually(() => heard.length).toBe(1);
    const message = {
      ...sent,
      text: "hello\nthere",
      seq: 1,
      sender: ann.welcome.member,
      storedAt: reply.ok && reply.storedAt,
    };
    expect(reply).toEqual({ ok: true, seq: 1, storedAt: expect.any(Number) });
    expect(heard).toEqual([message]);
    expect(own).toEqual([message]);
    await bob.emitWithAck("message", messageOf("and back"));
    await eventually(() => own.length).toBe(2);
  });

  it("works over a stock client's default transports", async () => {
    const host = await startTestHost();
    const ann = await connect(host, ANN, {});
    const bob = await connect(host, BOB, { transports: ["polling"] });
    const heard = collect(bob, "message");
    await ann.emitWithAck("room:join", { room: "lobby" });
    await bob.emitWithAck("room:join", { room: "lobby" });
    for (let i = 0; i < 50; i++) await ann.emitWithAck("message", messageOf(`${i}`));
    await eventually(() => heard.map(({ text }) => text)).toEqual(
      Array.from({ length: 50 }, (_, i) => `${i}`),
    );
    expect(ann.io.engine.transport.name).toBe("websocket");
  });

  it("keeps one order for two who send at once", async () => {
    const { ann, bob, heard } = await startRoom();
    const own = collect(ann, "message");
    const sends = Array.from({ length: 100 }, (_, i) => [
      ann.emitWithAck("message", messageOf(`ann ${i}`)),
      bob.emitWithAck("message", messageOf(`bob ${i}`)),
    ]).flat();
    const acked = (await Promise.all(sends)).map((reply) => (reply.ok ? reply.seq : 0));
    expect(acked.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    await eventually(() => heard.length).toBe(200);
    await eventually(() => own.length).toBe(200);
    expect(own).toEqual(heard);
    expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    for (const name of ["ann", "bob"]) {
      const texts = heard.map(({ text }) => text).filter((text) => text.startsWith(name));
      expect(texts).toEqual(Array.from({ length: 100 }, (_, i) => `${name} ${i}`));
    }
  });

  it("stores an id once and broadcasts it once, also over a reconnect and a restart", async () => {
    const dataDir = temporaryFolder();
    const { host, ann, bob, heard } = await startRoom({ dataDir });
    const sent = messageOf("once");
    const first = await ann.emitWithAck("message", sent);
    expect(await ann.emitWithAck("message", sent)).toEqual(first);
    ann.close();
    const again = await connect(host, ANN);
    await again.emitWithAck("room:join", { room: "lobby" });
    expect(await again.emitWithAck("message", sent)).toEqual(first);
    expect(await bob.emitWithAck("message", sent)).toMatchObject({ error: { code: "id-taken" } });
    await again.emitWithAck("message", messageOf("next"));
    await eventually(() => heard.map(({ text, seq }) => `${seq} ${text}`)).toEqual(["1 once", "2 next"]);

    await host.close();
    const restarted = await startTestHost({ dataDir });
    const back = await connect(restarted, ANN);
    await back.emitWithAck("room:join", { room: "lobby" });
    expect(await back.emitWithAck("message", sent)).toEqual(first);
  });

  it("refuses with `not-stored` what the disk does not take, and keeps no half of it", async () => {
    const dataDir = temporaryFolder();
    await (await startTestHost({ dataDir })).close();
    const db = new DatabaseSync(join(dataDir, "history.sqlite"));
    db.exec(`CREATE TRIGGER fail BEFORE INSERT ON messages WHEN NEW.text = 'boom'
             BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    db.close();
    const { ann, heard } = await startRoom({ dataDir });
    const group = await Promise.all(
      ["a", "boom", "b"].map((text) => ann.emitWithAck("message", messageOf(text))),
    );
    expect(group.filter(({ ok }) => !ok)).not.toEqual([]);
    for (const reply of group) if (!reply.ok) expect(reply.error.code).toBe("not-stored");
    const stored = group.filter(({ ok }) => ok).length;
    expect(await ann.emitWithAck("message", messageOf("after"))).toMatchObject({ ok: true, seq: stored + 1 });
    await eventually(() => heard.length).toBe(stored + 1);
  });
});

describe("refusals", () => {
  const good = messageOf("good");
  it.each([
    ["message", { ...good, text: "x".repeat(8_001) }, "invalid", /longer than 8000 characters/],
    ["message", { ...good, text: " \n" }, "invalid", /is empty/],
    ["message", { ...good, text: "a\u0007b" }, "invalid", /control characters/],
    ["message", { ...good, text: "a\ud800" }, "invalid", /well-formed/],
    ["message", { ...good, id: "no spaces" }, "invalid", /message id/],
    ["message", { ...good, sentAt: "now" }, "invalid", /number of ms/],
    ["message", { ...good, room: "nowhere" }, "no-room", /nowhere/],
    ["message", { ...good, room: "tea" }, "not-in-room", /Join it first/],
    ["message", null, "invalid", /object/],
    ["message", {}, "invalid", /must be/],
    ["room:create", { room: "lobby" }, "room-exists", /already/],
    ["room:create", { room: "x".repeat(61) }, "invalid", /longer than 60/],
    ["room:create", { room: "a\u0000" }, "invalid", /control characters/],
    ["room:join", { room: "nowhere" }, "no-room", /nowhere/],
    ["room:join", { room: "lobby", limit: 201 }, "invalid", /^limit: /],
    ["room:join", { room: "lobby", after: -1 }, "invalid", /whole number|^after: /],
    ["room:leave", { room: "tea" }, "not-in-room", /tea/],
    ["room:history", { room: "tea", before: 1 }, "not-in-room", /tea/],
    ["room:resume", { room: "tea", after: 0 }, "not-in-room", /tea/],
    ["room:resume", { room: "nowhere", after: 0 }, "no-room", /nowhere/],
    ["typing", { room: "tea", typing: true }, "not-in-room", /tea/],
    ["rename", { name: "" }, "invalid", /is empty/],
    ["__proto__", {}, "invalid", /no such request/],
    ["toString", {}, "invalid", /no such request/],
    ["room:explode", {}, "invalid", /no such request/],
  ])("%s %j: %s", async (name, body, code, message) => {
    const { ann } = await startRoom();
    await ann.emitWithAck("room:create", { room: "tea" });
    const reply = await ann.emitWithAck(name as "message", body as never);
    expect(reply).toEqual({ ok: false, error: { code, message: expect.stringMatching(message) } });
    expect(await ann.emitWithAck("room:list", {})).toMatchObject({ ok: true });
  });

  it("come to nobody who did not ask for an answer", async () => {
    const { ann } = await startRoom();
    ann.emit("message", { nonsense: true } as never, undefined as never);
    (ann as unknown as { emit(name: string): void }).emit("message");
    expect(await ann.emitWithAck("room:list", {})).toMatchObject({ ok: true });
  });

  it("answer a request that has an ack and no body", async () => {
    const { ann } = await startRoom();
    const list = ann.emitWithAck as unknown as (name: string) => Promise<unknown>;
    expect(await list.call(ann, "room:list")).toMatchObject({ ok: true });
  });
});

describe("rates", () => {
  const limits = { requestsPerSecond: 100, requestBurst: 10, waitingRequests: 30 };

  it("slow a fast session down, in order, and refuse what would wait too long", async () => {
    const { ann, bob, heard } = await startRoom({ limits });
    const sends = Array.from({ length: 100 }, (_, i) => ann.emitWithAck("message", messageOf(`${i}`)));
    const answers = await Promise.all(sends);
    const stored = answers.flatMap((reply, i) => (reply.ok ? [`${i}`] : []));
    expect(stored.length).toBeGreaterThanOrEqual(30);
    expect(stored.length).toBeLessThan(100);
    for (const reply of answers) if (!reply.ok) expect(reply.error.code).toBe("rate-limited");
    await eventually(() => heard.map(({ text }) => text)).toEqual(stored);
    expect(await bob.emitWithAck("room:list", {})).toMatchObject({ ok: true });
  });

  it("never refuse a client that keeps to the window", async () => {
    const { ann, heard } = await startRoom();
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < 1_500) {
        next++;
        expect(await ann.emitWithAck("message", messageOf("t"))).toMatchObject({ ok: true });
      }
    };
    await Promise.all(Array.from({ length: LIMITS.window }, lane));
    await eventually(() => heard.length).toBe(1_500);
  });

  it("hold for other requests too, nonsense among them", async () => {
    const { ann } = await startRoom({ limits });
    const [lists, nonsense] = await Promise.all([
      Promise.all(Array.from({ length: 60 }, () => ann.emitWithAck("room:list", {}))),
      Promise.all(Array.from({ length: 60 }, () => ann.emitWithAck("nonsense" as "room:list", {}))),
    ]);
    const codesOf = (replies: typeof lists) =>
      new Set(replies.map((reply) => (reply.ok ? "ok" : reply.error.code)));
    expect(codesOf(lists)).toEqual(new Set(["ok", "rate-limited"]));
    expect(codesOf(nonsense)).toContain("rate-limited"); // on a slow computer some come late enough to be "invalid"
  });
});

it("answers as the protocol says", async () => {
  const { host, bob } = await startRoom();
  const ann = await connect(host, { ...ANN, owner: host.ownerToken });
  await ann.emitWithAck("room:join", { room: "lobby" });
  const member = bob.welcome.member.id;
  await ann.emitWithAck("message", messageOf("one"));
  const answers = {
    "room:list": await ann.emitWithAck("room:list", {}),
    "room:create": await ann.emitWithAck("room:create", { room: "tea" }),
    "room:join": await ann.emitWithAck("room:join", { room: "tea" }),
    "room:leave": await ann.emitWithAck("room:leave", { room: "tea" }),
    "room:history": await ann.emitWithAck("room:history", { room: "lobby", before: 2 }),
    "room:resume": await ann.emitWithAck("room:resume", { room: "lobby", after: 0 }),
    message: await ann.emitWithAck("message", messageOf("two")),
    typing: await ann.emitWithAck("typing", { room: "lobby", typing: true }),
    rename: await ann.emitWithAck("rename", { name: "Anna" }),
    "host:people": await ann.emitWithAck("host:people", {}),
    "host:passcode": await ann.emitWithAck("host:passcode", { passcode: null }),
    "room:passcode": await ann.emitWithAck("room:passcode", { room: "tea", passcode: "open sesame" }),
    "room:close": await ann.emitWithAck("room:close", { room: "tea", closed: true }),
    "member:rename": await ann.emitWithAck("member:rename", { member, name: "Robert" }),
    "member:mute": await ann.emitWithAck("member:mute", { member, muted: true }),
    "member:kick": await ann.emitWithAck("member:kick", { member }),
    "member:ban": await ann.emitWithAck("member:ban", { member, banned: true }),
  } satisfies Record<keyof typeof replies, unknown>;
  for (const [name, { ok, ...body }] of Object.entries(answers)) {
    expect(ok, name).toBe(true);
    expect(replies[name as keyof typeof replies].parse(body), name).toEqual(body);
  }
});
