import { describe, expect, test } from "vitest";
import type { Message } from "../../protocol/schemas.ts";
import {
  append,
  type Entry,
  emptyTimeline,
  entryAt,
  fromHistory,
  isEmpty,
  prepend,
  type Timeline,
} from "./timeline.ts";

const message = (seq: number): Message => ({
  room: "lobby",
  seq,
  id: `m${seq}`,
  sender: { id: "a", name: "Ada" },
  text: `text ${seq}`,
  sentAt: seq,
  storedAt: seq,
});
const entry = (seq: number): Entry => ({
  message: message(seq),
  transport: "sse",
  latencyMs: 9,
  arrivedAt: seq,
});
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const seqs = (timeline: Timeline) =>
  range(timeline.first, timeline.last).map((seq) => entryAt(timeline, seq)?.message.seq);
const of = (first: number, last: number) =>
  range(first, last).reduce((timeline, seq) => append(timeline, entry(seq)), emptyTimeline);

describe("append", () => {
  test("adds a message at the end and leaves the timeline that was there as it was", () => {
    const before = of(5, 7);
    const after = append(before, entry(8));
    expect(seqs(after)).toEqual([5, 6, 7, 8]);
    expect(seqs(before)).toEqual([5, 6, 7]);
    expect(entryAt(before, 8)).toBeUndefined();
  });

  test("takes each message once", () => {
    const timeline = of(5, 7);
    expect(append(timeline, entry(6))).toBe(timeline);
    expect(append(timeline, entry(7))).toBe(timeline);
  });

  test("begins anew with another history: after a gap, or when a seq is taken by another message", () => {
    expect(seqs(append(of(5, 7), entry(20)))).toEqual([20]);
    const other = { ...entry(6), message: { ...message(6), id: "other" } };
    expect(seqs(append(of(5, 7), other))).toEqual([6]);
  });

  test("never writes into the empty timeline that all rooms begin with", () => {
    append(emptyTimeline, entry(1));
    expect(isEmpty(emptyTimeline)).toBe(true);
    expect(emptyTimeline.entries.size).toBe(0);
  });
});

describe("prepend", () => {
  test("puts a page of older messages before the first one", () => {
    const timeline = prepend(of(5, 6), [message(2), message(3), message(4)]);
    expect(seqs(timeline)).toEqual([2, 3, 4, 5, 6]);
    expect(entryAt(timeline, 2)).toEqual(fromHistory(message(2)));
  });

  test("skips what is there already", () => {
    const timeline = prepend(of(5, 6), [message(4), message(5)]);
    expect(seqs(timeline)).toEqual([4, 5, 6]);
    expect(entryAt(timeline, 5)?.transport).toBe("sse");
  });

  test("leaves a page alone that does not reach the first message, or is empty", () => {
    const timeline = of(5, 6);
    expect(prepend(timeline, [message(1), message(2)])).toBe(timeline);
    expect(prepend(timeline, [])).toBe(timeline);
  });
});
