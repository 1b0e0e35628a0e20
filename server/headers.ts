import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import helmet from "helmet";

/**
 * Two style sheets that react-aria puts into the page itself (usePress and usePreventScroll, for touch screens):
 * allowed by their hashes, so that no other inline style is.
 */
export const REACT_ARIA_SHEETS = [
  "@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}",
  "@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}",
];

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'", ...REACT_ARIA_SHEETS.map(hashSource)],
      "img-src": ["'self'", "data:", "blob:"],
      "font-src": ["'self'"],
      // The page may talk to any host on the LAN, and iframe streaming frames that host.
      "connect-src": ["'self'", "http:", "ws:", "https:", "wss:"],
      "frame-src": ["'self'", "http:", "https:"],
      "manifest-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
    },
  },
  xFrameOptions: { action: "deny" },
  strictTransportSecurity: false, // the host speaks plain HTTP
});

/** The headers of pages and API answers. Not those of the transports: a page must be able to frame a stream. */
export function setSecurityHeaders(req: IncomingMessage, res: ServerResponse): void {
  securityHeaders(req, res, (error) => {
    if (error) throw error;
  });
}
