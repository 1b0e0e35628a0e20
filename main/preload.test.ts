import { expect, it, vi } from "vitest";
import type { DesktopBridge } from "../renderer/bridge.ts";
import type { HostUrlReply, OwnerTokenReply } from "./page-calls.ts";

const electron = vi.hoisted(() => ({
  exposed: {} as Record<string, DesktopBridge>,
  calls: [] as unknown[][],
  reply: {} as HostUrlReply | OwnerTokenReply,
}));

vi.mock("electron", () => ({
  contextBridge: {
    exposeInMainWorld: (key: string, api: DesktopBridge) => {
      electron.exposed[key] = api;
    },
  },
  ipcRenderer: {
    invoke: async (...call: unknown[]) => {
      electron.calls.push(call);
      return electron.reply;
    },
  },
}));

await import("./preload.ts");

it("asks main for the host's URL", async () => {
  electron.reply = { url: "http://127.0.0.1:4461" };
  expect(await electron.exposed.pushpull?.hostUrl()).toBe("http://127.0.0.1:4461");
  expect(await electron.exposed.pushpull?.hostUrl("http://127.0.0.1:4460")).toBe("http://127.0.0.1:4461");
  expect(electron.calls).toEqual([["host-url"], ["host-url", "http://127.0.0.1:4460"]]);
});

it("asks main for the host's token", async () => {
  electron.reply = { token: "token-of-the-host" };
  electron.calls = [];
  expect(await electron.exposed.pushpull?.ownerToken?.()).toBe("token-of-the-host");
  expect(electron.calls).toEqual([["owner-token"]]);
});

it("rejects with the very sentence that main gives, so that it can be shown", async () => {
  electron.reply = { problem: "The disk is full." };
  await expect(electron.exposed.pushpull?.hostUrl()).rejects.toThrow(/^The disk is full\.$/);
});

it("passes each call on as one of main's, and nothing beside it", async () => {
  const bridge = electron.exposed.pushpull;
  electron.calls = [];
  const menu = { language: "en", actions: [] } as const;
  await bridge?.events(3);
  await bridge?.show();
  await bridge?.setUnread(2);
  await bridge?.setMenu({ ...menu, actions: [] });
  await bridge?.preferences({ keepRunning: true });
  await bridge?.relay({ host: "192.168.1.20", port: 4460 });
  expect(electron.calls).toEqual([
    ["events", 3],
    ["show"],
    ["unread", 2],
    ["menu", menu],
    ["preferences", { keepRunning: true }],
    ["relay", { host: "192.168.1.20", port: 4460 }],
  ]);
});
