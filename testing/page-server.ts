import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";

/** Serves one page with one script, for tests that run code in a browser. */
export interface PageServer {
  readonly port: number;
  /** The page, by name: its origin differs from that of a host on 127.0.0.1. */
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles `entry` (path of a TypeScript file) for the browser and serves it in an empty page, on any free port. */
export async function startPageServer(entry: string): Promise<PageServer> {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    sourcemap: "inline",
    write: false,
    logLevel: "silent",
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  const page =
    '<!doctype html><meta charset=utf-8><title>test</title><script type=module src="/page.js"></script>';
  const server = createServer((request, response) => {
    if (request.url === "/") response.writeHead(200, { "content-type": "text/html" }).end(page);
    else if (request.url === "/page.js")
      response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
