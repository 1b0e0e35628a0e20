import { expect, test } from "vitest";
import { initials, PERSON_COLOURS, personColour } from "./person.ts";

test.each([
  ["Ada Okafor", "AO"],
  ["Ada", "A"],
  ["ada b. lovelace", "AL"],
  ["  Théo   Laurent ", "TL"],
  ["李安达", "达"],
  ["王 小明", "明"],
  ["さくら", "ら"],
  ["김민지", "지"],
  ["Łukasz Żak", "ŁŻ"],
  ["👩‍🚀 Neil", "👩‍🚀N"],
  ["", ""],
])("the initials of %j are %s", (name, expected) => expect(initials(name)).toBe(expected));

test("a person's colour comes from the id alone, and people have different ones", () => {
  const ids = Array.from({ length: 200 }, (_, i) => `member-${i}`);
  const colours = ids.map(personColour);
  expect(ids.map(personColour)).toEqual(colours);
  expect([...new Set(colours)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: PERSON_COLOURS }, (_, i) => i + 1),
  );
});
