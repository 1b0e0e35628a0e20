import type {
  DesktopEvents,
  DesktopMenu,
  DesktopPreferences,
  PreferenceChange,
  RelayTarget,
} from "../protocol/desktop.ts";

/**
 * What the desktop app gives its page as `window.pushpull`, through the preload script. A page in a plain
 * browser has none, so everything here is optional to the app. All calls reject when main refuses them.
 */
export interface DesktopBridge {
  /**
   * URL of the host that runs inside this app, such as http://127.0.0.1:4460, once it accepts connections.
   * With `after`, the URL that the page has: once it is another one, because the host crashed and its port was
   * taken in the meantime. Rejects with a sentence for people when the host could not start (again).
   */
  hostUrl(after?: string): Promise<string>;
  /**
   * What there is to do after event number `after` (0 at first), once there is anything. To ask for the next is to say
   * that those before have been dealt with.
   */
  events(after: number): Promise<DesktopEvents>;
  /** The own host's token, which makes this page's member its owner. Missing in older apps. */
  ownerToken?(): Promise<string>;
  /** Brings the window to the front. */
  show(): Promise<void>;
  /** Tells how many messages are unread, for the app's icon and the tray. */
  setUnread(count: number): Promise<void>;
  setMenu(menu: DesktopMenu): Promise<void>;
  /** The preferences of the desktop app, after these have changed. */
  preferences(change: PreferenceChange): Promise<DesktopPreferences>;
  /**
   * URL on this computer behind which that host is, reached by the app itself: for a page that the system bars from the
   * local network. Null when the app finds no host there either.
   */
  relay(target: RelayTarget): Promise<string | null>;
}

declare global {
  interface Window {
    readonly pushpull?: DesktopBridge;
  }
}

/** The desktop app's bridge, or `undefined` in a plain browser. */
export const desktop: DesktopBridge | undefined = globalThis.window?.pushpull;
