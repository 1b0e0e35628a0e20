import { expect, test } from "vitest";
import { emptyRoom, type Room } from "../state/room.ts";
import { append, emptyTimeline, fromHistory } from "../state/timeline.ts";
import { isSameDay, rowShape } from "./rows.ts";

const noon = new Date(2026, 10, 20, 12).getTime();
const minute = 60_000;

/** A room in which was said: who, when (minutes after noon). */
function talk(...lines: [sender: string, minutes: number, name?: string][]): Room {
  const timeline = lines.reduce((grown, [id, minutes, name], i) => {
    const storedAt = noon + minutes * minute;
    const message = { room: "lobby", seq: i + 1, id: `m${i}`, sender: { id, name: name ?? id }, text: "x" };
    return append(grown, fromHistory({ ...message, sentAt: storedAt, storedAt }));
  }, emptyTimeline);
  return { ...emptyRoom, timeline };
}

const groups = (room: Room) =>
  Array.from({ length: room.timeline.last }, (_, i) => rowShape(room, i + 1, null).startsGroup);

test("messages of one author within five minutes stand under one name", () => {
  expect(groups(talk(["ada", 0], ["ada", 4], ["ada", 8], ["ada", 13]))).toEqual([true, false, false, true]);
});

test("another author, or the same under another name, begins anew", () => {
  expect(groups(talk(["ada", 0], ["mina", 0], ["ada", 0], ["ada", 1, "Ada O"]))).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test("a day begins with its first message, wherever the reader is", () => {
  const night = talk(["ada", 11 * 60 + 59], ["ada", 12 * 60 + 1]);
  expect(rowShape(night, 1, null)).toMatchObject({ startsDay: true, startsGroup: true });
  expect(rowShape(night, 2, null)).toMatchObject({ startsDay: true, startsGroup: true });
  expect(isSameDay(noon, noon + 365 * 24 * 60 * minute)).toBe(false);
});

test("the first new message and one after a switch begin a group", () => {
  const room = talk(["ada", 0], ["ada", 1], ["ada", 2]);
  const asides = new Map([[2, []]]);
  expect(rowShape(room, 2, 2)).toEqual({ startsDay: false, startsNew: true, startsGroup: true });
  expect(rowShape({ ...room, asides }, 3, 2)).toEqual({
    startsDay: false,
    startsNew: false,
    startsGroup: true,
  });
  expect(rowShape(room, 3, 2).startsGroup).toBe(false);
});
