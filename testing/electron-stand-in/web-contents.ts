import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { CDPSession, Page } from "@playwright/test";
import type * as Electron from "electron";
import { testBrowser } from "./browser.ts";
import { invoke } from "./ipc-main.ts";
import { askAsApp, asksForOrigin, type PageRequest } from "./own-origin.ts";
import { exposeInPage, runPreload } from "./preload-world.ts";
import { emitPreventable } from "./preventable.ts";
import { respond, toApp, toReal } from "./protocol.ts";
import { applyPermissions } from "./session.ts";

type OpenHandler = Parameters<Electron.WebContents["setWindowOpenHandler"]>[0];
type UsedOfWebContents = Pick<
  Electron.WebContents,
  "loadURL" | "reload" | "getURL" | "setWindowOpenHandler" | "forcefullyCrashRenderer"
>;

const ISOLATED_WORLD = "Electron Isolated Context";

/** Waits for an answer to reach the page. When that fails, the page has gone, and nobody waits for the answer. */
async function tell(sending: Promise<unknown>): Promise<void> {
  await sending.catch(() => undefined);
}

/** A page of the test's Chromium, as Electron's WebContents. */
export class WebContents extends EventEmitter implements UsedOfWebContents {
  private readonly opened: Promise<{ page: Page; cdp: CDPSession }>;
  private url = "";
  private preloadContext: number | null = null;
  private openHandler: OpenHandler = () => ({ action: "deny" });
  /** What the app itself is about to load: Electron emits no will-navigate for that. */
  private loading: string | null = null;

  constructor(preload: string) {
    super();
    this.opened = this.open(readFileSync(preload, "utf8"));
  }

  async loadURL(url: string): Promise<void> {
    const { cdp: browser } = await testBrowser();
    await applyPermissions(browser, url, new URL(toReal(url)).origin);
    await this.navigate(url);
  }

  reload(): void {
    void this.navigate(this.url).catch(this.onlyIfOpen);
  }

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  async close(): Promise<void> {
    await (await this.opened).page.close();
  }

  forcefullyCrashRenderer(): void {
    void this.opened.then(({ cdp }) => cdp.send("Page.crash")).catch(() => undefined); // it never answers
  }

  bringToFront(): void {
    void this.opened.then(({ page }) => page.bringToFront()).catch(this.onlyIfOpen);
  }

  /** What fails because the page has been closed or has crashed meanwhile is no failure. */
  private readonly onlyIfOpen = async (error: unknown): Promise<void> => {
    const { page } = await this.opened;
    if (!page.isClosed() && !String(error).includes("Target crashed")) throw error;
  };

  private async open(preload: string): Promise<{ page: Page; cdp: CDPSession }> {
    const { context } = await testBrowser();
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const { frameTree } = await cdp.send("Page.getFrameTree");
    this.watch(page, cdp, frameTree.frame.id);
    await this.install(cdp, preload);
    return { page, cdp };
  }

  private watch(page: Page, cdp: CDPSession, frameId: string): void {
    page.on("close", () => this.emit("destroyed"));
    page.on("crash", () => this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 5 }));
    page.on("popup", (popup) => void popup.close());
    cdp.on("Page.windowOpen", ({ url }) => this.onWindowOpen(toApp(url)));
    cdp.on("Page.loadEventFired", () => this.emit("did-finish-load"));
    cdp.on("Page.frameNavigated", ({ frame }) => {
      if (frame.id === frameId) this.url = toApp(frame.url);
    });
    cdp.on("Runtime.executionContextCreated", ({ context }) => {
      const ofPage = context.auxData?.frameId === frameId;
      if (ofPage && context.name === ISOLATED_WORLD) this.preloadContext = context.id;
    });
    cdp.on("Runtime.bindingCalled", ({ payload }) => void this.onInvoke(cdp, payload));
    cdp.on("Fetch.requestPaused", ({ requestId, request, resourceType, frameId: of }) => {
      const isPage = resourceType === "Document" && of === frameId;
      void this.onRequest(cdp, requestId, request, isPage);
    });
  }

  private async install(cdp: CDPSession, preload: string): Promise<void> {
    const secret = randomUUID();
    const inApp = (code: string) => `if (window === top && location.href !== "about:blank") { ${code} }`;
    await cdp.send("Page.enable");
    await cdp.send("Runtime.enable");
    await cdp.send("Fetch.enable", {
      patterns: [{ resourceType: "Document" }, { urlPattern: `${toReal("app://*")}*` }, ...asksForOrigin],
    });
    await cdp.send("Runtime.addBinding", { name: "standInInvoke", executionContextName: ISOLATED_WORLD });
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", {
      source: inApp(`(${exposeInPage})("${secret}")`),
    });
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", {
      source: inApp(`(${runPreload})("${secret}", ${JSON.stringify(preload)})`),
      worldName: ISOLATED_WORLD,
    });
  }

  private async navigate(url: string): Promise<void> {
    const { cdp } = await this.opened;
    this.loading = toReal(url);
    const { errorText } = await cdp.send("Page.navigate", { url: this.loading });
    if (errorText) throw new Error(`${errorText} loading '${url}'`);
  }

  /** Every document, every file of the app's own, and what a host answers to the app's page alone passes here. */
  private async onRequest(
    cdp: CDPSession,
    requestId: string,
    request: PageRequest,
    isPage: boolean,
  ): Promise<void> {
    const { url, method } = request;
    const ownLoad = url === this.loading;
    if (isPage && ownLoad) this.loading = null;
    const details = { url: toApp(url), isMainFrame: true };
    if (isPage && !ownLoad && emitPreventable(this, "will-navigate", details)) {
      await tell(cdp.send("Fetch.failRequest", { requestId, errorReason: "Aborted" }));
      return;
    }
    const response = (await respond(method, url)) ?? (await askAsApp(request));
    if (response?.type === "error") {
      await tell(cdp.send("Fetch.failRequest", { requestId, errorReason: "Failed" }));
      return;
    }
    if (response === null) {
      await tell(cdp.send("Fetch.continueRequest", { requestId }));
      return;
    }
    const body = Buffer.from(await response.arrayBuffer()).toString("base64");
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
    await tell(
      cdp.send("Fetch.fulfillRequest", { requestId, responseCode: response.status, responseHeaders, body }),
    );
  }

  private onWindowOpen(url: string): void {
    const { action } = this.openHandler({ url } as Electron.HandlerDetails);
    if (action !== "deny") throw new Error("The Electron stand-in can't open a second window.");
  }

  private async onInvoke(cdp: CDPSession, payload: string): Promise<void> {
    const contextId = this.preloadContext;
    const { id, name, args } = JSON.parse(payload);
    const settled = await invoke(name, args, { url: this.url, parent: null }).then(
      (value) => ({ id, ok: true, value }),
      (error: Error) => ({ id, ok: false, value: error.message }),
    );
    if (contextId === null) return;
    const expression = `standInSettle(${JSON.stringify(settled)})`;
    await tell(cdp.send("Runtime.evaluate", { expression, contextId }));
  }
}
