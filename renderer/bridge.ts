/**
 * What the desktop app gives its page as `window.pushpull`, through the preload script. A page in a plain
 * browser has none, so everything here is optional to the app.
 */
export interface DesktopBridge {
  /**
   * URL of the host that runs inside this app, such as http://127.0.0.1:4460, once it accepts connections.
   * With `after`, the URL that the page has: once it is another one, because the host crashed and its port was
   * taken in the meantime. Rejects with a sentence for people when the host could not start (again).
   */
  hostUrl(after?: string): Promise<string>;
}

declare global {
  interface Window {
    readonly pushpull?: DesktopBridge;
  }
}

/** The desktop app's bridge, or `undefined` in a plain browser. */
export const desktop: DesktopBridge | undefined = globalThis.window?.pushpull;
