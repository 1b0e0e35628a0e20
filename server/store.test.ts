import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Message } from "../protocol/schemas.ts";
import { type Draft, Store } from "./store.ts";
import { temporaryFolder } from "./test-host.ts";

const ann = { id: "ann", name: "Ann" };
const bob = { id: "bob", name: "Bob" };

function draft(id: string, more: Partial<Draft> = {}): Draft {
  return { room: "lobby", id, sender: ann, text: `text of ${id}`, sentAt: 1_700_000_000_000.5, ...more };
}

function openStore(file = join(temporaryFolder(), "history.sqlite")): { store: Store; file: string } {
  const store = new Store(file);
  onTestFinished(() => {
    if (!closed.has(store)) store.close();
  });
  return { store, file };
}

const closed = new WeakSet<Store>();
function reopen(store: Store, file: string): Store {
  store.close();
  closed.add(store);
  return openStore(file).store;
}

function fill(store: Store, count: number): void {
  store.append(
    Array.from({ length: count }, (_, i) => draft(`m${i + 1}`)),
    1,
  );
}

const seqs = (messages: Message[]): number[] => messages.map(({ seq }) => seq);

describe("append", () => {
  it("numbers messages from 1 without gaps, in each room by itself, also after a restart", () => {
    const { store, file } = openStore();
    store.createRoom("tea");
    store.append([draft("a"), draft("b", { room: "tea" }), draft("c")], 5);
    const again = reopen(store, file);
    again.append([draft("d"), draft("e", { room: "tea" })], 6);
    expect(again.rooms()).toMatchObject([
      { name: "lobby", head: 3 },
      { name: "tea", head: 2 },
    ]);
    expect(
      again.after("lobby", 0, 10).messages.map(({ id, seq, storedAt }) => ({ id, seq, storedAt })),
    ).toEqual([
      { id: "a", seq: 1, storedAt: 5 },
      { id: "c", seq: 2, storedAt: 5 },
      { id: "d", seq: 3, storedAt: 6 },
    ]);
  });

  it("gives back what was put in", () => {
    const { store } = openStore();
    const text = "你好 👋🏽\n\ttab 'quote' \"double\" \u2028 ﷽";
    const [appended] = store.append([draft("a", { text })], 7);
    const message = {
      room: "lobby",
      seq: 1,
      id: "a",
      sender: ann,
      text,
      sentAt: 1_700_000_000_000.5,
      storedAt: 7,
    };
    expect(appended).toEqual({ kind: "stored", message });
    expect(store.after("lobby", 0, 1).messages).toEqual([message]);
  });

  it("stores an id once: known to its sender, taken for others and in other rooms", () => {
    const { store } = openStore();
    store.createRoom("tea");
    store.append([draft("a")], 5);
    expect(
      store.append(
        [
          draft("a", { text: "another text" }),
          draft("a", { sender: bob }),
          draft("a", { room: "tea" }),
          draft("b"),
          draft("b"),
        ],
        6,
      ),
    ).toMatchObject([
      { kind: "known", seq: 1, storedAt: 5 },
      { kind: "taken" },
      { kind: "taken" },
      { kind: "stored", message: { seq: 2 } },
      { kind: "known", seq: 2, storedAt: 6 },
    ]);
    expect(store.after("lobby", 0, 10).messages.map(({ text }) => text)).toEqual(["text of a", "text of b"]);
  });

  it.each(["ABORT", "ROLLBACK"])("stores all or nothing when the disk fails (%s)", (how) => {
    const { store, file } = openStore();
    store.append([draft("before")], 1);
    store.close();
    closed.add(store);
    failOn(file, "boom", how);
    const again = openStore(file).store;
    expect(() => again.append([draft("a"), draft("b", { text: "boom" }), draft("c")], 2)).toThrow();
    expect(again.rooms()).toMatchObject([{ name: "lobby", head: 1 }]);
    expect(again.append([draft("a")], 3)).toMatchObject([{ kind: "stored", message: { seq: 2 } }]);
  });
});

/** Lets SQLite fail on messages with this text, as it does when the disk is full. */
function failOn(file: string, text: string, how: string): void {
  const db = new DatabaseSync(file);
  db.exec(`CREATE TRIGGER fail BEFORE INSERT ON messages WHEN NEW.text = '${text}'
           BEGIN SELECT RAISE(${how}, 'disk full'); END`);
  db.close();
}

describe("pages", () => {
  it("follow a seq, precede one, or are the last", () => {
    const { store } = openStore();
    fill(store, 10);
    expect(seqs(store.after("lobby", 3, 4).messages)).toEqual([4, 5, 6, 7]);
    expect(seqs(store.before("lobby", 8, 4).messages)).toEqual([4, 5, 6, 7]);
    expect(seqs(store.last("lobby", 4).messages)).toEqual([7, 8, 9, 10]);
  });

  it("say whether there is more in their direction", () => {
    const { store } = openStore();
    fill(store, 10);
    expect(store.after("lobby", 5, 4).more).toBe(true);
    expect(store.after("lobby", 6, 4).more).toBe(false);
    expect(store.after("lobby", 99, 4)).toEqual({ messages: [], more: false });
    expect(store.before("lobby", 6, 4).more).toBe(true);
    expect(store.before("lobby", 5, 4).more).toBe(false);
    expect(store.before("lobby", 1, 4)).toEqual({ messages: [], more: false });
    expect(store.last("lobby", 10).more).toBe(false);
    expect(store.last("lobby", 9).more).toBe(true);
  });

  it("end early when the texts are long, and go on where they ended", () => {
    const { store } = openStore();
    const text = "x".repeat(8_000);
    store.append(
      Array.from({ length: 150 }, (_, i) => draft(`m${i}`, { text })),
      1,
    );
    const got: number[] = [];
    for (let more = true; more; ) {
      const page = store.after("lobby", got.at(-1) ?? 0, 200);
      got.push(...seqs(page.messages));
      more = page.more;
    }
    expect(got).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
    const last = store.last("lobby", 200);
    expect(last.messages.length).toBeLessThan(100);
    expect(last.messages.at(-1)?.seq).toBe(150);
    store.append([draft("after an unfinished read")], 2);
  });
});
