import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** Content types of what a build of the renderer holds. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/**
 * What the app's page may load. Scripts and styles come from the app alone. It connects to hosts anywhere on
 * the network, by every transport, and iframe streaming puts a page of the host in a frame.
 * https://www.w3.org/TR/CSP3/
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src http: https: ws: wss:",
  "frame-src http: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function refusal(status: number): Response {
  return new Response(null, { status });
}

/** The file that a URL's path names below `folder`, or `null` for a path that is malformed or leads out of it. */
function fileFor(folder: string, pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname === "/" ? "/index.html" : pathname);
  } catch {
    return null; // not valid percent-encoding
  }
  const file = join(folder, path);
  return file.startsWith(folder + sep) && !path.includes("\0") ? file : null;
}

/** Answers a request for a page, script, style or font of the renderer that was built into `folder`. */
export async function pageFile(folder: string, request: { method: string; url: string }): Promise<Response> {
  if (request.method !== "GET") return refusal(405);
  const file = fileFor(folder, new URL(request.url).pathname);
  const type = file === null ? undefined : TYPES[extname(file)];
  if (file === null || type === undefined) return refusal(404);
  let content: Buffer<ArrayBuffer>;
  try {
    content = await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR")) {
      return refusal(404);
    }
    throw error;
  }
  return new Response(content, {
    headers: {
      "content-type": type,
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "no-referrer",
    },
  });
}
