import { expect, test } from "vitest";
import { locale } from "./dates.ts";

test("dates are written in the reader's own variety of the app's language", () => {
  expect(locale("en", ["zh-CN", "en-GB", "en-US"])).toBe("en-GB");
  expect(locale("zh", ["en-GB"])).toBe("zh");
});

test("a system's own tag that is no language tag is passed over", () => {
  expect(locale("en", ["en-US@posix"])).toBe("en");
  expect(locale("en", ["en-US@posix", "en-IE"])).toBe("en-IE");
});
