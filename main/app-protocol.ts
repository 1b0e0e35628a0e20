import { protocol } from "electron";
import { APP_ORIGIN } from "../protocol/limits.ts";
import { pageFile } from "./page-files.ts";

const { protocol: SCHEME, host: HOST } = new URL(APP_ORIGIN);
const scheme = SCHEME.slice(0, -1);

/** Makes `app:` a scheme like https: an origin of its own, in a secure context. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
    },
  ]);
}

/** Serves the renderer that was built into `folder` at `app://pushpull/`. */
export function serveRenderer(folder: string): void {
  protocol.handle(scheme, (request) => {
    if (new URL(request.url).host !== HOST) return new Response(null, { status: 404 });
    return pageFile(folder, request);
  });
}
