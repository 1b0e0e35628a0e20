import { join } from "node:path";
import { Socket as Session } from "engine.io-client";
import { describe, expect, it } from "vitest";
import { ROUTES } from "../../protocol/http.ts";
import { ENGINE_PATH } from "../../protocol/limits.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { orderedTransports } from "../../transports/engine/client.ts";
import { Store } from "../store.ts";
import { connect, dial, eventually, refusalOf, startTestHost, temporaryFolder } from "../test-host.ts";

const PASSCODE = "maple syrup";
const ANN = { name: "Ann", token: "token-of-ann-0123456789" };
const BOB = { name: "Bob", token: "token-of-bob-0123456789" };
/** One guess, and none for a long time. */
const ONE_GUESS = { wrongDelay: 20, attemptBurst: 1, attemptsPerSecond: 1e-4 };
/** Nobody waits, and nobody has guessed too often. */
const FREE = { wrongDelay: 0, attemptBurst: 1_000, allAttemptsBurst: 1_000 };

/** How a client connects by one of the six. */
const by = (transport: TransportName) => ({ transports: orderedTransports(transport), upgrade: false });

/** By WebSocket from another address of this computer's. */
const from = (localAddress: string) => ({ transports: ["websocket"], localAddress });

describe.each(TRANSPORTS)("by %s", (transport) => {
  it("nobody comes in without the passcode, or with a wrong one, and after some of those not with the right one", async () => {
    const host = await startTestHost({ passcode: PASSCODE, limits: ONE_GUESS });
    const told: unknown[] = [];
    const come = async (auth: object) => {
      const client = dial(host, { ...by(transport), auth, autoConnect: false });
      client.onAny((...event) => told.push(event));
      const refused = new Promise((resolve) => client.once("connect_error", resolve));
      client.connect();
      return (await refused) as Error & { data: unknown };
    };
    expect((await come(ANN)).data).toMatchObject({ code: "passcode-needed" });
    expect((await come({ ...ANN, passcode: "maple sugar" })).data).toMatchObject({ code: "passcode-wrong" });
    expect((await come({ ...ANN, passcode: PASSCODE })).data).toEqual({
      code: "too-many-attempts",
      message: expect.stringMatching(/Try again in \d+ seconds\.$/),
      retryAfter: expect.any(Number),
    });
    expect(told).toEqual([]);
    // From elsewhere it is looked at.
    expect((await connect(host, { ...ANN, passcode: PASSCODE }, from("127.0.0.2"))).welcome.member.name).toBe(
      "Ann",
    );
  });

  it("whoever shows it comes in, and is not asked again", async () => {
    const host = await startTestHost({ passcode: PASSCODE, limits: ONE_GUESS });
    const ann = await connect(host, { ...ANN, passcode: PASSCODE }, by(transport));
    expect(ann.welcome).toMatchObject({ member: { name: "Ann" }, host: { passcode: true } });
    ann.close();
    expect((await connect(host, ANN, by(transport))).welcome.member.name).toBe("Ann");
  });
});

