import { describe, expect, test } from "vitest";
import { hostUrl } from "./address.ts";

describe("hostUrl", () => {
  test.each([
    ["192.168.1.20", "http://192.168.1.20:4460"],
    ["192.168.1.20:4461", "http://192.168.1.20:4461"],
    ["  ada.local  ", "http://ada.local:4460"],
    ["ada-laptop", "http://ada-laptop:4460"],
    ["localhost:80", "http://localhost"],
    ["http://192.168.1.20:4460/", "http://192.168.1.20:4460"],
    ["http://pushpull.example", "http://pushpull.example"],
    ["HTTPS://pushpull.example/room?x=1", "https://pushpull.example"],
    ["[fe80::1]:4460", "http://[fe80::1]:4460"],
    ["fe80::1", "http://[fe80::1]:4460"],
    ["::1", "http://[::1]:4460"],
  ])("%s means %s", (address, url) => {
    expect(hostUrl(address)).toBe(url);
  });

  test.each([
    "",
    "   ",
    "192.168.1.300",
    "192.168.1",
    "two words",
    "ftp://a",
    "http://",
    "a:99999",
    "a:b",
    "-a",
    "javascript:alert(1)",
    "user:secret@ada.local",
  ])("%s is no address", (address) => {
    expect(hostUrl(address)).toBeNull();
  });
});
