import { expect, test } from "vitest";
import { pieces } from "./links.ts";

const links = (text: string) => pieces(text).flatMap((piece) => piece.href ?? []);

test("web addresses become links, and the pieces joined are the text", () => {
  const text = "See http://192.168.1.24:4460/ and https://example.org/a_(b)?c=d#e.\nGood?";
  expect(pieces(text)).toEqual([
    { text: "See " },
    { text: "http://192.168.1.24:4460/", href: "http://192.168.1.24:4460/" },
    { text: " and " },
    { text: "https://example.org/a_(b)?c=d#e", href: "https://example.org/a_(b)?c=d#e" },
    { text: ".\nGood?" },
  ]);
});

test("a link ends where Chinese text goes on after it", () => {
  expect(links("看https://example.org/路。好")).toEqual(["https://example.org/%E8%B7%AF"]);
  expect(links("(http://localhost:4460/)")).toEqual(["http://localhost:4460/"]);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://example.org",
  "mailto:ada@example.org",
  "ada@example.org",
  "//example.org",
  "notes.md",
  "file:///etc/passwd",
])("%s stays text", (text) => {
  expect(pieces(text)).toEqual([{ text }]);
});

test("a text without links is one piece, and an empty one is none", () => {
  expect(pieces("plain <b>text</b>")).toEqual([{ text: "plain <b>text</b>" }]);
  expect(pieces("")).toEqual([]);
});
