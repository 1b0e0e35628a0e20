import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { orderedTransports } from "../transports/engine/client.ts";
import type { Host } from "./host.ts";
import { LAN } from "./hosting/test-interfaces.ts";
import {
  type Client,
  collect,
  connect,
  eventually,
  messageOf,
  refusalOf,
  startTestHost,
  temporaryFolder,
} from "./test-host.ts";

const OLGA = { name: "Olga", token: "token-of-olga-0123456789" };
const ANN = { name: "Ann", token: "token-of-ann-0123456789" };
const BOB = { name: "Bob", token: "token-of-bob-0123456789" };
const LIMITS = { wrongDelay: 0, attemptBurst: 2, attemptsPerSecond: 1e-4 };

const joinLobby = (client: Client) => client.emitWithAck("room:join", { room: LOBBY });
const ownerOf = (host: Host) => connect(host, { ...OLGA, owner: host.ownerToken });

async function startWithOwner(options: Parameters<typeof startTestHost>[0] = {}) {
  const host = await startTestHost({ limits: LIMITS, ...options });
  const [olga, ann, bob] = [await ownerOf(host), await connect(host, ANN), await connect(host, BOB)];
  for (const client of [olga, ann, bob]) await joinLobby(client);
  const [annId, bobId] = [ann.welcome.member.id, bob.welcome.member.id];
  return { host, olga, ann, bob, annId, bobId };
}

async function people(olga: Client) {
  const reply = await olga.emitWithAck("host:people", {});
  if (!reply.ok) throw new Error(reply.error.message);
  return reply;
}

describe("the owner", () => {
  it("is whoever shows the host's own token, from then on by their own, also over a restart", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir, passcode: "not for the owner" });
    const olga = await ownerOf(host);
    expect(olga.welcome.standing).toEqual({ owner: true, muted: false });
    expect(await joinLobby(olga)).toMatchObject({ members: [{ name: "Olga", owner: true }] });
    await host.close();
    const again = await startTestHost({ dataDir });
    expect((await connect(again, OLGA)).welcome.standing.owner).toBe(true);
  });

  it("is told so in all tabs, and so are the rooms", async () => {
    const { host, ann, bob } = await startWithOwner();
    const [standings, members] = [collect(ann, "standing"), collect(bob, "member")];
    await connect(host, { ...ANN, owner: host.ownerToken });
    await eventually(() => standings).toEqual([{ owner: true, muted: false }]);
    await eventually(() => members).toMatchObject([{ member: { name: "Ann", owner: true }, present: true }]);
  });

  it("is nobody with a wrong token, of which only some are looked at; or without a member token", async () => {
    const host = await startTestHost({ limits: LIMITS });
    const wrong = () => refusalOf(connect(host, { ...ANN, owner: "x".repeat(43) }));
    expect(await wrong()).toMatchObject({ code: "invalid", message: expect.stringMatching(/owner's token/) });
    expect(await wrong()).toMatchObject({ code: "invalid" });
    expect(await wrong()).toMatchObject({ code: "too-many-attempts" });
    expect(await refusalOf(connect(host, { name: "Ann", owner: host.ownerToken }))).toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/member token/),
    });
    expect((await connect(host, ANN)).welcome.standing.owner).toBe(false);
  });

  it("is not kept out by whoever guesses at the same address", async () => {
    const host = await startTestHost({ limits: { ...LIMITS, waitingAttempts: 2 }, passcode: "maple syrup" });
    const guesses = Array.from({ length: 10 }, (_, i) =>
      refusalOf(connect(host, i % 2 ? { passcode: "a guess" } : { ...ANN, owner: "x".repeat(43) })),
    );
    expect((await ownerOf(host)).welcome.standing.owner).toBe(true);
    await Promise.all(guesses);
    expect(await refusalOf(connect(host, { passcode: "maple syrup" }))).toMatchObject({
      code: "too-many-attempts",
    });
    expect((await connect(host, { ...BOB, owner: host.ownerToken })).welcome.standing.owner).toBe(true);
  });

  it("is the only one whose requests are heard", async () => {
    const { host, olga, ann, bob, bobId } = await startWithOwner();
    const others = [
      ["host:people", {}],
      ["host:passcode", { passcode: "mine now" }],
      ["room:passcode", { room: LOBBY, passcode: "mine now" }],
      ["room:close", { room: LOBBY, closed: true }],
      ["member:rename", { member: bobId, name: "Bobby" }],
      ["member:mute", { member: bobId, muted: true }],
      ["member:kick", { member: bobId }],
      ["member:ban", { member: bobId, banned: true }],
    ] as const;
    for (const [request, body] of others)
      expect(await ann.emitWithAck(request as "member:kick", body as never), request).toMatchObject({
        error: { code: "not-owner" },
      });
    expect(host.info.passcode).toBe(false);
    expect(await bob.emitWithAck("message", messageOf("all as it was"))).toMatchObject({ ok: true });
    expect((await people(olga)).people).toMatchObject([{}, {}, {}]);
  });

  it("can do nothing to an owner, or to somebody who is not there", async () => {
    const { host, olga, annId } = await startWithOwner();
    await connect(host, { ...ANN, owner: host.ownerToken });
    for (const member of [annId, olga.welcome.member.id, "nobody"]) {
      const code = member === "nobody" ? "no-member" : "not-that-one";
      const replies = [
        await olga.emitWithAck("member:rename", { member, name: "Other" }),
        await olga.emitWithAck("member:mute", { member, muted: true }),
        await olga.emitWithAck("member:kick", { member }),
        await olga.emitWithAck("member:ban", { member, banned: true }),
      ];
      for (const reply of replies) expect(reply).toMatchObject({ error: { code } });
    }
  });

  it("sees everybody the host knows", async () => {
    const { host, olga, bob, bobId } = await startWithOwner();
    await connect(host, { name: "Guest" });
    bob.close();
    await eventually(() => host.totals().sessions.filter(({ open }) => open)).toHaveLength(3);
    await olga.emitWithAck("member:ban", { member: bobId, banned: true });
    const { people: known, closedRooms } = await people(olga);
    expect(closedRooms).toEqual([]);
    expect(known.slice(0, 3).map(({ name, here }) => [name, here])).toEqual(
      expect.arrayContaining([
        ["Olga", true],
        ["Ann", true],
        ["Guest", true],
      ]),
    );
    expect(known.at(-1)).toEqual({
      id: bobId,
      name: "Bob",
      here: false,
      banned: true,
      seenAt: expect.any(Number),
    });
  });

  it("leaves a trace in the log, without names and passcodes", async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const { olga, annId } = await startWithOwner({ log: pino({ level: "info" }, sink) });
    await olga.emitWithAck("member:rename", { member: annId, name: "Very Secret" });
    await olga.emitWithAck("host:passcode", { passcode: "very secret" });
    expect(lines.join("")).toContain(`"request":"member:rename","member":"${annId}"`);
    expect(lines.join("")).toContain('"request":"host:passcode"');
    expect(lines.join("")).not.toMatch(/very secret/i);
  });
});

