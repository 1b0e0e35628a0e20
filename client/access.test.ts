import { describe, expect, it, onTestFinished } from "vitest";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import type { Host } from "../server/host.ts";
import { startTestHost } from "../server/test-host.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import { until } from "../testing/until.ts";
import { type Delivered, type Outgoing, type Problem, Session, type SessionOptions } from "./session.ts";

/** A session that keeps what it was told. */
class Visitor extends Session {
  readonly heard: Delivered[] = [];
  readonly refusals: Outgoing[] = [];
  readonly expulsions: { room: string; problem: Problem }[] = [];

  constructor(options: SessionOptions) {
    super(options);
    this.on("message", (delivered) => this.heard.push(delivered));
    this.on("refused", (outgoing) => this.refusals.push(outgoing));
    this.on("expelled", (change) => this.expulsions.push(change));
    onTestFinished(() => this.close());
  }

  get texts(): string[] {
    return this.heard.map(({ message }) => message.text);
  }
}

function visitor(host: Host, name: string, options: Partial<SessionOptions> = {}): Visitor {
  return new Visitor({ url: host.url, name, pollInterval: 100, ...options });
}

/** Somebody in the lobby. */
async function come(host: Host, name: string, options: Partial<SessionOptions> = {}): Promise<Visitor> {
  const session = visitor(host, name, options);
  session.connect();
  expect(await session.join(LOBBY)).toMatchObject({ ok: true });
  return session;
}

/** The host's owner, in the lobby. */
async function comeAsOwner(host: Host): Promise<Visitor> {
  const session = visitor(host, "Owner");
  session.connect(host.ownerToken);
  expect(await session.join(LOBBY)).toMatchObject({ ok: true });
  expect(session.standing).toEqual({ owner: true, muted: false });
  return session;
}

const idOf = (session: Session): string => session.member?.id ?? "";
const locked = (session: Session) => until("it is locked", () => session.state === "locked");
const connected = (session: Session) => until("it is in", () => session.state === "connected");

const PASSCODE = "open sesame";

describe.each(TRANSPORTS)("over %s", (transport) => {
  it("comes in with the passcode, and then without", async () => {
    const host = await startTestHost({ passcode: PASSCODE });
    const ann = visitor(host, "Ann", { transport });
    ann.connect();
    await locked(ann);
    expect(ann.lock).toMatchObject({ code: "passcode-needed", retryAt: null });
    ann.enter({ passcode: "a wrong one" });
    await until("it was wrong", () => ann.lock?.code === "passcode-wrong");
    ann.enter({ passcode: PASSCODE });
    await connected(ann);
    ann.reconnect();
    await until("it is on its way", () => ann.state === "reconnecting");
    await connected(ann);
    expect(ann.transport).toBe(transport);
  });

  it("stays away when it was kicked, and comes back when it is told to", async () => {
    const host = await startTestHost();
    const owner = await comeAsOwner(host);
    const ann = await come(host, "Ann", { transport });
    expect(await owner.owner.kick(idOf(ann))).toMatchObject({ ok: true });
    await locked(ann);
    expect([ann.lock?.code, ann.lastDrop?.code, ann.retryAt]).toEqual(["kicked", "kicked", null]);
    ann.send(LOBBY, "after all");
    ann.enter();
    await until("it is heard", () => owner.texts.includes("after all"));
  });
});

