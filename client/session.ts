import { POLL_INTERVAL } from "../protocol/limits.ts";
import type { Meter } from "../protocol/meter.ts";
import {
  type HostInfo,
  type Member,
  type Message,
  type NoticeBody,
  type PresentMember,
  type ReplyBody,
  type RoomInfo,
  roomName,
  type Standing,
} from "../protocol/schemas.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import type { WirePage } from "../protocol/wire.ts";
import type { SwitchResult } from "../transports/switch/client.ts";
import { HostClock } from "./clock.ts";
import type { Connection, ConnectionOptions } from "./connection.ts";
import { connectionOptions } from "./connection-options.ts";
import { Emitter } from "./emitter.ts";
import type { Percentiles } from "./histogram.ts";
import { Latency } from "./latency.ts";
import { Link } from "./link.ts";
import { type Life, Lives } from "./lives.ts";
import { type Entry, type Lock, lockOf } from "./lock.ts";
import { readMeter, readWire } from "./meter.ts";
import { Outbox, type Outgoing } from "./outbox.ts";
import { Owner } from "./owner.ts";
import type { Answer, Drop, Problem } from "./problems.ts";
import { Requests } from "./requests.ts";
import type { Arrival } from "./room-log.ts";
import { type JoinOptions, Rooms } from "./rooms.ts";
import type { Repairs, SessionEvents, SessionOptions, SessionState } from "./session-events.ts";

export type { SwitchResult } from "../transports/switch/client.ts";
export type { Percentiles } from "./histogram.ts";
export type { Life } from "./lives.ts";
export type { Entry, Lock, LockCode } from "./lock.ts";
export type { Outgoing, SavedOutgoing } from "./outbox.ts";
export type { Answer, Drop, Problem, SocketClose } from "./problems.ts";
export type { Delivered, Repairs, SessionEvents, SessionOptions, SessionState } from "./session-events.ts";

/**
 * One person's connection to one host, without a screen. It reconnects by itself, for ever; what was sent is
 * resent until it is acked, and what was missed is fetched, so that each message comes once and in order,
 * whatever the network does. Never throws for what a network or a host may do: see the `error` event. When the host lets
 * one in no more until a person does something (`lock`), it waits for `enter`, and nothing is lost meanwhile.
 */
export class Session extends Emitter<SessionEvents> {
  readonly #options: ConnectionOptions;
  readonly #clock: HostClock;
  readonly #lives: Lives;
  readonly #oneWay = new Latency();
  readonly #roundTrip = new Latency();
  readonly #requests = new Requests();
  readonly #owner = new Owner(this.#requests);
  readonly #rooms: Rooms;
  readonly #outbox: Outbox;
  readonly #link: Link;
  #state: SessionState = "closed";
  #closed = false;
  #lastDrop: Drop | null = null;
  #host: HostInfo | null = null;
  #member: Member | null = null;
  #standing: Standing = { owner: false, muted: false };
  #lock: Lock | null = null;
  /** Code of the last problem of a try to connect: each is told once, not at every try. */
  #toldProblem: Problem["code"] | null = null;

