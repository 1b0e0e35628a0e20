import { STATUS_CODES } from "node:http";
import type { Exchange } from "./exchanges.ts";

/**
 * An answer of the proxy's own, after which the connection closes. A page of another origin may read it: else a
 * browser would tell its script of a network error and keep the status to itself.
 */
export function ownAnswer(status: 403 | 504, { method, origin }: Exchange, text: string): Buffer {
  const body = `${text}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Date: ${new Date().toUTCString()}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    ...(origin === undefined ? [] : [`Access-Control-Allow-Origin: ${origin}`]),
    "Vary: Origin",
    "Connection: close",
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${method === "HEAD" ? "" : body}`, "latin1");
}
