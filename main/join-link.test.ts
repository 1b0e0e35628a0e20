import { describe, expect, it } from "vitest";
import { joinLinkAmong, readJoinLink } from "./join-link.ts";

const HOST = "h".repeat(43);

describe("readJoinLink", () => {
  it.each([
    ["pushpull://join/192.168.1.20:4460", { address: "192.168.1.20:4460" }],
    ["pushpull://join/192.168.1.20:4460/", { address: "192.168.1.20:4460" }],
    ["pushpull://join/192.168.1.20:80", { address: "192.168.1.20:80" }],
    ["PUSHPULL://join/ada.local:4461/lobby", { address: "ada.local:4461", room: "lobby" }],
    ["pushpull://join/[fe80::1]:4460/networks%20101", { address: "[fe80::1]:4460", room: "networks 101" }],
    [`pushpull://join/ada:4460#host=${HOST}`, { address: "ada:4460", hostId: HOST }],
    [`pushpull://join/ada:4460/lobby#host=${HOST}`, { address: "ada:4460", room: "lobby", hostId: HOST }],
    ["pushpull://join/ada:4460/%E7%BD%91%E7%BB%9C", { address: "ada:4460", room: "网络" }],
  ])("reads %s", (link, target) => expect(readJoinLink(link)).toEqual(target));

  it.each([
    "",
    "pushpull:",
    "pushpull://join",
    "pushpull://join/",
    "pushpull://quit/192.168.1.20:4460",
    "pushpull://join:80/192.168.1.20:4460",
    "pushpull:join/192.168.1.20:4460",
    "https://join/192.168.1.20:4460",
    "pushpull://user:secret@join/192.168.1.20:4460",
    "pushpull://join/192.168.1.20:4460?x=1",
    "pushpull://join/192.168.1.20:4460#x",
    "pushpull://join/192.168.1.20:4460#host=short",
    `pushpull://join/192.168.1.20:4460#host=${HOST}&x=1`,
    "pushpull://join/192.168.1.20",
    "pushpull://join/192.168.1.20:0",
    "pushpull://join/192.168.1.20:99999",
    "pushpull://join/user@192.168.1.20:4460",
    "pushpull://join/javascript:alert(1):4460",
    "pushpull://join/https:%2F%2Fexample.com:4460",
    "pushpull://join/..%2F..:4460",
    "pushpull://join/a b:4460",
    "pushpull://join/192.168.1.20:4460/lobby/more",
    "pushpull://join/192.168.1.20:4460/%",
    "pushpull://join/192.168.1.20:4460/%00",
    "pushpull://join/192.168.1.20:4460/%0A",
    `pushpull://join/192.168.1.20:4460/${"a".repeat(61)}`,
    `pushpull://join/${"a".repeat(300)}:4460`,
    `pushpull://join/192.168.1.20:4460/${"%61".repeat(400)}`,
    "pushpull://join/192.168.1.20:4460 --data /tmp",
  ])("refuses %j", (link) => expect(readJoinLink(link)).toBeNull());
});

describe("joinLinkAmong", () => {
  it("finds the link among an app's and Chromium's switches", () => {
    const args = ["--allow-file-access", "/app", "--data", "/x", "pushpull://join/ada:4460"];
    expect(joinLinkAmong(args)).toEqual({ address: "ada:4460" });
  });

  it("finds none where there is none, or a bad one", () => {
    expect(joinLinkAmong(["--data", "/x"])).toBeNull();
    expect(joinLinkAmong(["pushpull://evil/ada:4460"])).toBeNull();
  });
});