describe("a host's passcode", () => {
  it("answers a wrong one late", async () => {
    const host = await startTestHost({ passcode: PASSCODE, limits: { wrongDelay: 3_000 } });
    const order: string[] = [];
    const wrong = refusalOf(connect(host, { ...ANN, passcode: "wrong" })).then(() => order.push("wrong"));
    await connect(host, { ...BOB, passcode: PASSCODE }).then(() => order.push("right"));
    await wrong;
    expect(order).toEqual(["right", "wrong"]);
  });

  it("looks at no more of many at once than of one after the other", async () => {
    const limits = { ...ONE_GUESS, attemptBurst: 3 };
    const host = await startTestHost({ passcode: PASSCODE, limits });
    const guesses = Array.from({ length: 20 }, (_, i) => connect(host, { passcode: `guess ${i}` }));
    const codes = await Promise.all(guesses.map(async (guess) => (await refusalOf(guess)).code));
    expect(codes.filter((code) => code === "passcode-wrong")).toHaveLength(3);
    expect(codes.filter((code) => code === "too-many-attempts")).toHaveLength(17);
  });

  it("lets a class in that shows it at once from one address", async () => {
    const host = await startTestHost({ passcode: PASSCODE });
    const pupils = Array.from({ length: 20 }, () => connect(host, { passcode: PASSCODE }));
    expect(await Promise.all(pupils)).toHaveLength(20);
  });

  it("says that it is busy to those who come when too many wait, of their address or of all", async () => {
    for (const limit of [{ waitingAttempts: 3 }, { waitingHashes: 0, hashesAtOnce: 1 }]) {
      const limits = { ...FREE, wrongDelay: 3_000, ...limit };
      const host = await startTestHost({ passcode: PASSCODE, limits });
      const guesses = Array.from({ length: 8 }, (_, i) =>
        connect(host, { passcode: "wrong" }, from(`127.0.0.${"waitingHashes" in limit ? 2 + i : 2}`)),
      );
      const refusals = await Promise.all(guesses.map(refusalOf));
      const busy = refusals.filter(({ code }) => code === "rate-limited");
      expect(busy.length).toBeGreaterThan(0);
      expect(busy.length).toBeLessThan(8);
      for (const refusal of busy) expect(refusal).toMatchObject({ retryAfter: 1_000 });
    }
  });

  it("is hashed once when many show it, and the next one anew", async () => {
    const oneHash = { hashesAtOnce: 1, waitingHashes: 0 };
    const host = await startTestHost({ passcode: PASSCODE, limits: { ...FREE, ...oneHash } });
    const owner = await connect(host, { ...ANN, owner: host.ownerToken });
    await connect(host, { passcode: PASSCODE });
    const pupils = Array.from({ length: 20 }, (_, i) =>
      connect(host, { passcode: PASSCODE }, from(`127.0.0.${2 + i}`)),
    );
    expect(await Promise.all(pupils)).toHaveLength(20);
    const wrong = { code: "passcode-wrong" };
    expect(await refusalOf(connect(host, { passcode: "maple sugar" }))).toMatchObject(wrong);
    expect(await owner.emitWithAck("host:passcode", { passcode: "maple sugar" })).toEqual({ ok: true });
    expect(await refusalOf(connect(host, { passcode: PASSCODE }))).toMatchObject(wrong);
    await connect(host, { passcode: "maple sugar" });
  });

  it("is not looked at for those who have gone before their turn", async () => {
    const limits = { ...FREE, attemptBurst: 1, attemptsPerSecond: 1e-4, hashesAtOnce: 1 };
    const host = await startTestHost({ passcode: PASSCODE, limits });
    const queue = Array.from({ length: 40 }, (_, i) =>
      refusalOf(connect(host, { passcode: "wrong" }, from(`127.0.0.${10 + i}`))),
    );
    await queue[0];
    const gone = dial(host, { ...from("127.0.0.2"), auth: { passcode: "wrong" } });
    await new Promise<void>((resolve) => gone.io.engine.once("flush", () => resolve())); // that was its CONNECT
    gone.close();
    await Promise.all(queue);
    await connect(host, { passcode: PASSCODE }, from("127.0.0.2"));
  });

  it("bounds the guesses of all addresses together, and lets those in that it knows", async () => {
    const limits = { ...FREE, attemptBurst: 2, allAttemptsBurst: 4, allAttemptsPerSecond: 1e-4 };
    const host = await startTestHost({ passcode: PASSCODE, limits });
    await connect(host, { ...ANN, passcode: PASSCODE });
    const guess = async (address: string, passcode = "wrong") =>
      (await refusalOf(connect(host, { passcode }, from(address)))).code;
    for (const address of ["127.0.0.2", "127.0.0.2", "127.0.0.3", "127.0.0.3"])
      expect(await guess(address)).toBe("passcode-wrong");
    // Whoever has guessed nothing is not told that they had.
    expect(await refusalOf(connect(host, { passcode: PASSCODE }, from("127.0.0.4")))).toEqual({
      code: "rate-limited",
      message: expect.stringMatching(/^The host is busy with other passcodes\. Try again in \d+ seconds\.$/),
      retryAfter: expect.any(Number),
    });
    expect(await guess("127.0.0.2", PASSCODE)).toBe("too-many-attempts");
    expect((await connect(host, ANN)).welcome.member.name).toBe("Ann");
  });

  it("has those with a token shown once, also over a restart, and those without one each time", async () => {
    const dataDir = temporaryFolder();
    const first = await startTestHost({ dataDir, passcode: PASSCODE, limits: FREE });
    await connect(first, { ...ANN, passcode: PASSCODE });
    await connect(first, { name: "Guest", passcode: PASSCODE });
    expect(await refusalOf(connect(first, { name: "Guest" }))).toMatchObject({ code: "passcode-needed" });
    await first.close();
    const again = await startTestHost({ dataDir, passcode: PASSCODE, limits: FREE });
    expect((await connect(again, ANN)).welcome.host.passcode).toBe(true);
    expect(await refusalOf(connect(again, BOB))).toMatchObject({ code: "passcode-needed" });
    await again.close();
    const changed = await startTestHost({ dataDir, passcode: "another one", limits: FREE });
    expect(await refusalOf(connect(changed, ANN))).toMatchObject({ code: "passcode-needed" });
    expect(await refusalOf(connect(changed, { ...ANN, passcode: PASSCODE }))).toMatchObject({
      code: "passcode-wrong",
    });
    await connect(changed, { ...ANN, passcode: "another one" });
    await changed.close();
    const open = await startTestHost({ dataDir, passcode: null, limits: FREE });
    expect((await connect(open, BOB)).welcome.host.passcode).toBe(false);
  });

  it("stays over a restart unless it is told", async () => {
    const dataDir = temporaryFolder();
    await (await startTestHost({ dataDir, passcode: PASSCODE })).close();
    const host = await startTestHost({ dataDir });
    expect(host.info.passcode).toBe(true);
    expect(await refusalOf(connect(host, ANN))).toMatchObject({ code: "passcode-needed" });
  });

  it("is set and taken away by the owner: those inside stay, all others are asked anew", async () => {
    const host = await startTestHost({ limits: FREE });
    const owner = await connect(host, { ...ANN, owner: host.ownerToken });
    const bob = await connect(host, BOB);
    const told: HostInfo[] = [];
    bob.on("host", (info) => told.push(info));
    const asked = async (): Promise<HostInfo> => (await fetch(host.url + ROUTES.host)).json();
    expect(await owner.emitWithAck("host:passcode", { passcode: PASSCODE })).toEqual({ ok: true });
    await eventually(() => told.map(({ passcode }) => passcode)).toEqual([true]);
    expect(await asked()).toMatchObject({ passcode: true });
    expect(await bob.emitWithAck("room:list", {})).toMatchObject({ ok: true });
    expect(await refusalOf(connect(host, BOB))).toMatchObject({ code: "passcode-needed" });
    expect((await connect(host, ANN)).welcome.standing).toEqual({ owner: true, muted: false });
    expect(await owner.emitWithAck("host:passcode", { passcode: null })).toEqual({ ok: true });
    await eventually(() => told.map(({ passcode }) => passcode)).toEqual([true, false]);
    await connect(host, BOB);
  });

  it("asks anew whoever came in while it was changed", async () => {
    const host = await startTestHost({ limits: FREE });
    const owner = await connect(host, { ...ANN, owner: host.ownerToken });
    for (let n = 1; n <= 4; n++) {
      await owner.emitWithAck("host:passcode", { passcode: `the old one ${n}` });
      const coming = connect(host, { ...BOB, passcode: `the old one ${n}` }).catch(({ data }) => data.code);
      const changing = owner.emitWithAck("host:passcode", { passcode: `the new one ${n}` });
      expect((await Promise.all([changing, coming]))[0]).toEqual({ ok: true });
      expect(await refusalOf(connect(host, BOB))).toMatchObject({ code: "passcode-needed" });
    }
  });

  it("gives two that are set at the same moment numbers of their own", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir, limits: FREE });
    const owner = await connect(host, { ...ANN, owner: host.ownerToken });
    const setting = ["first", "second"].map((passcode) => owner.emitWithAck("host:passcode", { passcode }));
    for (const reply of await Promise.all(setting)) expect(reply).toEqual({ ok: true });
    await host.close();
    const store = new Store(join(dataDir, "history.sqlite"));
    expect(store.hostLock().version).toBe(2);
    store.close();
  });

  it("closes a session that was refused, or never says who it is", async () => {
    const host = await startTestHost({ passcode: PASSCODE, limits: { connectTimeout: 1_000 } });
    const silent = new Session(host.url, { transports: ["websocket"], path: ENGINE_PATH });
    const refused = new Session(host.url, { transports: ["websocket"], path: ENGINE_PATH });
    const answers: unknown[] = [];
    refused.on("message", (packet) => answers.push(packet));
    refused.send("0{}"); // Socket.IO's CONNECT
    const closed = (session: Session) => new Promise((resolve) => session.once("close", resolve));
    await Promise.all([closed(silent), closed(refused)]);
    expect(answers).toEqual([expect.stringContaining("passcode-needed")]);
  });

  it("keeps a session's figures from whoever has not been let in by it", async () => {
    const host = await startTestHost({ passcode: PASSCODE });
    const handshake = await fetch(`${host.url}/socket.io/?EIO=4&transport=polling`);
    const { sid } = JSON.parse((await handshake.text()).slice(1));
    for (const route of [ROUTES.meter, ROUTES.wire])
      expect((await fetch(`${host.url}${route}${sid}`)).status).toBe(404);
    const ann = await connect(host, { ...ANN, passcode: PASSCODE });
    for (const route of [ROUTES.meter, ROUTES.wire])
      expect((await fetch(`${host.url}${route}${ann.io.engine.id}`)).status).toBe(200);
  });

  it("lets one session in once, however many ask by it at the same moment", async () => {
    const host = await startTestHost();
    const session = new Session(host.url, { transports: ["websocket"], path: ENGINE_PATH });
    const answers: string[] = [];
    session.on("message", (packet) => answers.push(String(packet)));
    const connects = (count: number, auth: (n: number) => object) => {
      for (let n = 0; n < count; n++) session.send(`0${JSON.stringify(auth(n))}`);
    };
    connects(5, (n) => ({ token: `token-of-many-number-${n}` }));
    await eventually(() => answers.length).toBeGreaterThanOrEqual(6); // and a welcome
    expect(answers.filter((answer) => answer.startsWith("0"))).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith("4"))).toHaveLength(4);
    session.close();
  });

  it("lets nobody try more than twenty times by one session", async () => {
    const host = await startTestHost();
    const session = new Session(host.url, { transports: ["websocket"], path: ENGINE_PATH });
    const answers: string[] = [];
    session.on("message", (packet) => answers.push(String(packet)));
    for (let tries = 1; tries <= 21; tries++) {
      session.send('0{"name":""}');
      await eventually(() => answers.length).toBe(tries);
    }
    expect(answers.slice(0, 20).every((answer) => answer.includes("The name is empty."))).toBe(true);
    expect(answers.at(-1)).toContain("tried too often");
    session.close();
  });
});
