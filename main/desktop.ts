import { join } from "node:path";
import { app, powerMonitor } from "electron";
import type { DesktopMenu, DesktopPreferences, JoinTarget, PreferenceChange } from "../protocol/desktop.ts";
import { EventQueue } from "./event-queue.ts";
import { answerPage, type PageAnswers } from "./ipc.ts";
import { joinLinkAmong, LINK_SCHEME, readJoinLink } from "./join-link.ts";
import { setStartAtLogin, startsAtLogin } from "./login-item.ts";
import { setMenu } from "./menu.ts";
import { Preferences } from "./preferences.ts";
import { Relays } from "./relays.ts";
import { AppTray } from "./tray.ts";
import { AppWindow } from "./windows.ts";

/** Links that were opened before the app was ready: a Mac tells so early. */
const earlyLinks: string[] = [];
const keepLink = (event: { preventDefault(): void }, url: string): void => {
  event.preventDefault();
  earlyLinks.push(url);
};

/** Hears of links from the very start. Call before the app is ready. */
export function listenForLinks(): void {
  app.on("open-url", keepLink);
}

export interface DesktopNeeds {
  preload: string;
  hostUrl: PageAnswers["hostUrl"];
  ownerToken: PageAnswers["ownerToken"];
  /** Arguments that the app was started with. */
  args: readonly string[];
  /** Whether the window stays hidden at first, if the app may run without one. */
  hidden: boolean;
}

/** What a desktop app has around its page: a window, a menu, a tray, links, and calls from the page. */
export class Desktop {
  readonly #preferences = new Preferences(join(app.getPath("userData"), "preferences.json"));
  readonly #events = new EventQueue();
  readonly #relays = new Relays();
  readonly #window: AppWindow;
  readonly #tray: AppTray;
  #unread = 0;
  #isQuitting = false;

  /** Opens the window. Create it once, when the app is ready. */
  constructor({ preload, hostUrl, ownerToken, args, hidden }: DesktopNeeds) {
    const isKept = (): boolean => this.#preferences.now.keepRunning && !this.#isQuitting;
    this.#window = new AppWindow({ preload, isKept, closed: () => void this.#relays.close() });
    this.#tray = new AppTray({ show: () => this.#window.show(), quit: () => app.quit() });
    this.#setMenu({ language: this.#preferences.now.language, actions: [] });
    answerPage({
      hostUrl,
      ownerToken,
      events: (after) => this.#events.take(after),
      show: () => this.#window.show(),
      setUnread: (count) => this.#setUnread(count),
      setMenu: (menu) => this.#setMenu(menu),
      preferences: (change) => this.#changePreferences(change),
      relay: (target) => this.#relays.url(target),
    });
    this.#window.open({ hidden: hidden && isKept() });
    this.#listen();
    this.#followLink(joinLinkAmong(args));
    for (const link of earlyLinks.splice(0)) this.#followLink(readJoinLink(link));
  }

  #listen(): void {
    app.on("second-instance", (_event, args) => {
      this.#window.show();
      this.#followLink(joinLinkAmong(args));
    });
    app.on("activate", () => this.#window.show()); // macOS: the dock's icon
    app.on("before-quit", () => {
      this.#isQuitting = true;
    });
    app.off("open-url", keepLink);
    app.on("open-url", (event, url) => {
      event.preventDefault();
      this.#window.show();
      this.#followLink(readJoinLink(url));
    });
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
    powerMonitor.on("resume", () => this.#events.add({ type: "resumed" }));
  }

  /** The page asks the person before it goes anywhere. */
  #followLink(target: JoinTarget | null): void {
    if (target !== null) this.#events.add({ type: "join", ...target });
  }

  #setUnread(count: number): void {
    this.#unread = count;
    app.setBadgeCount(count);
    this.#tray.say(count, this.#preferences.now.language);
  }

  #setMenu(menu: DesktopMenu): void {
    if (menu.language !== this.#preferences.now.language) {
      this.#preferences.change({ language: menu.language });
    }
    setMenu(menu, (name) => {
      this.#window.show();
      this.#events.add({ type: "action", name });
    });
    this.#tray.say(this.#unread, menu.language);
  }

  #changePreferences({ startAtLogin, ...own }: PreferenceChange): DesktopPreferences {
    if (startAtLogin !== undefined) setStartAtLogin(startAtLogin);
    if (Object.keys(own).length > 0) this.#preferences.change(own);
    const { keepRunning, notifications } = this.#preferences.now;
    return { keepRunning, notifications, startAtLogin: startsAtLogin() };
  }
}