  constructor(options: SessionOptions) {
    super();
    this.#lives = new Lives(
      () => this.now(),
      () => this.emit("lives"),
    );
    this.#options = connectionOptions(options, this.#lives.follow);
    this.#clock = new HostClock(options.url, (ms) => {
      this.#outbox.redate(ms);
      this.#lives.redate(ms);
    });
    this.#rooms = new Rooms(this.#requests, {
      now: () => this.now(),
      delivered: (arrival) => this.#delivered(arrival),
      problem: (problem) => this.emit("error", problem),
      infosChanged: (infos) => this.emit("rooms", infos),
      membersChanged: (room, members) => this.emit("members", { room, members }),
      ready: () => this.#outbox.flush(),
      expelled: (room, problem) => this.#expelled(room, problem),
    });
    this.#outbox = new Outbox(
      {
        now: () => this.now(),
        isReady: (room) => this.#rooms.isReady(room),
        changed: () => this.emit("outbox"),
        acked: ({ id, seq, sentAt }) => {
          if (this.#clock.isMeasured) this.#roundTrip.add(this.now() - sentAt);
          this.emit("acked", { id, seq });
        },
        refused: (outgoing) => this.emit("refused", outgoing),
      },
      options.outbox,
    );
    this.#link = new Link(this.#options, {
      opened: (connection, welcome) => this.#opened(connection, welcome),
      lost: (problem) => this.#lost(problem),
      failed: (problem) => this.#failed(problem),
      malformed: (problem) => this.emit("error", problem),
      retryAtChanged: () => this.emit("retry", this.retryAt),
      message: (message) => this.#rooms.hear(message),
      room: (info) => this.#rooms.learn(info),
      member: (change) => {
        this.#rooms.see(change);
        if (change.member.id === this.#member?.id) this.#become(change.member);
        this.emit("member", change);
      },
      "room:closed": ({ room }) => this.#rooms.closed(room),
      typing: (change) => this.emit("typing", change),
      host: (host) => {
        this.#host = host;
        this.emit("host", host);
      },
      standing: (standing) => this.#stand(standing),
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  /** How the last connection ended, by itself or by `route`; `null` while none has. */
  get lastDrop(): Drop | null {
    return this.#lastDrop;
  }

  /** The session's last WebSockets and EventSources with their ready states, oldest first; another array after each change. */
  get lives(): readonly Life[] {
    return this.#lives.list;
  }

  /** Who the host says it is: `null` before the first connection. */
  get host(): HostInfo | null {
    return this.#host;
  }

  /** Who one is on this host: `null` before the first connection. */
  get member(): Member | null {
    return this.#member;
  }

  /** How one stands with the host. */
  get standing(): Standing {
    return this.#standing;
  }

  /** Why the host lets one in no more, while the state is `locked`; else `null`. */
  get lock(): Lock | null {
    return this.#lock;
  }

  /** The host's rooms; another array after each change. */
  get rooms(): readonly RoomInfo[] {
    return this.#rooms.infos;
  }

  /** The transport that carries the session, or that the next try will use. */
  get transport(): TransportName {
    return this.#link.connection?.transport ?? this.#options.transport;
  }

  /** One's messages that are not stored yet, in order; another array after each change. */
  get outbox(): readonly Outgoing[] {
    return this.#outbox.list;
  }

  /** What only the host's owner may ask. */
  get owner(): Owner {
    return this.#owner;
  }

  /** When the next try to connect comes, in Unix ms of the local clock: `null` while none is planned. */
  get retryAt(): number | null {
    return this.#link.retryAt;
  }

  /** Median of how long the last minute's last messages took from sender to here, in ms; `null` when there was none. */
  get latencyMs(): number | null {
    return this.#oneWay.median;
  }

  /**
   * Of the last minute over the transport in use, from the moment that a message was meant to be sent: `oneWay` to its
   * arrival here, on the host's clock; `roundTrip` of one's own to its ack. `null`: there was none.
   */
  get latency(): { oneWay: Percentiles | null; roundTrip: Percentiles | null } {
    return { oneWay: this.#oneWay.lastMinute, roundTrip: this.#roundTrip.lastMinute };
  }

  /** What was broken by the network and mended, since the session began. */
  get repairs(): Repairs {
    return { ...this.#rooms.repairs, retransmitted: this.#outbox.retransmitted };
  }

  /** Who is in a room that one has joined. */
  members(room: string): readonly PresentMember[] {
    return this.#rooms.members(roomKey(room));
  }

  /**
   * Connects, and stays connected until `close()`. To be called once; a closed session stays closed. `ownerToken`: the
   * host's own, which makes one its owner, who is known by the member's token from then on.
   */
  connect(ownerToken?: string): void {
    if (this.#closed || this.#state !== "closed") return;
    this.#options.ownerToken = ownerToken;
    this.#setState("connecting");
    this.#clock.start();
    this.#link.dial();
  }

  /** Tries to connect now instead of at `retryAt`. */
  retryNow(): void {
    if (this.#state === "connecting" || this.#state === "reconnecting") this.#link.dial();
  }

  /** Tries at once to get past the lock, with what a person has changed. */
  enter({ passcode, name }: Entry = {}): void {
    if (this.#state !== "locked") return;
    if (passcode !== undefined) this.#options.passcode = passcode;
    if (name !== undefined) this.#options.name = name;
    this.#lock = null;
    this.#setState(this.#host ? "reconnecting" : "connecting");
    this.#link.dial();
  }

  /** Leaves the host and stops all timers. What is still in the outbox can be read and saved afterwards. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#clock.stop();
    this.#rooms.close();
    this.#outbox.pause();
    this.#requests.close();
    await this.#link.close();
    this.#setState("closed");
    this.removeListeners();
  }

  /** With a passcode, the room asks for it; not oneself. */
  createRoom(room: string, passcode?: string): Promise<Answer<ReplyBody<"room:create">>> {
    return this.#requests.ask("room:create", passcode === undefined ? { room } : { room, passcode });
  }

  /**
   * Comes into a room. Without `after` or `last`, the reply holds its last messages, and those that follow come as
   * `message` events. With one of them, all come as events, and the reply's messages are the first of them.
   */
  join(room: string, options: JoinOptions = {}): Promise<Answer<ReplyBody<"room:join">>> {
    return this.#rooms.join(roomKey(room), options);
  }

  leave(room: string): Promise<Answer<ReplyBody<"room:leave">>> {
    return this.#rooms.leave(roomKey(room));
  }

  /** The page of up to `limit` messages (default 50) that ends before seq `before`. */
  history(room: string, before: number, limit = 50): Promise<Answer<ReplyBody<"room:history">>> {
    return this.#requests.ask("room:history", { room: roomKey(room), before, limit });
  }

  /** Puts a message in the outbox; it is sent when the room is joined, and again until it is acked. */
  send(room: string, text: string): Outgoing {
    return this.#outbox.add(roomKey(room), text, Math.round(this.now()), !this.#clock.isMeasured);
  }

  /** Sends a failed message again, as the newest one. */
  retry(id: string): void {
    this.#outbox.retry(id, Math.round(this.now()));
  }

  /** Forgets a failed message. */
  discard(id: string): void {
    this.#outbox.discard(id);
  }

  /** Fails what waits for a room that there is no more. */
  giveUp(room: string, problem: Problem): void {
    this.#outbox.failRoom(roomKey(room), problem);
  }

  /** Tells the others in a room that one is typing, or no longer is. Not told later when not connected. */
  setTyping(room: string, typing: boolean): void {
    this.#link.connection?.post("typing", { room: roomKey(room), typing }, () => {
      // Whether the host took it changes nothing here.
    });
  }

  /** Takes another name, here and for the connections to come. */
  rename(name: string): Promise<Answer<ReplyBody<"rename">>> {
    return this.#requests.ask("rename", { name }, (answer) => {
      if (answer.ok) this.#become(answer.member);
    });
  }

  /**
   * Goes over to another transport without leaving. While there is no connection, it is what the next try uses,
   * and that try comes at once.
   */
  async switchTransport(to: TransportName): Promise<SwitchResult> {
    const from = this.transport;
    const { connection } = this.#link;
    if (!connection) {
      this.#options.transport = to;
      this.retryNow();
    }
    const result = connection ? await connection.switchTransport(to) : { ok: true as const, from, to, ms: 0 };
    if (!result.ok) return result;
    this.#options.transport = to;
    if (from !== to) {
      this.#oneWay.clear();
      this.#roundTrip.clear();
      this.emit("switched", { from: result.from, to: result.to, ms: result.ms });
    }
    return result;
  }

  /**
   * Goes on by another address behind which is the same host, such as a network with faults, or with `null` by the host's
   * own again. The session reconnects at once; nothing is lost. Clock, meter and wire are still asked for directly.
   */
  route(via: string | null): void {
    if (this.#closed || via === this.#options.via) return;
    this.#options.via = via;
    this.#redial({ code: "rerouted", message: "The way to the host was changed." });
  }

  /**
   * Ends the connection and connects anew at once; nothing is lost. For after a sleep, in which a connection can die
   * without either side hearing of it.
   */
  reconnect(): void {
    const message = "The connection is made anew after a sleep.";
    this.#redial({ code: "connection-lost", message, asked: true });
  }

  /** Sets the time between two polls of short polling, in ms: from now on, and for the connections to come. */
  setPollInterval(ms: number): void {
    this.#options.pollInterval = Math.min(POLL_INTERVAL.max, Math.max(POLL_INTERVAL.min, ms));
    this.#link.connection?.setPollInterval(this.#options.pollInterval);
  }

  /** When a message of one's own was handed to the transport that brought it to the host; `null` when not known. */
  handedOverAt({ id, storedAt }: Pick<Message, "id" | "storedAt">): number | null {
    return this.#outbox.handedOverAt(id, storedAt);
  }

  /** The host's time, in Unix ms. */
  now(): number {
    return this.#clock.now();
  }

  /** How long a question to the host takes over the transport in use, in ms; `null` if it is not answered. */
  async roundTrip(): Promise<number | null> {
    const asked = performance.now();
    const answer = await this.#requests.ask("room:list", {});
    return answer.ok ? performance.now() - asked : null;
  }

  /** What the session has cost since it was connected, counted by the host; `null` while it cannot be asked. */
  async meter(): Promise<Meter | null> {
    const id = this.#link.connection?.engineId;
    return id === undefined ? null : readMeter(this.#options.url, id);
  }

  /**
   * What went over the wire since entry number `after` of this connection. The host records its start; later the first
   * look begins a recording, which ends 15 s after the last. `connection` tells one connection's numbers from the next one's. `null` while the
   * host cannot be asked.
   */
  async wire(after: number): Promise<(WirePage & { connection: string }) | null> {
    const id = this.#link.connection?.engineId;
    const page = id === undefined ? null : await readWire(this.#options.url, id, after);
    return page && id !== undefined ? { ...page, connection: id } : null;
  }

  #redial(reason: Problem): void {
    if (!this.#closed && this.#state !== "closed" && this.#state !== "locked") this.#link.redial(reason);
  }

  /** Also when another session with the same token took the name. */
  #become({ id, name }: Member): void {
    this.#member = { id, name };
    this.#options.name = name;
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.emit("standing", standing);
  }

  /** What waits for a room that asks for a passcode goes on waiting: whoever wrote it may know the passcode. */
  #expelled(room: string, problem: Problem): void {
    if (problem.code !== "passcode-needed") this.#outbox.failRoom(room, problem);
    this.emit("expelled", { room, problem });
  }

  #opened(connection: Connection, welcome: NoticeBody<"welcome">): void {
    this.#toldProblem = null;
    this.#options.passcode = undefined; // from now on the host knows the member
    this.#options.ownerToken = undefined;
    this.#host = welcome.host;
    this.#member = welcome.member;
    this.#clock.start();
    this.#stand(welcome.standing);
    this.#setState("connected");
    this.#rooms.restore(connection, welcome.rooms, () => {
      this.#requests.resume(connection);
      void this.#resumeOutbox(connection);
    });
  }

  /** The first messages wait for the first measurement, so that they carry the host's time. */
  async #resumeOutbox(connection: Connection): Promise<void> {
    if (!this.#clock.isMeasured) await this.#clock.measure();
    if (connection === this.#link.connection) this.#outbox.resume(connection);
  }

  #lost(problem: Problem): void {
    this.#lastDrop = { ...problem, at: Date.now(), transport: this.transport };
    this.#clock.stop();
    this.#rooms.pause();
    this.#requests.pause();
    this.#outbox.pause();
    if (!this.#locked(problem)) this.#setState("reconnecting", problem);
  }

  #failed(problem: Problem): void {
    if (this.#locked(problem)) return;
    if (problem.code === "owner-refused") this.#options.ownerToken = undefined; // the next try does without it
    if (problem.code === this.#toldProblem) return;
    this.#toldProblem = problem.code;
    this.emit("error", problem);
  }

  /** Whether only a person can do something about the problem. */
  #locked(problem: Problem): boolean {
    this.#lock = lockOf(problem);
    if (!this.#lock) return false;
    this.#toldProblem = null;
    // Another name is tried with the same passcode, which was not what the host refused.
    if (this.#lock.code !== "name-taken") this.#options.passcode = undefined;
    this.#setState("locked", problem);
    return true;
  }

  #delivered({ message, receivedAt, live }: Arrival): void {
    const isTimed = live && this.#clock.isMeasured;
    const latencyMs = isTimed ? Math.max(0, receivedAt - message.sentAt) : null;
    if (latencyMs !== null) this.#oneWay.add(latencyMs);
    this.#outbox.stored(message.id, message.seq);
    const own = message.sender.id === this.#member?.id;
    this.emit("message", { message, receivedAt, transport: this.transport, latencyMs, own });
  }

  #setState(state: SessionState, problem?: Problem): void {
    this.#state = state;
    this.emit("state", state, problem?.message, problem?.code);
  }
}

/** The room's name as the host knows it; one that no host accepts is left for the host to refuse. */
function roomKey(room: string): string {
  return roomName.safeParse(room).data ?? room;
}
