import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { memberName, messageId, messageSchema, messageText, requests, roomName } from "./schemas.ts";

const sentence = (schema: typeof memberName, value: unknown): string | undefined => {
  const result = schema.safeParse(value);
  return result.success ? undefined : result.error.issues[0]?.message;
};

describe("a name", () => {
  test("is trimmed and normalised, so that one name has one form", () => {
    expect(memberName.parse("  Zoe\u0301 ")).toBe("Zo\u00e9");
  });

  test("has 1 to 40 characters, counted as people count them", () => {
    expect(memberName.safeParse("王".repeat(LIMITS.name)).success).toBe(true);
    expect(memberName.safeParse("😀".repeat(LIMITS.name)).success).toBe(true);
    expect(sentence(memberName, "x".repeat(LIMITS.name + 1))).toBe("The name is longer than 40 characters.");
    expect(sentence(memberName, "   ")).toBe("The name is empty.");
  });

  test.each(["a\u0000b", "a\nb", "a\u0085b", "\u202Eadmin", "a\u2067b"])(
    "has no control or direction marks: %j",
    (name) => {
      expect(sentence(memberName, name)).toBe("The name contains control characters.");
    },
  );

  test("is well-formed Unicode", () => {
    expect(sentence(memberName, "a\ud800")).toBe("The name is not well-formed Unicode.");
  });
});

test("a room name has 1 to 60 characters", () => {
  expect(roomName.safeParse("r".repeat(60)).success).toBe(true);
  expect(sentence(roomName, "r".repeat(61))).toBe("The room name is longer than 60 characters.");
});

describe("a text", () => {
  test("keeps its line breaks, written as line feeds", () => {
    expect(messageText.parse("a\r\nb\rc\n\td")).toBe("a\nb\nc\n\td");
  });

  test("has up to 8,000 characters", () => {
    expect(messageText.safeParse("😀".repeat(LIMITS.text)).success).toBe(true);
    for (const length of [LIMITS.text + 1, 10_000_000])
      expect(sentence(messageText, "x".repeat(length))).toMatch(
        /^The message is longer than 8000 characters/,
      );
  });

  test("is neither blank nor full of control characters", () => {
    expect(sentence(messageText, " \n\t ")).toBe("The message is empty.");
    expect(sentence(messageText, "bell\u0007")).toBe("The message contains control characters.");
    expect(sentence(messageText, 7)).toBe("The text must be text.");
  });

  test("may hold markup: it is text, whoever shows it", () => {
    expect(messageText.parse("</script><b>\u2028")).toBe("</script><b>\u2028");
  });
});

test("an id is short and plain", () => {
  expect(messageId.safeParse("aB3_-").success).toBe(true);
  for (const id of ["", "a b", "x".repeat(65), "a/b", 5]) expect(messageId.safeParse(id).success).toBe(false);
});

test("a request that leaves out its limit gets the default one, and a page is bounded", () => {
  expect(requests["room:join"].parse({ room: "lobby" })).toEqual({ room: "lobby", limit: 50 });
  expect(requests["room:history"].safeParse({ room: "lobby", before: 1, limit: 201 }).success).toBe(false);
  expect(requests["room:resume"].safeParse({ room: "lobby", after: -1 }).success).toBe(false);
});

test("a message's seq begins with 1", () => {
  const message = {
    room: "lobby",
    seq: 1,
    id: "m1",
    sender: { id: "a", name: "Ada" },
    text: "hi",
    sentAt: 1,
    storedAt: 2,
  };
  expect(messageSchema.parse(message)).toEqual(message);
  expect(messageSchema.safeParse({ ...message, seq: 0 }).success).toBe(false);
  expect(messageSchema.safeParse({ ...message, seq: 1.5 }).success).toBe(false);
});
