import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { describe, expect, it } from "vitest";
import { collect, connect, eventually, refusalOf, startTestHost, temporaryFolder } from "../test-host.ts";
import { nameKey } from "./name-key.ts";

const ANN = { name: "Ann", token: "token-of-ann-0123456789" };
const EVE = { name: "Ann", token: "token-of-eve-0123456789" };

describe("a member's name", () => {
  it("is nobody else's: not at connect, with a token or without one, and not by renaming", async () => {
    const host = await startTestHost();
    await connect(host, ANN);
    const taken = {
      code: "name-taken",
      message: 'The name "Ann" is somebody else\'s here. Choose another one, for example "Ann 2".',
    };
    expect(await refusalOf(connect(host, EVE))).toEqual(taken);
    expect(await refusalOf(connect(host, { name: "Ann" }))).toEqual(taken);
    for (const auth of [{ ...EVE, name: "Eve" }, { name: "Guest" }]) {
      const other = await connect(host, auth);
      expect(await other.emitWithAck("rename", { name: "Ann" })).toEqual({ ok: false, error: taken });
      expect(other.welcome.member.name).toBe(auth.name);
    }
  });

  it.each(["ann", " ANN ", "Ａｎｎ", "A\u200Bnn", "Ann\u00AD"])("is not %j either", async (name) => {
    const host = await startTestHost();
    await connect(host, ANN);
    expect(await refusalOf(connect(host, { ...EVE, name }))).toMatchObject({ code: "name-taken" });
  });

  it("stays theirs when they are gone, and over a restart", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir });
    (await connect(host, ANN)).close();
    await eventually(() => host.totals().sessions.map(({ open }) => open)).toEqual([false]);
    expect(await refusalOf(connect(host, EVE))).toMatchObject({ code: "name-taken" });
    await host.close();
    const again = await startTestHost({ dataDir });
    expect(await refusalOf(connect(again, EVE))).toMatchObject({ code: "name-taken" });
    expect((await connect(again, { token: ANN.token })).welcome.member.name).toBe("Ann");
  });

  it("goes with the token: two tabs, and a new name gives the old one up", async () => {
    const host = await startTestHost();
    const tabs = [await connect(host, ANN), await connect(host, ANN)];
    expect(new Set(tabs.map(({ welcome }) => welcome.member.id)).size).toBe(1);
    expect(await tabs[0]?.emitWithAck("rename", { name: "Anna" })).toMatchObject({ ok: true });
    expect((await connect(host, EVE)).welcome.member.name).toBe("Ann");
    expect(await tabs[1]?.emitWithAck("rename", { name: "Ann" })).toMatchObject({ ok: false });
  });

  it("is the first's of those who come at once", async () => {
    const host = await startTestHost();
    const codes = Array.from({ length: 10 }, (_, i) =>
      connect(host, { name: "Sam", token: `token-of-sam-number-${i}` }).then(
        () => "in",
        ({ data }) => data.code,
      ),
    );
    const all = await Promise.all(codes);
    expect(all.filter((code) => code === "in")).toHaveLength(1);
    expect(all.filter((code) => code === "name-taken")).toHaveLength(9);
  });

  it("is free 30 days after they were here last, when they are forgotten themselves", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir });
    await connect(host, ANN);
    await host.close();
    const file = join(dataDir, "history.sqlite");
    const db = new DatabaseSync(file);
    db.prepare("UPDATE members SET seen_at = ?").run(Date.now() - 30 * 86_400_000 - 1);
    db.close();
    await (await startTestHost({ dataDir })).close();
    const after = new DatabaseSync(file);
    expect(after.prepare("SELECT count(*) AS count FROM members").get()).toEqual({ count: 0 });
    after.close();
    const later = await startTestHost({ dataDir });
    expect((await connect(later, EVE)).welcome.member.name).toBe("Ann");
    expect(await refusalOf(connect(later, ANN))).toMatchObject({ code: "name-taken" });
  });

  it("is lost to newcomers by those seen longest ago, beyond 10,000, but for those whom the owner must not lose", async () => {
    const dataDir = temporaryFolder();
    await (await startTestHost({ dataDir })).close();
    const file = join(dataDir, "history.sqlite");
    const db = new DatabaseSync(file);
    db.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
       INSERT INTO members SELECT 'id-' || i, 'Member ' || i, 0, ? + i, i = 1, i = 2, i = 3, 0 FROM n`,
    ).run(Date.now() - 1_000_000);
    db.close();
    const host = await startTestHost({ dataDir });
    expect(await refusalOf(connect(host, { ...ANN, name: "Member 4" }))).toMatchObject({
      code: "name-taken",
    });
    await connect(host, ANN);
    await connect(host, { ...EVE, name: "Member 4" });
    await host.close();
    const after = new DatabaseSync(file);
    const known = (ids: string) =>
      after.prepare(`SELECT name FROM members WHERE id IN (${ids}) ORDER BY id`).all();
    expect(after.prepare("SELECT count(*) AS count FROM members").get()).toEqual({ count: 10_000 });
    expect(known("'id-1', 'id-2', 'id-3'")).toHaveLength(3);
    expect(known("'id-4', 'id-5'")).toEqual([]);
    after.close();
  });

  it("is not had by guests, who may share one, until a member takes it", async () => {
    const host = await startTestHost();
    const guests = [await connect(host, { name: "Pat" }), await connect(host, { name: "Pat" })];
    expect(guests.map(({ welcome }) => welcome.member.name)).toEqual(["Pat", "Pat"]);
    await connect(host, { ...ANN, name: "Pat" });
    expect(await refusalOf(connect(host, { name: "Pat" }))).toMatchObject({ code: "name-taken" });
  });

  it("is made up for a member who gives none, and then theirs", async () => {
    const host = await startTestHost();
    const { member } = (await connect(host, { token: ANN.token })).welcome;
    expect(member.name).toMatch(/^Guest \d{4}$/);
    expect((await connect(host, { token: ANN.token })).welcome.member.name).toBe(member.name);
    expect(await refusalOf(connect(host, { ...EVE, name: member.name }))).toMatchObject({
      code: "name-taken",
    });
  });

  it("is told to the rooms when a connection brings another", async () => {
    const host = await startTestHost();
    const [ann, bob] = [await connect(host, ANN), await connect(host, { name: "Bob" })];
    for (const client of [ann, bob]) await client.emitWithAck("room:join", { room: "lobby" });
    const heard = collect(bob, "member");
    await connect(host, { ...ANN, name: "Anna" });
    await eventually(() => heard.map(({ member }) => member.name)).toEqual(["Anna"]);
  });
});

describe("nameKey", () => {
  it.each([
    ["Straße", "STRASSE"],
    ["ΟΔΟΣ", "οδος"],
    ["é", "e\u0301"],
    ["a  b", "A\u00A0b"],
    ["①", "1"],
  ])("takes %j and %j for the same", (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  it.each([
    ["Ann", "Anne"],
    ["Ann", "Ann 2"],
    ["a b", "ab"],
    ["李", "季"],
  ])("takes %j and %j for two", (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));
});
