import { join } from "node:path";
import { pino } from "pino";
import { expect, it, onTestFinished } from "vitest";
import type { Message } from "../protocol/schemas.ts";
import { CommitQueue } from "./commit-queue.ts";
import { type Draft, Store } from "./store.ts";
import { eventually, temporaryFolder } from "./test-host.ts";

/** A real store that keeps count of its transactions. */
class CountingStore extends Store {
  readonly groups: number[] = [];
  override append(drafts: readonly Draft[], storedAt: number) {
    this.groups.push(drafts.length);
    return super.append(drafts, storedAt);
  }
}

function setUp() {
  const store = new CountingStore(join(temporaryFolder(), "history.sqlite"));
  onTestFinished(() => store.close());
  const log: string[] = [];
  const deliver = ({ id, seq }: Message): void => {
    const onDisk = store.last("lobby", 200).messages.some((message) => message.seq === seq);
    log.push(`deliver ${id} ${seq}${onDisk ? "" : " before it was stored"}`);
  };
  const queue = new CommitQueue(store, deliver, pino({ level: "silent" }));
  const add = (sender: string, id: string): void => {
    const draft = { room: "lobby", id, sender: { id: sender, name: sender }, text: "t", sentAt: 1 };
    queue.add(draft, (appended) => log.push(`ack ${id} ${appended?.kind ?? "failed"}`));
  };
  return { store, log, queue, add };
}

it("stores what comes in one turn in one transaction, and delivers and acks it in order", async () => {
  const { store, log, add } = setUp();
  add("ann", "a1");
  add("bob", "b1");
  process.nextTick(() => add("ann", "a2"));
  expect(log).toEqual([]);
  await eventually(() => log.length).toBe(6);
  expect(log).toEqual([
    "deliver a1 1",
    "ack a1 stored",
    "deliver b1 2",
    "ack b1 stored",
    "deliver a2 3",
    "ack a2 stored",
  ]);
  expect(store.groups).toEqual([3]);
});

it("delivers a message once, however often it comes", () => {
  const { log, queue, add } = setUp();
  add("ann", "a1");
  add("ann", "a1");
  queue.flush();
  add("ann", "a1");
  add("bob", "a1");
  queue.flush();
  expect(log).toEqual(["deliver a1 1", "ack a1 stored", "ack a1 known", "ack a1 known", "ack a1 taken"]);
});

it("delivers nothing of a group that could not be stored, and goes on with the next", () => {
  const { store, log, queue, add } = setUp();
  const append = store.append;
  store.append = () => {
    throw new Error("disk full");
  };
  add("ann", "a1");
  add("ann", "a2");
  queue.flush();
  store.append = append;
  add("ann", "a1");
  queue.flush();
  expect(log).toEqual(["ack a1 failed", "ack a2 failed", "deliver a1 1", "ack a1 stored"]);
});
