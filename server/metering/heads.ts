import type { IncomingMessage, ServerResponse } from "node:http";

/** What is known of a request's head. */
export type RequestHead = Pick<IncomingMessage, "method" | "url" | "httpVersion" | "rawHeaders">;

/** The head alone, to be kept longer than the request. */
export function copyHead({ method, url, httpVersion, rawHeaders }: RequestHead): RequestHead {
  return { method, url, httpVersion, rawHeaders };
}

/**
 * A request's head as it was sent: request line, field lines and the empty line (RFC 9112, sections 3 and 5). One byte
 * a character. Node gives the fields as they came, but for optional white space around a value; no client of ours sends
 * any but the one space after the colon.
 */
export function requestHead({ method = "", url = "", httpVersion, rawHeaders }: RequestHead): string {
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) head += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
  return `${head}\r\n`;
}

/** A response's head as it goes out, with its empty line; empty while it has not been made. One byte a character. */
export function responseHead(response: ServerResponse): string {
  // Private to Node, and the only place where the head stands with the fields that Node adds.
  return (response as unknown as { _header: string | null })._header ?? "";
}

/** Bytes of a response's body as its head states them; NaN when it does not. */
export function statedLength(response: ServerResponse): number {
  // Private to Node, too: where it keeps the Content-Length that it has found among the fields.
  return Number(
    (response as unknown as { _contentLength?: number | string | null })._contentLength ?? Number.NaN,
  );
}

/** The length of `requestHead`, without making it: this is asked of every request. */
export function requestHeadBytes({ method = "", url = "", httpVersion, rawHeaders }: RequestHead): number {
  let bytes = method.length + 1 + url.length + " HTTP/".length + httpVersion.length + 2;
  // A name, a colon and a space, or a value and a line break: each two more than the text.
  for (const text of rawHeaders) bytes += text.length + 2;
  return bytes + 2;
}
