import { expect, it } from "vitest";
import type { RoomInfo } from "../../protocol/schemas.ts";
import { collect, connect, eventually, messageOf, startTestHost, temporaryFolder } from "../test-host.ts";

const ANN = { name: "Ann", token: "token-of-ann-0123456789" };
const BOB = { name: "Bob", token: "token-of-bob-0123456789" };
const LIMITS = { wrongDelay: 0, attemptBurst: 4, attemptsPerSecond: 1e-4 };
const TEA = { room: "tea" };
const PASSCODE = "earl grey";

async function startTeaRoom(dataDir = temporaryFolder()) {
  const host = await startTestHost({ dataDir, limits: LIMITS });
  const [ann, bob] = [await connect(host, ANN), await connect(host, BOB)];
  const rooms = collect(bob, "room");
  const created = await ann.emitWithAck("room:create", { ...TEA, passcode: PASSCODE });
  expect(created).toMatchObject({ ok: true, room: { name: "tea", locked: true } });
  await eventually(() => rooms).toMatchObject([{ name: "tea", locked: true }]);
  return { host, ann, bob, dataDir };
}

it("is asked of all but the room's maker and the owner; then a member is known there", async () => {
  const { host, ann, bob, dataDir } = await startTeaRoom();
  expect(await ann.emitWithAck("room:join", TEA)).toMatchObject({ ok: true });
  await ann.emitWithAck("message", messageOf("a secret", "tea"));

  expect(await bob.emitWithAck("room:join", TEA)).toMatchObject({ error: { code: "passcode-needed" } });
  expect(await bob.emitWithAck("room:join", { ...TEA, passcode: "builder's" })).toMatchObject({
    error: { code: "passcode-wrong" },
  });
  for (const request of [
    () => bob.emitWithAck("room:history", { ...TEA, before: 2 }),
    () => bob.emitWithAck("room:resume", { ...TEA, after: 0 }),
    () => bob.emitWithAck("message", messageOf("let me in", "tea")),
  ])
    expect(await request()).toMatchObject({ error: { code: "not-in-room" } });

  const owner = await connect(host, {
    name: "Olga",
    token: "token-of-olga-0123456789",
    owner: host.ownerToken,
  });
  expect(await owner.emitWithAck("room:join", TEA)).toMatchObject({ ok: true });
  expect(await bob.emitWithAck("room:join", { ...TEA, passcode: PASSCODE })).toMatchObject({
    ok: true,
    messages: [{ text: "a secret" }],
  });
  const guest = await connect(host, {});
  expect(await guest.emitWithAck("room:join", { ...TEA, passcode: PASSCODE })).toMatchObject({ ok: true });
  expect(await (await connect(host, {})).emitWithAck("room:join", TEA)).toMatchObject({ ok: false });

  await host.close();
  const again = await startTestHost({ dataDir, limits: LIMITS });
  for (const auth of [ANN, BOB])
    expect(await (await connect(again, auth)).emitWithAck("room:join", TEA)).toMatchObject({ ok: true });
});