describe("muting", () => {
  it("refuses what somebody writes, tells them and the rooms, and stays over a restart", async () => {
    const dataDir = temporaryFolder();
    const { host, olga, ann, bob, annId } = await startWithOwner({ dataDir });
    const [standings, members] = [collect(ann, "standing"), collect(bob, "member")];
    expect(await olga.emitWithAck("member:mute", { member: annId, muted: true })).toEqual({ ok: true });
    await eventually(() => standings).toEqual([{ owner: false, muted: true }]);
    await eventually(() => members).toMatchObject([{ room: LOBBY, member: { id: annId, muted: true } }]);
    const rooms = collect(bob, "room");
    for (const reply of [
      await ann.emitWithAck("message", messageOf("hello?")),
      await ann.emitWithAck("typing", { room: LOBBY, typing: true }),
      await ann.emitWithAck("rename", { name: "hello?" }),
      await ann.emitWithAck("room:create", { room: "hello?" }),
      await ann.emitWithAck("room:create", { room: "hello?", passcode: "earl grey" }),
    ])
      expect(reply).toMatchObject({ error: { code: "muted" } });
    // Not by the name that they come with either.
    expect((await connect(host, { ...ANN, name: "hello?" })).welcome.member.name).toBe("Ann");
    expect(await bob.emitWithAck("room:list", {})).toMatchObject({ rooms: [{ name: LOBBY }] });
    expect([members.length, rooms]).toEqual([1, []]);
    expect(await olga.emitWithAck("member:rename", { member: annId, name: "Anna" })).toEqual({ ok: true });
    await host.close();

    const again = await startTestHost({ dataDir });
    const [back, owner] = [await connect(again, ANN), await connect(again, OLGA)];
    expect(back.welcome.standing.muted).toBe(true);
    expect(await joinLobby(back)).toMatchObject({ members: [{ name: "Anna", muted: true }] });
    await owner.emitWithAck("member:mute", { member: annId, muted: false });
    expect(await back.emitWithAck("message", messageOf("at last"))).toMatchObject({ ok: true, seq: 1 });
  });
});

