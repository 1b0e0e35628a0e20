import type * as Electron from "electron";

type Handler = Parameters<Electron.Protocol["handle"]>[1];

/** Chromium knows no scheme of ours, so `app://host` is `http://host.app.localhost` to it: a secure context, too. */
const REAL = /^http:\/\/([^/]+)\.([a-z]+)\.localhost(\/|$)/;
const schemes = new Map<string, Handler | null>();

/** The URL that Chromium gets for one of the app's own, and any other as it is. */
export function toReal(url: string): string {
  const [, scheme = "", host, path] = /^([a-z]+):\/\/([^/]+)(.*)$/.exec(url) ?? [];
  return schemes.has(scheme) ? `http://${host}.${scheme}.localhost${path}` : url;
}

/** The other way round. */
export function toApp(url: string): string {
  return url.replace(REAL, (all, host, scheme, end) =>
    schemes.has(scheme) ? `${scheme}://${host}${end}` : all,
  );
}

/** What the app answers to a request for one of its own URLs, or `null` for a URL that is not the app's. */
export async function respond(method: string, realUrl: string): Promise<Response | null> {
  const url = toApp(realUrl);
  const handler = schemes.get(url.slice(0, url.indexOf(":")));
  return handler ? handler(new Request(url, { method })) : null;
}

export const protocol: Pick<Electron.Protocol, "registerSchemesAsPrivileged" | "handle"> = {
  registerSchemesAsPrivileged(list) {
    for (const { scheme, privileges } of list) {
      if (!privileges?.standard || !privileges.secure || privileges.bypassCSP) {
        throw new Error("The Electron stand-in knows only standard, secure schemes.");
      }
      schemes.set(scheme, null);
    }
  },
  handle(scheme, handler) {
    if (schemes.get(scheme) !== null)
      throw new Error(`The scheme ${scheme} is not registered, or handled already.`);
    schemes.set(scheme, handler);
  },
};
