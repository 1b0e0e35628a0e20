import { describe, expect, test } from "vitest";
import type { Message } from "../../protocol/schemas.ts";
import {
  delivered,
  joinedRoom,
  membersChanged,
  pageLoaded,
  type Room,
  sharedNames,
  typingChanged,
} from "./room.ts";
import type { Entry } from "./timeline.ts";

const ada = { id: "a", name: "Ada" };
const mina = { id: "m", name: "Mina" };

const message = (seq: number, sender = ada): Message => ({
  room: "lobby",
  seq,
  id: `m${seq}`,
  sender,
  text: `text ${seq}`,
  sentAt: seq,
  storedAt: seq,
});
const live = (seq: number, sender = ada): Entry => ({
  message: message(seq, sender),
  transport: "sse",
  latencyMs: 9,
  arrivedAt: 1,
});
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => message(first + i));
const room = (): Room => joinedRoom(range(51, 60), true, [mina, ada]);

test("a room that is joined shows its last messages, and its people by name", () => {
  expect(room()).toMatchObject({ hasOlder: true, members: [ada, mina], timeline: { first: 51, last: 60 } });
  expect(joinedRoom([], false, [ada]).hasOlder).toBe(false);
});

describe("messages", () => {
  test("come in at the end, each once", () => {
    const after = delivered(room(), live(61));
    expect(after.timeline.last).toBe(61);
    expect(delivered(after, live(61))).toBe(after);
  });

  test("load page by page until the beginning", () => {
    const first = pageLoaded({ ...room(), older: "loading" }, range(11, 50), true);
    expect(first).toMatchObject({ hasOlder: true, older: "idle", timeline: { first: 11, last: 60 } });
    const all = pageLoaded(first, range(1, 10), false);
    expect(all).toMatchObject({ hasOlder: false, timeline: { first: 1, last: 60 } });
  });

  test("of a host with another history begin anew, and its older ones can be loaded", () => {
    const anew = delivered(joinedRoom(range(1, 60), false, []), {
      ...live(3),
      message: { ...message(3), id: "other" },
    });
    expect(anew).toMatchObject({ hasOlder: true, timeline: { first: 3, last: 3 } });
  });
});

describe("who is typing", () => {
  test("is shown until they stop, send or leave", () => {
    const typing = typingChanged(room(), mina, true);
    expect(typing.typing).toEqual([mina]);
    expect(typingChanged(typing, mina, true)).toBe(typing);
    expect(typingChanged(typing, mina, false).typing).toEqual([]);
    expect(delivered(typing, live(61, mina)).typing).toEqual([]);
    expect(membersChanged(typing, [ada]).typing).toEqual([]);
  });
});

describe("a name that two people have", () => {
  const other = { id: "b", name: "Ada" };

  test("is shared, whether they are here or have only written", () => {
    expect([...sharedNames(room().people)]).toEqual([]);
    expect([...sharedNames(membersChanged(room(), [ada, other]).people)]).toEqual(["Ada"]);
    expect([...sharedNames(delivered(room(), live(61, other)).people)]).toEqual(["Ada"]);
  });

  test("is not shared any more when one of them takes another; older messages do not bring it back", () => {
    const renamed = membersChanged(delivered(room(), live(61, other)), [ada, { ...other, name: "Bea" }]);
    expect([...sharedNames(renamed.people)]).toEqual([]);
    const older = pageLoaded(renamed, [...range(41, 49), message(50, other)], true);
    expect([...sharedNames(older.people)]).toEqual([]);
  });
});