it("hides who is in the room, and that something is said, from those who have not shown it", async () => {
  const { host, ann, bob, dataDir } = await startTeaRoom();
  const carl = await connect(host, { name: "Carl", token: "token-of-carl-0123456789" });
  await bob.emitWithAck("room:join", { ...TEA, passcode: PASSCODE });
  await bob.emitWithAck("room:leave", TEA);
  const olga = await connect(host, { token: "token-of-olga-0123456789", owner: host.ownerToken });
  const heard = { bob: collect(bob, "room"), carl: collect(carl, "room"), olga: collect(olga, "room") };
  await ann.emitWithAck("room:join", TEA);
  await ann.emitWithAck("message", messageOf("a secret", "tea"));
  await eventually(() => [heard.bob.at(-1), heard.olga.at(-1)]).toMatchObject([
    { name: "tea", head: 1, members: 1, locked: true },
    { name: "tea", head: 1, members: 1, locked: true },
  ]);
  const veiled = { name: "tea", head: null, members: null, locked: true };
  const listed = async (client: typeof ann): Promise<RoomInfo | undefined> => {
    const reply = await client.emitWithAck("room:list", {});
    return reply.ok ? reply.rooms.find(({ name }) => name === "tea") : undefined;
  };
  expect(await listed(carl)).toEqual(veiled);
  expect(heard.carl).toEqual([]);
  expect((await connect(host, {})).welcome.rooms.at(-1)).toEqual(veiled);
  for (const client of [ann, bob, olga]) expect(await listed(client)).toMatchObject({ head: 1, members: 1 });

  // Whoever has shown the old one is an outsider to the new one, but for those inside.
  expect(await olga.emitWithAck("room:passcode", { ...TEA, passcode: "lapsang" })).toEqual({ ok: true });
  await eventually(() => [heard.bob.at(-1), heard.carl]).toEqual([veiled, [veiled]]);
  expect(await listed(ann)).toMatchObject({ head: 1 });
  expect(await olga.emitWithAck("room:passcode", { ...TEA, passcode: null })).toEqual({ ok: true });
  await eventually(() => heard.carl.at(-1)).toEqual({ name: "tea", head: 1, members: 1, locked: false });

  expect(await olga.emitWithAck("room:passcode", { ...TEA, passcode: PASSCODE })).toEqual({ ok: true });
  await bob.emitWithAck("room:join", { ...TEA, passcode: PASSCODE });
  await host.close();
  const again = await startTestHost({ dataDir, limits: LIMITS });
  expect((await connect(again, BOB)).welcome.rooms.at(-1)).toMatchObject({ name: "tea", head: 1 });
  expect((await connect(again, ANN)).welcome.rooms.at(-1)).toEqual(veiled);
});

it("cannot be guessed by asking often: then not even the right one is looked at", async () => {
  const { bob, ann } = await startTeaRoom();
  const guesses = Array.from({ length: 10 }, (_, i) =>
    bob.emitWithAck("room:join", { ...TEA, passcode: `guess ${i}` }),
  );
  const codes = (await Promise.all(guesses)).map((reply) => (reply.ok ? "in" : reply.error.code));
  expect(codes.filter((code) => code === "passcode-wrong")).toHaveLength(4);
  expect(codes.filter((code) => code === "too-many-attempts")).toHaveLength(6);
  expect(await bob.emitWithAck("room:join", { ...TEA, passcode: PASSCODE })).toMatchObject({
    error: { code: "too-many-attempts", retryAfter: expect.any(Number) },
  });
  expect(await ann.emitWithAck("room:join", TEA)).toMatchObject({ ok: true });
});

it("is changed by the owner: who is inside stays, and is asked when they come back", async () => {
  const { host, bob, ann } = await startTeaRoom();
  await bob.emitWithAck("room:join", { ...TEA, passcode: PASSCODE });
  const owner = await connect(host, { ...ANN, owner: host.ownerToken });
  const change = (passcode: string | null) => owner.emitWithAck("room:passcode", { ...TEA, passcode });
  expect(await change("lapsang")).toEqual({ ok: true });
  expect(await bob.emitWithAck("message", messageOf("still here", "tea"))).toMatchObject({ ok: true });
  expect(await bob.emitWithAck("room:join", TEA)).toMatchObject({ ok: true });
  await bob.emitWithAck("room:leave", TEA);
  expect(await bob.emitWithAck("room:join", TEA)).toMatchObject({ error: { code: "passcode-needed" } });
  const rooms = collect(ann, "room");
  expect(await change(null)).toEqual({ ok: true });
  await eventually(() => rooms.at(-1)).toMatchObject({ name: "tea", locked: false });
  expect(await bob.emitWithAck("room:join", TEA)).toMatchObject({ ok: true });
});

it("leaves nobody in a room who went away while it was looked at", async () => {
  const { host, bob, ann } = await startTeaRoom();
  bob.emit("room:join", { ...TEA, passcode: PASSCODE }, () => undefined);
  bob.close();
  await eventually(() => host.totals().sessions.filter(({ open }) => open)).toHaveLength(1);
  // One whose passcode is looked at after his.
  await (await connect(host, {})).emitWithAck("room:join", { ...TEA, passcode: PASSCODE });
  expect(await ann.emitWithAck("room:list", {})).toMatchObject({ rooms: [{}, { name: "tea", members: 1 }] });
});

it("is refused where it is too short, with a sentence", async () => {
  const { bob } = await startTeaRoom();
  expect(await bob.emitWithAck("room:create", { room: "x", passcode: "abc" })).toMatchObject({
    error: { code: "invalid", message: "The passcode is shorter than 4 characters." },
  });
});
