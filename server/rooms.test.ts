import { describe, expect, it } from "vitest";
import { LIMITS } from "../protocol/limits.ts";
import type { Message } from "../protocol/schemas.ts";
import {
  type Client,
  collect,
  connect,
  eventually,
  messageOf,
  startTestHost,
  temporaryFolder,
} from "./test-host.ts";

const ANN = { name: "Ann", token: "token-of-ann-0123456789" };
const BOB = { name: "Bob", token: "token-of-bob-0123456789" };

const join = (client: Client, room = "lobby") => client.emitWithAck("room:join", { room });
const seqs = (messages: Message[]): number[] => messages.map(({ seq }) => seq);

async function say(client: Client, count: number, room = "lobby"): Promise<void> {
  const sends = Array.from({ length: count }, (_, i) =>
    client.emitWithAck("message", messageOf(`${i + 1}`, room)),
  );
  for (const reply of await Promise.all(sends)) expect(reply).toMatchObject({ ok: true });
}

/** Waits until the host has handled all that the client sent before, and the client all that the host sent. */
async function settled(...clients: Client[]): Promise<void> {
  for (const client of clients) await client.emitWithAck("room:list", {});
}

describe("rooms", () => {
  it("are listed, the lobby first, and kept over a restart", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir });
    const ann = await connect(host, ANN);
    for (const room of ["tea", "Ärger", "  spaced  "])
      expect(await ann.emitWithAck("room:create", { room })).toMatchObject({ ok: true });
    await join(ann, "tea");
    await say(ann, 3, "tea");
    await host.close();

    const again = await connect(await startTestHost({ dataDir }), ANN);
    const rooms = ["lobby", "tea", "Ärger", "spaced"].map((name) => ({
      name,
      head: name === "tea" ? 3 : 0,
      members: 0,
      locked: false,
    }));
    expect(again.welcome.rooms).toEqual(rooms);
    expect(await again.emitWithAck("room:list", {})).toEqual({ ok: true, rooms });
  });

  it("are told to everybody when they are created", async () => {
    const host = await startTestHost();
    const [ann, bob] = [await connect(host, ANN), await connect(host, BOB)];
    const heard = collect(bob, "room");
    await ann.emitWithAck("room:create", { room: "tea" });
    await eventually(() => heard).toEqual([{ name: "tea", head: 0, members: 0, locked: false }]);
  });

  it("have a limit, for which closed ones do not count", async () => {
    const limits = { requestsPerSecond: 1e6, requestBurst: 1e6, waitingRequests: 1e6 };
    const host = await startTestHost({ limits });
    const ann = await connect(host, { ...ANN, owner: host.ownerToken });
    const creations = await Promise.all(
      Array.from({ length: LIMITS.rooms }, (_, i) => ann.emitWithAck("room:create", { room: `room ${i}` })),
    );
    expect(creations.filter(({ ok }) => ok)).toHaveLength(LIMITS.rooms - 1);
    expect(creations.at(-1)).toMatchObject({ error: { code: "too-many-rooms" } });
    const close = (closed: boolean) => ann.emitWithAck("room:close", { room: "room 0", closed });
    expect(await close(true)).toEqual({ ok: true });
    expect(await ann.emitWithAck("room:create", { room: "one more" })).toMatchObject({ ok: true });
    expect(await ann.emitWithAck("room:create", { room: "and more" })).toMatchObject({
      error: { code: "too-many-rooms" },
    });
    expect(await close(false)).toMatchObject({ error: { code: "too-many-rooms" } });
  });

  it("are not confused with a client's own channel", async () => {
    const host = await startTestHost();
    const [ann, bob] = [await connect(host, ANN), await connect(host, BOB)];
    const heard = collect(bob, "message");
    const room = bob.id ?? "";
    await ann.emitWithAck("room:create", { room });
    await join(ann, room);
    await say(ann, 1, room);
    await settled(bob);
    expect(heard).toEqual([]);
  });
});

