import { describe, expect, it } from "vitest";
import { externalAddress, isOwnPage, isPermitted, isReload, isTrustedSender } from "./trust.ts";

const OWN = "app://pushpull/index.html";
const FOREIGN = [
  "https://pushpull/",
  "app://pushpull.evil/",
  "app://pushpull@evil/",
  "app://evil",
  "about:blank",
  "",
];

describe("isOwnPage", () => {
  it("knows the app's own pages", () => expect(isOwnPage(OWN)).toBe(true));
  it.each(FOREIGN)("does not take %s for one", (url) => expect(isOwnPage(url)).toBe(false));
});

describe("isReload", () => {
  it("lets the page load itself again", () => expect(isReload("app://pushpull/?a#b")).toBe(true));
  it.each([...FOREIGN, "app://pushpull/assets/x.html"])("lets no page go to %s", (url) => {
    expect(isReload(url)).toBe(false);
  });
});

describe("isTrustedSender", () => {
  it("trusts the app's page", () => expect(isTrustedSender({ url: OWN, parent: null })).toBe(true));
  it("does not trust a frame inside it", () => {
    expect(isTrustedSender({ url: OWN, parent: { url: OWN, parent: null } })).toBe(false);
  });
  it("does not trust a page that is gone", () => expect(isTrustedSender(null)).toBe(false));
  it.each(FOREIGN)("does not trust %s", (url) => expect(isTrustedSender({ url, parent: null })).toBe(false));
});

describe("isPermitted", () => {
  it.each(["notifications", "clipboard-sanitized-write", "local-network", "loopback-network"])(
    "grants %s to the app's page and to nobody else",
    (permission) => {
      expect(isPermitted(permission, OWN)).toBe(true);
      expect(isPermitted(permission, "http://192.168.0.2:4460/")).toBe(false);
    },
  );
  it.each(["media", "geolocation", "clipboard-read", "openExternal", "unknown"])(
    "denies %s",
    (permission) => {
      expect(isPermitted(permission, OWN)).toBe(false);
    },
  );
});

describe("externalAddress", () => {
  it.each(["https://example.com/a?b#c", "http://192.168.0.2:4460/", "mailto:someone@example.com"])(
    "opens %s",
    (url) => expect(externalAddress(url)).toBe(url),
  );
  it("opens what the parser read, not what was written", () => {
    expect(externalAddress("HTTPS:\\\\example.com\\..\\x")).toBe("https://example.com/x");
  });
  it.each([
    "file:///etc/passwd",
    "javascript:alert(1)",
    "app://pushpull/",
    "smb://server/share",
    "https://user:secret@example.com/",
    "not a url",
    `https://example.com/${"x".repeat(2_048)}`,
  ])("does not open %s", (url) => expect(externalAddress(url)).toBeNull());
});
