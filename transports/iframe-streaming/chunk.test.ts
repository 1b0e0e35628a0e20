import { expect, test } from "vitest";
import { quote, unquote } from "./chunk.ts";

const TEXT = '\'"\\ </script><!-- \r\n \u2028\u2029 \\u0027 \0 😀 42["message",{"a":"b"}]';

test("a chunk's text is a JavaScript string that says the same", () => {
  expect(new Function(`return ${quote(TEXT)}`)()).toBe(TEXT);
});

test("nothing in a chunk ends the script element, its string or its line", () => {
  expect(quote(TEXT).slice(1, -1)).not.toMatch(/['<\r\n\u2028\u2029]/);
});

test("JSON's quotes cost no escape", () => {
  expect(quote('42["m","x"]')).toBe('\'42["m","x"]\'');
});

test("what was quoted can be read back without a JavaScript engine", () => {
  expect(unquote(quote(TEXT))).toBe(TEXT);
});
