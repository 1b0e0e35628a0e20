import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Logger } from "pino";
import sirv from "sirv";
import { StartError } from "./start-error.ts";

/** Answers a GET or HEAD for a page's file, or calls `otherwise`. */
export type Pages = (req: IncomingMessage, res: ServerResponse, otherwise: () => void) => void;

/** Vite puts a hash of the content into the name of everything in this folder. */
const HASHED = "/assets/";

/**
 * Serves the built UI, which is listed once, now: only what is in the folder then can ever be served.
 * @throws {StartError} when there is no UI in the folder.
 */
export function createPages(rendererDir: string, log: Logger): Pages {
  if (!existsSync(join(rendererDir, "index.html")))
    throw new StartError(
      "pages",
      `There is no index.html in ${rendererDir}. Build the pages with npm run build.`,
    );
  const serve = sirv(rendererDir, {
    etag: true,
    gzip: true, // files.gz and files.br beside the files, if the build made them
    brotli: true,
    setHeaders(res, pathname) {
      const cache = pathname.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache";
      res.setHeader("Cache-Control", cache);
    },
  });
  return (req, res, otherwise) => {
    delete req.headers.range; // sirv throws on a range that ends before it starts, and no page asks for ranges
    // A file that has gone since: sirv does not listen for the read stream's errors.
    res.once("pipe", (file) =>
      file.once("error", (error) => {
        log.warn({ err: error }, "a page's file could not be read");
        res.destroy();
      }),
    );
    serve(req, res, otherwise);
  };
}