describe("members", () => {
  it("come and go once, whatever the number of their connections", async () => {
    const host = await startTestHost();
    const [bob, ann1, ann2] = [await connect(host, BOB), await connect(host, ANN), await connect(host, ANN)];
    await join(bob);
    const heard = collect(bob, "member");
    const ann = ann1.welcome.member;

    expect(await join(ann1)).toMatchObject({ room: { members: 2 }, members: [{ name: "Bob" }, ann] });
    expect(await join(ann1)).toMatchObject({ room: { members: 2 } }); // twice by the same connection
    expect(await join(ann2)).toMatchObject({ room: { members: 2 }, members: [{ name: "Bob" }, ann] });
    await settled(bob);
    expect(heard).toEqual([{ room: "lobby", member: ann, present: true }]);

    ann1.close();
    await eventually(() => host.totals().sessions.map(({ open }) => open)).toContain(false); // the host has noticed
    expect(await join(bob)).toMatchObject({ room: { members: 2 } });
    expect(heard).toHaveLength(1);

    ann2.close();
    await eventually(() => heard.slice(1)).toEqual([{ room: "lobby", member: ann, present: false }]);
    expect(await join(bob)).toMatchObject({ room: { members: 1 }, members: [{ name: "Bob" }] });
  });

  it("leave a room with the connection that leaves last", async () => {
    const host = await startTestHost();
    const [bob, ann1, ann2] = [await connect(host, BOB), await connect(host, ANN), await connect(host, ANN)];
    for (const client of [bob, ann1, ann2]) await join(client);
    await settled(bob);
    const heard = collect(bob, "member");
    const leave = (client: Client) => client.emitWithAck("room:leave", { room: "lobby" });
    expect(await leave(ann1)).toEqual({ ok: true });
    expect(await leave(ann1)).toMatchObject({ error: { code: "not-in-room" } });
    await settled(bob);
    expect(heard).toEqual([]);
    await leave(ann2);
    await settled(bob);
    expect(heard).toMatchObject([{ member: { name: "Ann" }, present: false }]);
    const quiet = collect(ann2, "message");
    await say(bob, 1);
    await settled(ann2);
    expect(quiet).toEqual([]);
  });

  it("are renamed everywhere, by request or by a connection that brings another name", async () => {
    const host = await startTestHost();
    const [bob, ann] = [await connect(host, BOB), await connect(host, ANN)];
    await join(bob);
    await join(ann);
    await settled(bob); // he has heard that she came: her ack may overtake that
    const heard = collect(bob, "member");
    const renamed = await ann.emitWithAck("rename", { name: "  Anna " });
    expect(renamed).toEqual({ ok: true, member: { id: ann.welcome.member.id, name: "Anna" } });
    await say(ann, 1);
    expect((await connect(host, { ...ANN, name: "Annie" })).welcome.member.name).toBe("Annie");
    expect((await connect(host, { token: ANN.token })).welcome.member.name).toBe("Annie");
    await settled(bob);
    expect(heard.map(({ member, present }) => [member.name, present])).toEqual([
      ["Anna", true],
      ["Annie", true],
    ]);
    expect(await join(bob)).toMatchObject({ messages: [{ sender: { name: "Anna" } }] });
  });

  it("are told to those in the room; the rest get the new number", async () => {
    const host = await startTestHost();
    const [bob, ann] = [await connect(host, BOB), await connect(host, ANN)];
    const [members, rooms] = [collect(bob, "member"), collect(bob, "room")];
    await join(ann);
    await eventually(() => rooms).toEqual([{ name: "lobby", head: 0, members: 1, locked: false }]);
    ann.close();
    await eventually(() => rooms.at(-1)).toEqual({ name: "lobby", head: 0, members: 0, locked: false });
    expect(members).toEqual([]);
  });
});

