import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outgoing } from "../../client/outbox.ts";
import { savedOutbox, saveOutbox } from "./saved-outbox.ts";

const outgoing = (id: string, sentAt: number): Outgoing => ({
  id,
  room: "lobby",
  text: id,
  sentAt,
  state: "waiting",
});
const saved = (id: string, sentAt: number) => ({ id, room: "lobby", text: id, sentAt });

/** What of localStorage the app uses. Its entries are its own properties, as in a browser. */
class TestStorage {
  getItem(key: string): string | null {
    return Object.getOwnPropertyDescriptor(this, key)?.value ?? null;
  }
  setItem(key: string, value: string): void {
    Object.assign(this, { [key]: value });
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}

beforeEach(() => void vi.stubGlobal("localStorage", new TestStorage()));
afterEach(() => void vi.unstubAllGlobals());

test("what is in the outbox is there after a reload, oldest first; what has left it is not", () => {
  const [one, two] = [outgoing("one", 1), outgoing("two", 2)];
  saveOutbox("host", [], [two]);
  saveOutbox("host", [two], [one, two]);
  expect(savedOutbox("host")).toEqual([saved("one", 1), saved("two", 2)]);
  saveOutbox("host", [one, two], [two]);
  expect(savedOutbox("host")).toEqual([saved("two", 2)]);
});

test("two tabs do not overwrite each other's messages", () => {
  saveOutbox("host", [], [outgoing("of-tab-1", 1)]);
  saveOutbox("host", [], [outgoing("of-tab-2", 2)]);
  expect(savedOutbox("host").map(({ id }) => id)).toEqual(["of-tab-1", "of-tab-2"]);
});

test("what is meant for one host is not sent to another", () => {
  saveOutbox("host", [], [outgoing("one", 1)]);
  expect(savedOutbox("another")).toEqual([]);
});

test("an entry that cannot be read is left out", () => {
  saveOutbox("host", [], [outgoing("one", 1)]);
  localStorage.setItem("pushpull.outbox.host.broken", "{");
  localStorage.setItem("pushpull.outbox.host.strange", JSON.stringify({ id: 7 }));
  expect(savedOutbox("host").map(({ id }) => id)).toEqual(["one"]);
});
