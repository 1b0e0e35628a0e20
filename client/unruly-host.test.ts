import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { describe, expect, it, onTestFinished } from "vitest";
import { ROUTES } from "../protocol/http.ts";
import { LOBBY, PROTOCOL_VERSION } from "../protocol/limits.ts";
import type { HostInfo, Message, RequestBody } from "../protocol/schemas.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { HostKey } from "../server/host-key.ts";
import { until } from "../testing/until.ts";
import { type Outgoing, type Problem, Session, type SessionOptions } from "./session.ts";

type Ack = (reply: object) => void;

const KEY = HostKey.fleeting();
const INFO: HostInfo = {
  app: "pushpull",
  protocol: PROTOCOL_VERSION,
  version: "0",
  id: KEY.id,
  name: "Unruly",
  transports: [...TRANSPORTS],
  maxPayload: 1_000_000,
  passcode: false,
};

const STANDING = { owner: false, muted: false };

/** A host of one room on stock Socket.IO, each part of which a test can make go wrong. */
class UnrulyHost {
  /** Answer of the capability endpoint. */
  info: unknown = INFO;
  /** The signature of a challenge. */
  prove = (challenge: string): string => KEY.prove(challenge);
  /** How far its clock is ahead, in ms. */
  clockAhead = 0;
  readonly log: Message[] = [];
  /** Every message event that came, in order: ids. */
  readonly arrivals: string[] = [];
  clockAsked = 0;
  readonly #http = createServer((request, response) => this.#serve(request, response));
  readonly io = new Server(this.#http);

  onMessage = (socket: Socket, body: RequestBody<"message">, ack: Ack): void => {
    const message = this.store(socket, body);
    this.io.to(LOBBY).emit("message", message);
    ack({ ok: true, seq: message.seq, storedAt: message.storedAt });
  };
  onJoin = (socket: Socket, body: { after?: number }, ack: Ack): void => {
    void socket.join(LOBBY);
    ack({ ok: true, room: this.room, members: [], ...this.page(body.after ?? this.log.length) });
  };
  onResume = (_socket: Socket, body: { after: number }, ack: Ack): void => {
    ack({ ok: true, ...this.page(body.after) });
  };
  onCreate = (_socket: Socket, _body: object, ack: Ack): void => {
    ack({ ok: false, error: { code: "room-exists", message: "It is there." } });
  };

  async start(): Promise<string> {
    this.io.on("connection", (socket) => {
      socket.emit("welcome", {
        host: this.info,
        member: memberOf(socket),
        standing: STANDING,
        rooms: [this.room],
      });
      socket.on("room:join", (body, ack) => this.onJoin(socket, body, ack));
      socket.on("room:resume", (body, ack) => this.onResume(socket, body, ack));
      socket.on("room:create", (body, ack) => this.onCreate(socket, body, ack));
      socket.on("message", (body, ack) => {
        this.arrivals.push(body.id);
        this.onMessage(socket, body, ack);
      });
    });
    await new Promise<void>((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => this.io.close());
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get room() {
    return { name: LOBBY, head: this.log.length, members: 1, locked: false };
  }

  /** Two messages a page, so that there are many. */
  page(after: number) {
    const messages = this.log.slice(after, after + 2);
    return { messages, more: after + messages.length < this.log.length };
  }

  /** Stores a message once. */
  store(socket: Socket, { room, id, text, sentAt }: RequestBody<"message">): Message {
    const known = this.log.find((message) => message.id === id);
    if (known) return known;
    const seq = this.log.length + 1;
    const message = { room, seq, id, sender: memberOf(socket), text, sentAt, storedAt: Date.now() };
    this.log.push(message);
    return message;
  }

  /** Stores so many messages of somebody else, and tells nobody. */
  fill(count: number): void {
    for (let i = 0; i < count; i++) {
      const seq = this.log.length + 1;
      const sender = { id: "else", name: "Else" };
      const at = Date.now();
      this.log.push({ room: LOBBY, seq, id: `e${seq}`, sender, text: `e${seq}`, sentAt: at, storedAt: at });
    }
  }

  /** Tells everybody of the message with this seq. */
  tell(seq: number): void {
    this.io.to(LOBBY).emit("message", this.log[seq - 1]);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://unruly");
    const challenge = searchParams.get("challenge") ?? "";
    if (pathname === ROUTES.host)
      response.end(JSON.stringify({ ...Object(this.info), signature: this.prove(challenge) }));
    if (request.url === ROUTES.clock) {
      this.clockAsked += 1;
      response.end(JSON.stringify({ now: Date.now() + this.clockAhead }));
    }
  }
}

function memberOf(socket: Socket) {
  return { id: String(socket.handshake.auth.token).slice(0, 8), name: String(socket.handshake.auth.name) };
}

interface Observed {
  session: Session;
  seqs: number[];
  texts: string[];
  acks: { id: string; seq: number }[];
  refusals: Outgoing[];
  errors: Problem[];
}

function observe(options: Pick<SessionOptions, "url"> & Partial<SessionOptions>): Observed {
  const session = new Session({ name: "Ann", ...options });
  const observed: Observed = { session, seqs: [], texts: [], acks: [], refusals: [], errors: [] };
  session.on("message", ({ message }) => {
    observed.seqs.push(message.seq);
    observed.texts.push(message.text);
  });
  session.on("acked", (ack) => observed.acks.push(ack));
  session.on("refused", (outgoing) => observed.refusals.push(outgoing));
  session.on("error", (problem) => observed.errors.push(problem));
  onTestFinished(() => session.close());
  return observed;
}

async function come(url: string): Promise<Observed> {
  const observed = observe({ url });
  observed.session.connect();
  expect(await observed.session.join(LOBBY)).toMatchObject({ ok: true });
  return observed;
}

describe("messages that are sent", () => {
  it("are sent again in order when the acks were lost with the connection, and are stored once", async () => {
    const host = new UnrulyHost();
    const stored = host.onMessage;
    let cut = false;
    host.onMessage = (socket, body, ack) => {
      if (cut) return stored(socket, body, ack);
      host.store(socket, body);
      cut = host.log.length === 5;
      if (cut) socket.conn.close();
    };
    const { session, acks, texts } = await come(await host.start());
    const sent = Array.from({ length: 8 }, (_, i) => session.send(LOBBY, `m${i + 1}`).id);
    await until("all is acked and heard", () => acks.length === 8 && texts.length === 8);
    expect(host.log.map(({ id }) => id)).toEqual(sent);
    expect(acks).toEqual(sent.map((id, index) => ({ id, seq: index + 1 })));
    expect(texts).toEqual(host.log.map(({ text }) => text));
  });

  it("count as stored when they come back by broadcast, with or without an ack", async () => {
    const host = new UnrulyHost();
    host.onMessage = (socket, body) => host.io.to(LOBBY).emit("message", host.store(socket, body));
    const { session, acks } = await come(await host.start());
    const { id } = session.send(LOBBY, "hello");
    await until("it is stored", () => acks.length === 1);
    expect(acks).toEqual([{ id, seq: 1 }]);
    expect(session.outbox).toEqual([]);
  });

  it("fail one by one when they are refused, and can be sent again", async () => {
    const host = new UnrulyHost();
    const stored = host.onMessage;
    let isFull = true;
    host.onMessage = (socket, body, ack) => {
      const refuse = isFull && body.text === "m2";
      if (refuse) ack({ ok: false, error: { code: "not-stored", message: "The disk is full." } });
      else stored(socket, body, ack);
    };
    const { session, acks, refusals, texts } = await come(await host.start());
    for (const text of ["m1", "m2", "m3"]) session.send(LOBBY, text);
    await until("the others are acked", () => acks.length === 2);
    expect(refusals).toMatchObject([{ text: "m2", state: "failed", refusal: { code: "not-stored" } }]);
    expect(session.outbox).toEqual(refusals);

    isFull = false;
    session.retry(refusals[0]?.id ?? "");
    await until("it is acked, too", () => acks.length === 3);
    expect(texts).toEqual(["m1", "m3", "m2"]);
    expect(session.outbox).toEqual([]);
  });

  it("wait and are sent again in order when the host says that they come too fast", async () => {
    const host = new UnrulyHost();
    const stored = host.onMessage;
    let refused = 0;
    host.onMessage = (socket, body, ack) => {
      // Its queue is full from the fourth on, until all that is in flight has been refused, and once more.
      const isFull = host.log.length >= 3 && refused < 8;
      if (isFull) refused += 1;
      if (isFull) ack({ ok: false, error: { code: "rate-limited", message: "Slower, please." } });
      else stored(socket, body, ack);
    };
    const { session, acks, texts, refusals } = await come(await host.start());
    for (let i = 1; i <= 10; i++) session.send(LOBBY, `m${i}`);
    await until("all is acked and heard", () => acks.length === 10 && texts.length === 10);
    expect(texts).toEqual(Array.from({ length: 10 }, (_, i) => `m${i + 1}`));
    expect(refusals).toEqual([]);
  });

  it("fail when their room is gone after a drop", async () => {
    const host = new UnrulyHost();
    const { session, refusals } = await come(await host.start());
    const expelled: unknown[] = [];
    session.on("expelled", (change) => expelled.push(change));
    host.onJoin = (_socket, _body, ack) => {
      ack({ ok: false, error: { code: "no-room", message: "There is no such room." } });
    };
    host.onMessage = (socket) => socket.conn.close();
    session.send(LOBBY, "lost");
    await until("it failed", () => refusals.length === 1);
    expect(refusals).toMatchObject([{ text: "lost", refusal: { code: "no-room" } }]);
    expect(expelled).toMatchObject([{ room: LOBBY, problem: { code: "no-room" } }]);
  });

  it("wait when their room asks for a passcode after a drop, and go on with it", async () => {
    const host = new UnrulyHost();
    const { session, acks, refusals } = await come(await host.start());
    const expelled: unknown[] = [];
    session.on("expelled", (change) => expelled.push(change));
    const join = host.onJoin;
    host.onJoin = (socket, body: { after?: number; passcode?: string }, ack) => {
      if (body.passcode === "open sesame") join(socket, body, ack);
      else ack({ ok: false, error: { code: "passcode-needed", message: "It asks for a passcode." } });
    };
    const onMessage = host.onMessage;
    host.onMessage = (socket) => {
      host.onMessage = onMessage;
      socket.conn.close();
    };
    session.send(LOBBY, "kept");
    await until("it is out of the room", () => expelled.length === 1);
    expect(await session.join(LOBBY, { passcode: "open sesame" })).toMatchObject({ ok: true });
    await until("it is acked", () => acks.length === 1);
    expect([host.log.map(({ text }) => text), refusals]).toEqual([["kept"], []]);
    expect(expelled).toMatchObject([{ room: LOBBY, problem: { code: "passcode-needed" } }]);
  });
});

describe("messages that are received", () => {
  it("come in order and once, though the host leaves some out, repeats some and turns some round", async () => {
    const host = new UnrulyHost();
    const { seqs } = await come(await host.start());
    host.fill(9);
    for (const seq of [1, 1, 3, 2, 9, 4, 9]) host.tell(seq);
    await until("all have come", () => seqs.length >= 9);
    host.fill(1);
    host.tell(10);
    await until("the next has come", () => seqs.length >= 10);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("come in order and once when the connection breaks in the middle of catching up", async () => {
    const host = new UnrulyHost();
    const resume = host.onResume;
    let asked = 0;
    host.onResume = (socket, body, ack) => {
      asked += 1;
      if (asked === 2) socket.conn.close();
      else resume(socket, body, ack);
    };
    const { seqs } = await come(await host.start());
    host.fill(9);
    host.tell(9);
    await until("all have come", () => seqs.length >= 9);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("come after the page of the join, even those that the host told before it answered", async () => {
    const host = new UnrulyHost();
    host.fill(3);
    const joined = host.onJoin;
    host.onJoin = (socket, body, ack) => {
      joined(socket, body, (reply) => {
        host.fill(1);
        host.tell(4);
        ack(reply);
        host.fill(1);
        host.tell(5);
      });
    };
    const { session, seqs } = observe({ url: await host.start() });
    session.connect();
    await session.join(LOBBY);
    expect(seqs).toEqual([]); // whoever joined has the page first
    await until("both have come", () => seqs.length === 2);
    expect(seqs).toEqual([4, 5]);
  });

  it("go on after a seq that the host does not have", async () => {
    const host = new UnrulyHost();
    const { seqs, errors } = await come(await host.start());
    host.fill(4);
    host.onResume = (_socket, _body, ack) => ack({ ok: true, messages: [], more: false });
    host.tell(1);
    host.tell(4);
    await until("the last has come", () => seqs.length === 2);
    expect(seqs).toEqual([1, 4]);
    expect(errors).toMatchObject([{ code: "history-gap" }]);
  });

  it("go on from the host's last one when it has lost its history", async () => {
    const host = new UnrulyHost();
    const { seqs, errors } = await come(await host.start());
    host.fill(5);
    for (const seq of [1, 2, 3, 4, 5]) host.tell(seq);
    await until("all have come", () => seqs.length === 5);
    host.log.length = 2;
    host.io.disconnectSockets(true);
    await until("the session has noticed", () => errors.length === 1);
    expect(errors).toMatchObject([{ code: "history-changed" }]);
    host.fill(1);
    host.tell(3);
    await until("the next has come", () => seqs.length === 6);
    expect(seqs.at(-1)).toBe(3);
  });
});

describe("what does not fit the protocol", () => {
  it("is told as an error when it is a notice, and the session goes on", async () => {
    const host = new UnrulyHost();
    const { session, acks, errors } = await come(await host.start());
    host.io.emit("message", { room: LOBBY, seq: "one" });
    host.io.emit("typing");
    await until("both are told", () => errors.length === 2);
    expect(errors).toMatchObject([{ code: "malformed" }, { code: "malformed" }]);
    expect(errors[0]?.message).toMatch(/malformed notice "message" \(seq: /);
    session.send(LOBBY, "still here");
    await until("it is acked", () => acks.length === 1);
  });

  it("is the answer's error when it is an answer", async () => {
    const host = new UnrulyHost();
    host.onCreate = (_socket, _body, ack) => ack({ ok: true, room: 7 });
    const { session } = await come(await host.start());
    expect(await session.createRoom("x")).toMatchObject({ ok: false, error: { code: "malformed" } });
  });
});

describe("requests", () => {
  it("are asked again when the connection broke before the answer, and when they came too fast", async () => {
    const host = new UnrulyHost();
    let asked = 0;
    host.onCreate = (socket, _body, ack) => {
      asked += 1;
      if (asked === 1) socket.conn.close();
      else if (asked === 2) ack({ ok: false, error: { code: "rate-limited", message: "Slower, please." } });
      else ack({ ok: true, room: { name: "x", head: 0, members: 0, locked: false } });
    };
    const { session } = await come(await host.start());
    expect(await session.createRoom("x")).toMatchObject({ ok: true });
    expect(asked).toBe(3);
  });
});

describe("a host that is not the right one", () => {
  async function firstError(info: unknown): Promise<Problem | undefined> {
    const host = new UnrulyHost();
    host.info = info;
    const { session, errors } = observe({ url: await host.start() });
    session.connect();
    await until("the session says so", () => errors.length === 1);
    expect(session.state).toBe("connecting");
    return errors[0];
  }

  it("is not dialled when it is no Pushpull host", async () => {
    expect(await firstError({ hello: "world" })).toMatchObject({ code: "not-a-host" });
    expect(await firstError(null)).toMatchObject({ code: "not-a-host" });
    expect(await firstError({ ...INFO, transports: "all" })).toMatchObject({ code: "not-a-host" });
  });

  it("is not dialled when it speaks another protocol", async () => {
    expect(await firstError({ ...INFO, protocol: 99 })).toMatchObject({ code: "wrong-protocol" });
  });

  it("is not dialled when it does not serve the transport", async () => {
    expect(await firstError({ ...INFO, transports: ["sse"] })).toMatchObject({
      code: "transport-not-served",
    });
  });

  it("is told apart from one that only the transport does not get through to", async () => {
    const host = new UnrulyHost();
    const { session, errors } = observe({ url: await host.start(), transport: "sse" });
    session.connect();
    await until("the session says so", () => errors.length === 1);
    expect(errors).toMatchObject([{ code: "transport-failed" }]);
    expect(session.transport).toBe("sse");
  });

  it("is not taken for a transport that fails while it looks at a passcode", async () => {
    const host = new UnrulyHost();
    host.io.use(() => undefined); // it never comes to it
    const url = await host.start();
    const [shows, other] = [observe({ url, passcode: "sesame" }), observe({ url })];
    for (const { session } of [shows, other]) session.connect();
    await until("both gave up", () => [shows, other].every(({ errors }) => errors.length > 0));
    expect(shows.errors[0]).toMatchObject({ code: "rate-limited" });
    expect(other.errors[0]).toMatchObject({ code: "transport-failed" });
  });

  it("is refused when another one has taken the address", async () => {
    const host = new UnrulyHost();
    const { session, errors } = await come(await host.start());
    const other = HostKey.fleeting();
    host.info = { ...INFO, id: other.id };
    host.prove = (challenge) => other.prove(challenge);
    host.io.disconnectSockets(true);
    await until("the session says so", () => errors.length === 1);
    expect(errors).toMatchObject([{ code: "another-host" }]);
    expect(session.state).toBe("reconnecting");
  });

  it("says why it refuses somebody", async () => {
    const host = new UnrulyHost();
    host.io.use((_socket, next) => next(Object.assign(new Error("Not today."), { data: {} })));
    const { session, errors } = observe({ url: await host.start() });
    session.connect();
    await until("the session says so", () => errors.length === 1);
    expect(errors).toMatchObject([{ code: "connection-refused" }]);
    expect(errors[0]?.message).toContain("Not today.");
  });
});

describe("a host that lets one in no more", () => {
  /** Refuses everybody, until `admits` says otherwise of what they show. */
  class LockedHost extends UnrulyHost {
    tries: { name?: string; passcode?: string; owner?: string }[] = [];
    admits = (_auth: object): object | null => null;

    constructor() {
      super();
      this.io.use((socket, next) => {
        this.tries.push(socket.handshake.auth);
        const refusal = this.admits(socket.handshake.auth);
        next(refusal ? Object.assign(new Error("Refused."), { data: refusal }) : undefined);
      });
    }
  }

  it("is not asked again until somebody does something", async () => {
    const host = new LockedHost();
    host.admits = (auth) =>
      "passcode" in auth ? null : { code: "passcode-needed", message: "Passcode, please." };
    const { session, errors, acks } = observe({ url: await host.start() });
    session.connect();
    session.send(LOBBY, "early");
    await until("it is locked", () => session.state === "locked");
    expect(session.lock).toEqual({ code: "passcode-needed", message: "Passcode, please.", retryAt: null });
    expect(session.retryAt).toBeNull();
    session.retryNow();
    session.route(null);
    session.reconnect();
    await new Promise((resolve) => setTimeout(resolve, 700)); // longer than the first two tries would take
    expect(host.tries).toHaveLength(1);

    session.enter({ passcode: "open sesame" });
    expect(await session.join(LOBBY)).toMatchObject({ ok: true });
    await until("what was written meanwhile is acked", () => acks.length === 1);
    expect([session.state, session.lock, errors]).toEqual(["connected", null, []]);
    host.io.disconnectSockets(true);
    await until("it is locked again", () => session.state === "locked"); // it forgets passcodes, as this host forgets people
    expect(host.tries.map(({ passcode }) => passcode)).toEqual([undefined, "open sesame", undefined]);
  });

  it("says when it is worth trying again", async () => {
    const host = new LockedHost();
    host.admits = () => ({ code: "too-many-attempts", message: "Wait.", retryAfter: 15_000 });
    const { session } = observe({ url: await host.start(), passcode: "guess" });
    const before = Date.now();
    session.connect();
    await until("it is locked", () => session.state === "locked");
    expect(session.lock?.retryAt).toBeGreaterThanOrEqual(before + 15_000);
    expect(session.lock?.retryAt).toBeLessThanOrEqual(Date.now() + 15_000);
  });

  it("takes another name, with the passcode that it had accepted", async () => {
    const host = new LockedHost();
    host.admits = (auth) =>
      "name" in auth && auth.name === "Ann 2" ? null : { code: "name-taken", message: "Another one." };
    const { session } = observe({ url: await host.start(), passcode: "open sesame" });
    session.connect();
    await until("it is locked", () => session.state === "locked");
    session.enter({ name: "Ann 2" });
    await until("it is in", () => session.state === "connected");
    expect(host.tries.at(-1)).toMatchObject({ name: "Ann 2", passcode: "open sesame" });
  });

  it("is entered without an owner's token that it does not know", async () => {
    const host = new LockedHost();
    host.admits = (auth) => ("owner" in auth ? { code: "invalid", message: "Not the owner's." } : null);
    const { session, errors } = observe({ url: await host.start() });
    session.connect("x".repeat(32));
    await until("it is in", () => session.state === "connected");
    expect(errors).toMatchObject([{ code: "owner-refused" }]);
    expect(host.tries.map(({ owner }) => owner)).toEqual(["x".repeat(32), undefined]);
  });

  it.each(["kicked", "banned"] as const)("has %s somebody, who stays away", async (reason) => {
    const host = new LockedHost();
    const { session } = await come(await host.start());
    host.io.emit("removed", { reason });
    host.io.disconnectSockets(true);
    await until("it is locked", () => session.state === "locked");
    expect([session.lock?.code, session.lastDrop?.code]).toEqual([reason, reason]);
    expect(session.retryAt).toBeNull();
    session.enter();
    await until("it is back", () => session.state === "connected");
    expect(host.tries).toHaveLength(2);
  });
});

describe("the host's clock", () => {
  it("counts for what is sent, even before the host was known", async () => {
    const host = new UnrulyHost();
    host.clockAhead = 3_600_000;
    const { session, acks } = observe({ url: await host.start() });
    const before = Date.now();
    session.send(LOBBY, "early");
    session.connect();
    await session.join(LOBBY);
    await until("it is acked", () => acks.length === 1);
    session.send(LOBBY, "late");
    await until("both are acked", () => acks.length === 2);

    const ahead = host.log.map(({ sentAt }) => sentAt - before - host.clockAhead);
    for (const ms of ahead) expect(Math.abs(ms)).toBeLessThan(60_000);
    expect(Math.abs(session.now() - Date.now() - host.clockAhead)).toBeLessThan(60_000);
    expect(host.clockAsked).toBeGreaterThanOrEqual(5);
  });
});
