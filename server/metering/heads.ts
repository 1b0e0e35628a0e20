import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Bytes of a request's head as it was sent: request line, field lines and the empty line (RFC 9112, section 3 and 5).
 * Node gives the fields as they came, but for optional white space around a value; no client of ours sends any but
 * the one space after the colon.
 */
export function requestHeadBytes({
  method = "",
  url = "",
  httpVersion,
  rawHeaders,
}: IncomingMessage): number {
  let bytes = method.length + 1 + url.length + " HTTP/".length + httpVersion.length + 2;
  // A name, a colon and a space, or a value and a line break: two more than the text. Each character is one byte.
  for (const text of rawHeaders) bytes += text.length + 2;
  return bytes + 2;
}

/** Bytes of a response's head, once it has been made; 0 before. */
export function responseHeadBytes(response: ServerResponse): number {
  // Private to Node, and the only place where its head stands as it goes out, with the fields that Node adds.
  const { _header } = response as unknown as { _header: string | null };
  return _header === null ? 0 : Buffer.byteLength(_header, "latin1");
}
