import { describe, expect, test } from "vitest";
import { arrived, nothingRead, opened, seen, unreadCount } from "./unread.ts";

const away = { own: false, watched: false };
const watching = { own: false, watched: true };

test("what came while one was elsewhere is unread, and new when the room is opened", () => {
  const left = { read: 10, newFrom: null };
  expect(unreadCount(left, 13)).toBe(3);
  expect(opened(left, 13)).toEqual({ read: 10, newFrom: 11 });
  expect(opened(left, 10).newFrom).toBeNull();
});

test("the line stays where it is while one reads, and goes when the room is opened again", () => {
  const reading = seen(opened({ read: 10, newFrom: null }, 13), 13);
  expect(reading).toEqual({ read: 13, newFrom: 11 });
  expect(unreadCount(reading, 13)).toBe(0);
  expect(opened(reading, 13).newFrom).toBeNull();
});

describe("a message that arrives in the open room", () => {
  test("is read at once under one's eyes", () => {
    expect(arrived({ read: 4, newFrom: null }, 5, watching)).toEqual({ read: 5, newFrom: null });
  });

  test("puts the line above it when one looks elsewhere, and only above the first", () => {
    const first = arrived({ read: 4, newFrom: null }, 5, away);
    expect(first).toEqual({ read: 4, newFrom: 5 });
    expect(arrived(first, 6, away)).toEqual({ read: 4, newFrom: 5 });
  });

  test("moves an old line down when all below it had been read", () => {
    const read = seen(arrived({ read: 4, newFrom: null }, 5, away), 5);
    expect(arrived(read, 6, away)).toEqual({ read: 5, newFrom: 6 });
  });

  test("takes the line away when it is one's own", () => {
    expect(arrived({ read: 4, newFrom: 5 }, 7, { own: true, watched: false })).toEqual({
      read: 7,
      newFrom: null,
    });
  });
});

test("reading never goes backwards", () => {
  const reading = { read: 9, newFrom: null };
  expect(seen(reading, 3)).toBe(reading);
  expect(arrived(reading, 3, { own: true, watched: true }).read).toBe(9);
  expect(unreadCount(nothingRead, 0)).toBe(0);
});
