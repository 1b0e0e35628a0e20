import { expect, it } from "vitest";
import { sinceText } from "./since.ts";

it.each([
  [0, "now", "现在"],
  [59_000, "now", "现在"],
  [61_000, "1 minute ago", "1分钟前"],
  [3_600_000, "1 hour ago", "1小时前"],
  [47 * 3_600_000, "yesterday", "昨天"],
  [72 * 3_600_000, "3 days ago", "3天前"],
  [-5_000, "now", "现在"], // the clock was set back
])("%i ms ago is %s", (age, english, chinese) => {
  expect(sinceText(1e12 - age, 1e12, "en")).toBe(english);
  expect(sinceText(1e12 - age, 1e12, "zh")).toBe(chinese);
});