describe("renaming", () => {
  it("gives a name that stays, and frees the old one", async () => {
    const { host, olga, ann, bob, annId } = await startWithOwner();
    const heard = collect(bob, "member");
    expect(await olga.emitWithAck("member:rename", { member: annId, name: "Anna" })).toEqual({ ok: true });
    await eventually(() => heard).toMatchObject([{ member: { id: annId, name: "Anna" }, present: true }]);
    expect(await ann.emitWithAck("rename", { name: "Ann" })).toMatchObject({ error: { code: "name-fixed" } });
    expect((await connect(host, ANN)).welcome.member.name).toBe("Anna");
    expect(await bob.emitWithAck("rename", { name: "Ann" })).toMatchObject({ ok: true });
    expect(await olga.emitWithAck("member:rename", { member: annId, name: "Olga" })).toMatchObject({
      error: { code: "name-taken" },
    });
  });
});

describe.each(TRANSPORTS)("by %s", (transport) => {
  it("somebody who is kicked is told before it ends, and may come back; who is banned may not", async () => {
    const { host, olga, annId } = await startWithOwner();
    const come = () => connect(host, ANN, { transports: orderedTransports(transport), upgrade: false });
    const heard: string[] = [];
    const listen = (client: Client) => {
      client.on("removed", ({ reason }) => heard.push(reason));
      client.on("disconnect", (reason) => heard.push(reason));
    };
    listen(await come());
    expect(await olga.emitWithAck("member:kick", { member: annId })).toEqual({ ok: true });
    await eventually(() => heard).toEqual(["kicked", "io server disconnect"]);
    listen(await come());
    expect(await olga.emitWithAck("member:ban", { member: annId, banned: true })).toEqual({ ok: true });
    await eventually(() => heard.slice(2)).toEqual(["banned", "io server disconnect"]);
    expect(await refusalOf(come())).toMatchObject({ code: "banned" });
    await eventually(() => host.totals().sessions.filter(({ open }) => open)).toHaveLength(2);
    await olga.emitWithAck("member:ban", { member: annId, banned: false });
    expect((await come()).welcome.member.id).toBe(annId);
  });
});

describe("a ban", () => {
  it("leaves nobody in a room, and stays over a restart", async () => {
    const dataDir = temporaryFolder();
    const { host, olga, annId } = await startWithOwner({ dataDir });
    await olga.emitWithAck("member:ban", { member: annId, banned: true });
    expect(await joinLobby(olga)).toMatchObject({ room: { members: 2 } });
    await host.close();
    const again = await startTestHost({ dataDir });
    expect(await refusalOf(connect(again, ANN))).toMatchObject({ code: "banned" });
    expect((await connect(again, BOB)).welcome.member.name).toBe("Bob"); // from loopback, as she did
  });

  it.skipIf(LAN === undefined)("keeps out who comes from the same address with another token", async () => {
    const host = await startTestHost({ host: "0.0.0.0", limits: LIMITS });
    const olga = await ownerOf(host);
    const there = { url: `http://${LAN}:${host.port}` };
    const ann = await connect(there, ANN);
    const member = ann.welcome.member.id;
    await olga.emitWithAck("member:kick", { member });
    await olga.emitWithAck("member:ban", { member, banned: true });
    expect(await refusalOf(connect(there, BOB))).toMatchObject({ code: "banned" });
    expect(await refusalOf(connect(there, {}))).toMatchObject({ code: "banned" });
    expect((await connect(there, OLGA)).welcome.standing.owner).toBe(true);
    await connect(host, BOB);
    await olga.emitWithAck("member:ban", { member, banned: false });
    await connect(there, BOB);
  });

  it.skipIf(LAN === undefined)(
    "keeps an address out until it is lifted from all who came from there",
    async () => {
      const host = await startTestHost({ host: "0.0.0.0", limits: LIMITS });
      const olga = await ownerOf(host);
      const there = { url: `http://${LAN}:${host.port}` };
      const members = [ANN, BOB].map(async (auth) => (await connect(there, auth)).welcome.member.id);
      const [annId = "", bobId = ""] = await Promise.all(members);
      const ban = (member: string, banned: boolean) => olga.emitWithAck("member:ban", { member, banned });
      for (const member of [annId, bobId]) expect(await ban(member, true)).toEqual({ ok: true });
      expect(await ban(bobId, false)).toEqual({ ok: true });
      expect(await refusalOf(connect(there, {}))).toMatchObject({ code: "banned" });
      expect(await ban(annId, false)).toEqual({ ok: true });
      await connect(there, {});
    },
  );

  it("can be laid on a guest, and lifted", async () => {
    const { host, olga } = await startWithOwner();
    const guest = await connect(host, { name: "Guest" });
    const { id: member } = guest.welcome.member;
    const removed = collect(guest, "removed");
    expect(await olga.emitWithAck("member:ban", { member, banned: true })).toEqual({ ok: true });
    await eventually(() => removed).toEqual([{ reason: "banned" }]);
    expect(await olga.emitWithAck("member:ban", { member, banned: false })).toEqual({ ok: true });
  });
});