describe("a session", () => {
  it("loses nothing when the passcode changes in the middle of a chat", async () => {
    const host = await startTestHost();
    const owner = await comeAsOwner(host);
    const ann = await come(host, "Ann");
    ann.send(LOBBY, "before");
    await until("it is heard", () => owner.texts.length === 1);
    expect(await owner.owner.setHostPasscode(PASSCODE)).toMatchObject({ ok: true });
    await until("it is told", () => ann.host?.passcode === true);
    expect(ann.state).toBe("connected");
    ann.reconnect();
    ann.send(LOBBY, "meanwhile");
    owner.send(LOBBY, "missed");
    await locked(ann);
    ann.enter({ passcode: PASSCODE });
    await until("all is heard", () => owner.texts.length === 3 && ann.texts.length === 3);
    expect(ann.texts.toSorted()).toEqual(["before", "meanwhile", "missed"]);
    expect([ann.outbox, ann.refusals]).toEqual([[], []]);
  });

  it("takes another name when somebody has it", async () => {
    const host = await startTestHost();
    await come(host, "Ann");
    const other = visitor(host, "ann");
    other.connect();
    await locked(other);
    expect(other.lock?.code).toBe("name-taken");
    other.enter({ name: "Ann 2" });
    await connected(other);
    expect(other.member?.name).toBe("Ann 2");
    expect(await other.rename("ANN")).toMatchObject({ ok: false, error: { code: "name-taken" } });
  });

  it("is asked anew by a room whose passcode has changed, and then sends what waits", async () => {
    const host = await startTestHost();
    const owner = await comeAsOwner(host);
    const ann = await come(host, "Ann");
    expect(await ann.createRoom("den")).toMatchObject({ ok: true });
    expect(await ann.join("den")).toMatchObject({ ok: true });
    expect(await owner.owner.setRoomPasscode("den", PASSCODE)).toMatchObject({ ok: true });
    await until("it is told", () => ann.rooms.some(({ name, locked }) => name === "den" && locked));
    ann.reconnect();
    await until("it is out of the room", () => ann.expulsions.length === 1);
    expect(ann.expulsions).toMatchObject([{ room: "den", problem: { code: "passcode-needed" } }]);
    ann.send("den", "kept");
    expect(await ann.join("den", { passcode: "a wrong one" })).toMatchObject({
      error: { code: "passcode-wrong" },
    });
    expect(await ann.join("den", { passcode: PASSCODE })).toMatchObject({ ok: true });
    await until("it is heard", () => ann.texts.includes("kept"));
    expect(ann.refusals).toEqual([]);
  });

  it("is out of a room that was closed, and back in it with all that was said", async () => {
    const host = await startTestHost();
    const owner = await comeAsOwner(host);
    const ann = await come(host, "Ann");
    expect(await ann.createRoom("den")).toMatchObject({ ok: true });
    expect(await ann.join("den")).toMatchObject({ ok: true });
    ann.send("den", "kept");
    await until("it is heard", () => ann.texts.includes("kept"));
    expect(await owner.owner.closeRoom("den", true)).toMatchObject({ ok: true });
    await until("it is out of the room", () => ann.expulsions.length === 1);
    expect(ann.expulsions).toMatchObject([{ room: "den", problem: { code: "room-closed" } }]);
    expect(ann.rooms.map(({ name }) => name)).toEqual([LOBBY]);
    expect(await owner.owner.closeRoom("den", false)).toMatchObject({ ok: true });
    await until("it is back", () => ann.rooms.some(({ name }) => name === "den"));
    const again = await ann.join("den");
    expect(again).toMatchObject({ messages: [{ text: "kept" }] });
  });

  it("gets back what it wrote for a room that was closed while it was cut off", async () => {
    const host = await startTestHost();
    const proxy = await startTcpProxy({ port: host.port });
    onTestFinished(() => proxy.close());
    const owner = await comeAsOwner(host);
    const ann = await come(host, "Ann", { url: proxy.url });
    expect(await ann.createRoom("den")).toMatchObject({ ok: true });
    expect(await ann.join("den")).toMatchObject({ ok: true });
    proxy.freeze();
    ann.send("den", "too late");
    ann.send(LOBBY, "not too late");
    expect(await owner.owner.closeRoom("den", true)).toMatchObject({ ok: true });
    proxy.thaw();
    await until("it is told", () => ann.refusals.length === 1);
    expect(ann.refusals).toMatchObject([{ room: "den", text: "too late", refusal: { code: "no-room" } }]);
    await until("the rest is heard", () => owner.texts.includes("not too late"));
    await until("the rest is acked", () => ann.outbox.length === 1);
    expect(ann.outbox).toEqual(ann.refusals);
  });

  it("knows how it stands: muted, renamed and banned", async () => {
    const host = await startTestHost();
    const owner = await comeAsOwner(host);
    const ann = await come(host, "Ann");
    await owner.owner.mute(idOf(ann), true);
    await until("it is told", () => ann.standing.muted);
    ann.send(LOBBY, "not a word");
    await until("it is refused", () => ann.refusals.length === 1);
    expect(ann.refusals).toMatchObject([{ refusal: { code: "muted" }, state: "failed" }]);
    expect(owner.members(LOBBY).find(({ id }) => id === idOf(ann))).toMatchObject({ muted: true });
    expect(await ann.rename("I say it so")).toMatchObject({ error: { code: "muted" } });
    expect(await ann.createRoom("I say it so")).toMatchObject({ error: { code: "muted" } });
    await owner.owner.mute(idOf(ann), false);
    await owner.owner.rename(idOf(ann), "Anna");
    await until("it is told", () => ann.member?.name === "Anna");
    expect(await ann.rename("Ann")).toMatchObject({ error: { code: "name-fixed" } });
    await owner.owner.ban(idOf(ann), true);
    await locked(ann);
    ann.enter();
    await until("it was refused", () => ann.state === "locked");
    expect(ann.lock?.code).toBe("banned");
    expect(await owner.owner.people()).toMatchObject({
      people: [
        { name: "Owner", here: true, owner: true },
        { name: "Anna", here: false, banned: true },
      ],
    });
    await owner.owner.ban(idOf(ann), false);
    ann.enter();
    await connected(ann);
  });

  it("may do nothing of an owner's", async () => {
    const host = await startTestHost();
    const owner = await comeAsOwner(host);
    const ann = await come(host, "Ann");
    const answers = await Promise.all([
      ann.owner.people(),
      ann.owner.setHostPasscode(PASSCODE),
      ann.owner.setRoomPasscode(LOBBY, PASSCODE),
      ann.owner.closeRoom(LOBBY, true),
      ann.owner.rename(idOf(owner), "Nobody"),
      ann.owner.mute(idOf(owner), true),
      ann.owner.kick(idOf(owner)),
      ann.owner.ban(idOf(owner), true),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ error: { code: "not-owner" } });
  });
});
