// Runs sandboxed beside the app's page, and gives it `window.pushpull`: nothing but these functions.
import { contextBridge, ipcRenderer } from "electron";
import { HOST_URL, type HostUrlReply } from "./page-calls.ts";

/** See DesktopBridge in renderer/bridge.ts. */
const bridge = {
  async hostUrl(...after: [after?: string]): Promise<string> {
    const reply: HostUrlReply = await ipcRenderer.invoke(HOST_URL, ...after);
    if ("problem" in reply) throw new Error(reply.problem);
    return reply.url;
  },
};

contextBridge.exposeInMainWorld("pushpull", bridge);