describe("closing a room", () => {
  it("puts all outside, hides it, and opens it again with its history, also over restarts", async () => {
    const dataDir = temporaryFolder();
    const { host, olga, ann, bob } = await startWithOwner({ dataDir });
    await olga.emitWithAck("room:create", { room: "tea" });
    for (const client of [ann, bob]) await client.emitWithAck("room:join", { room: "tea" });
    await ann.emitWithAck("message", messageOf("before", "tea"));
    const closed = collect(bob, "room:closed");
    expect(await olga.emitWithAck("room:close", { room: "tea", closed: true })).toEqual({ ok: true });
    await eventually(() => closed).toEqual([{ room: "tea" }]);
    for (const reply of [
      await ann.emitWithAck("message", messageOf("after", "tea")),
      await ann.emitWithAck("room:join", { room: "tea" }),
      await ann.emitWithAck("room:history", { room: "tea", before: 2 }),
      await olga.emitWithAck("room:passcode", { room: "tea", passcode: null }),
    ])
      expect(reply).toMatchObject({ error: { code: "no-room" } });
    expect(await ann.emitWithAck("room:create", { room: "tea" })).toMatchObject({
      error: { code: "room-exists", message: expect.stringMatching(/owner has closed/) },
    });
    expect(await ann.emitWithAck("room:list", {})).toMatchObject({ rooms: [{ name: LOBBY }] });
    await host.close();

    const again = await startTestHost({ dataDir });
    const [owner, back] = [await connect(again, OLGA), await connect(again, ANN)];
    expect(back.welcome.rooms.map(({ name }) => name)).toEqual([LOBBY]);
    expect((await people(owner)).closedRooms).toEqual(["tea"]);
    const rooms = collect(back, "room");
    expect(await owner.emitWithAck("room:close", { room: "tea", closed: false })).toEqual({ ok: true });
    await eventually(() => rooms).toEqual([{ name: "tea", head: 1, members: 0, locked: false }]);
    expect(await back.emitWithAck("room:join", { room: "tea" })).toMatchObject({
      ok: true,
      messages: [{ text: "before" }],
    });
  });

  it("is not for the lobby, nor for a room that is not there", async () => {
    const { olga } = await startWithOwner();
    const close = (room: string) => olga.emitWithAck("room:close", { room, closed: true });
    expect(await close(LOBBY)).toMatchObject({ error: { code: "not-that-one" } });
    expect(await close("nowhere")).toMatchObject({ error: { code: "no-room" } });
    const locked = await olga.emitWithAck("room:passcode", { room: LOBBY, passcode: "for the lobby" });
    expect(locked).toEqual({ ok: true });
  });

  it("tells nobody of the room afterwards", async () => {
    const { olga, ann, bob } = await startWithOwner();
    const rooms = collect(bob, "room");
    const last = (room: string) => rooms.filter(({ name }) => name === room).at(-1);
    const [tea, coffee] = [{ room: "tea" }, { room: "coffee" }];
    for (const room of [tea, coffee]) await olga.emitWithAck("room:create", room);
    for (const room of [tea, coffee]) await ann.emitWithAck("room:join", room);
    await eventually(() => [last("tea"), last("coffee")]).toMatchObject([{ members: 1 }, { members: 1 }]);
    // The others are told of both a second later, in this order.
    for (const room of [tea, coffee]) await ann.emitWithAck("room:leave", room);
    await olga.emitWithAck("room:close", { ...tea, closed: true });
    await eventually(() => last("coffee")).toMatchObject({ members: 0 });
    expect(last("tea")).toMatchObject({ members: 1 });
  });
});
