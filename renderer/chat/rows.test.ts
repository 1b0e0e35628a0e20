import { expect, test } from "vitest";
import { append, emptyTimeline, fromHistory, type Timeline } from "../state/timeline.ts";
import { isSameDay, rowShape } from "./rows.ts";

const noon = new Date(2026, 10, 20, 12).getTime();
const minute = 60_000;

/** A timeline of what was said: who, when (minutes after noon). */
function talk(...lines: [sender: string, minutes: number, name?: string][]): Timeline {
  return lines.reduce((timeline, [id, minutes, name], i) => {
    const storedAt = noon + minutes * minute;
    const message = { room: "lobby", seq: i + 1, id: `m${i}`, sender: { id, name: name ?? id }, text: "x" };
    return append(timeline, fromHistory({ ...message, sentAt: storedAt, storedAt }));
  }, emptyTimeline);
}

const groups = (timeline: Timeline) =>
  Array.from({ length: timeline.last }, (_, i) => rowShape(timeline, i + 1, null, false).startsGroup);

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
  expect(rowShape(night, 1, null, false)).toMatchObject({ startsDay: true, startsGroup: true });
  expect(rowShape(night, 2, null, false)).toMatchObject({ startsDay: true, startsGroup: true });
  expect(isSameDay(noon, noon + 365 * 24 * 60 * minute)).toBe(false);
});

test("the first new message and one after a switch begin a group", () => {
  const timeline = talk(["ada", 0], ["ada", 1], ["ada", 2]);
  expect(rowShape(timeline, 2, 2, false)).toEqual({ startsDay: false, startsNew: true, startsGroup: true });
  expect(rowShape(timeline, 3, 2, true)).toEqual({ startsDay: false, startsNew: false, startsGroup: true });
  expect(rowShape(timeline, 3, 2, false).startsGroup).toBe(false);
});
