import type * as Electron from "electron";

type Handler = Parameters<Electron.IpcMain["handle"]>[1];

const handlers = new Map<string, Handler>();

export const ipcMain: Pick<Electron.IpcMain, "handle"> = {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`There is a handler for ${channel} already.`);
    handlers.set(channel, handler);
  },
};

/** A call that comes from a frame of a page. Rejects with what Electron's ipcRenderer.invoke() rejects with. */
export async function invoke(
  channel: string,
  args: readonly unknown[],
  frame: Pick<Electron.WebFrameMain, "url" | "parent">,
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  const event: Partial<Electron.IpcMainInvokeEvent> = { senderFrame: frame as Electron.WebFrameMain };
  try {
    return await handler(event as Electron.IpcMainInvokeEvent, ...args);
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${error}`);
  }
}