describe("room notices", () => {
  it("tell those outside of a new head, a few times at most, and those inside never", async () => {
    const host = await startTestHost();
    const [bob, ann] = [await connect(host, BOB), await connect(host, ANN)];
    await join(ann);
    const [inside, outside] = [collect(ann, "room"), collect(bob, "room")];
    await say(ann, 300);
    await eventually(() => outside.at(-1)).toMatchObject({ head: 300, members: 1 });
    expect(outside.length).toBeLessThan(20);
    await settled(ann);
    expect(inside).toEqual([]);
  });
});

describe("typing", () => {
  it("is told to the others in the room", async () => {
    const host = await startTestHost();
    const [bob, ann, eve] = [await connect(host, BOB), await connect(host, ANN), await connect(host)];
    await join(bob);
    await join(ann);
    const [own, others, outside] = [ann, bob, eve].map((client) => collect(client, "typing"));
    expect(await ann.emitWithAck("typing", { room: "lobby", typing: true })).toEqual({ ok: true });
    await ann.emitWithAck("typing", { room: "lobby", typing: false });
    await settled(bob, ann, eve);
    const member = ann.welcome.member;
    expect(others).toEqual([
      { room: "lobby", member, typing: true },
      { room: "lobby", member, typing: false },
    ]);
    expect([own, outside]).toEqual([[], []]);
  });
});

describe("history", () => {
  async function withHistory(count: number) {
    const host = await startTestHost();
    const [ann, bob] = [await connect(host, ANN), await connect(host, BOB)];
    await join(ann);
    await say(ann, count);
    return { ann, bob };
  }

  it("comes with joining: the last messages, or what follows a seq", async () => {
    const { bob } = await withHistory(120);
    const last = await join(bob);
    expect(last).toMatchObject({ ok: true, more: true, room: { head: 120 } });
    expect(last.ok && seqs(last.messages)).toEqual(Array.from({ length: 50 }, (_, i) => 71 + i));
    const rest = await bob.emitWithAck("room:join", { room: "lobby", after: 117 });
    expect(rest).toMatchObject({
      more: false,
      messages: [{ seq: 118 }, { seq: 119 }, { seq: 120, text: "120" }],
    });
    const page = await bob.emitWithAck("room:join", { room: "lobby", after: 0, limit: 2 });
    expect(page).toMatchObject({ more: true, messages: [{ seq: 1 }, { seq: 2 }] });
  });

  it("comes in pages, backward from a seq and forward from one", async () => {
    const { ann } = await withHistory(120);
    const older = await ann.emitWithAck("room:history", { room: "lobby", before: 71, limit: 70 });
    expect(older.ok && [older.more, ...seqs(older.messages)]).toEqual([
      false,
      ...Array.from({ length: 70 }, (_, i) => i + 1),
    ]);
    const got: number[] = [];
    for (let more = true; more; ) {
      const page = await ann.emitWithAck("room:resume", { room: "lobby", after: got.at(-1) ?? 0, limit: 50 });
      if (!page.ok) throw new Error(page.error.message);
      got.push(...seqs(page.messages));
      more = page.more;
    }
    expect(got).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
  });

  it("and broadcasts follow each other without gap or overlap, whenever one joins", async () => {
    const host = await startTestHost();
    const ann = await connect(host, ANN);
    await join(ann);
    let joined = 0;
    const talk = (async () => {
      while (joined < 10) await say(ann, 10);
    })();
    const joiners: number[][] = [];
    for (let i = 0; i < 10; i++) {
      const client = await connect(host);
      const got: number[] = [];
      client.on("message", ({ seq }) => got.push(seq));
      client.emit("room:join", { room: "lobby", limit: 5 }, (reply) => {
        if (reply.ok) got.push(...seqs(reply.messages));
        joiners.push(got);
        joined++;
      });
    }
    await talk;
    const list = await ann.emitWithAck("room:list", {});
    const head = (list.ok && list.rooms[0]?.head) || 0;
    await eventually(() => joiners.every((got) => got.at(-1) === head)).toBe(true);
    for (const got of joiners) expect(got).toEqual(got.map((_, i) => (got[0] ?? 0) + i));
  });
});
