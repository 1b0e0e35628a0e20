import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Packet } from "engine.io-parser";
import { wireName } from "../../protocol/transport-names.ts";
import type { EngineRequest } from "../engine-internals.ts";
import { packetText, StreamTransport } from "../stream/server.ts";
import { quote } from "./chunk.ts";

/** Browsers hold back the first bytes of a page until there are enough to draw (WebKit: 1 KB). */
const PADDING = " ".repeat(1024);

/** An origin goes into a header and into a script, so nothing but a scheme, a host and a port may be in it. */
export function isOrigin(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9._-]+(:\d+)?$|^https?:\/\/\[[0-9a-f:.]+\](:\d+)?$/.test(text);
}

/**
 * Iframe streaming, the oldest Comet trick: a page that never ends, loaded into a hidden iframe. Each packet is
 * a `<script>` that runs as soon as it has arrived and hands the packet to the page around it.
 */
export class IframeStreamingTransport extends StreamTransport {
  override get name(): string {
    return wireName("iframe-streaming");
  }

  protected override readonly contentType = "text/html; charset=utf-8";

  /**
   * Names this response's own scripts to the browser: no other may run in its page (CSP3, section 6.7). 72 random
   * bits, as it stands in every chunk.
   */
  #nonce = "";

  protected override open(request: EngineRequest, response: ServerResponse): string {
    // The navigation of an iframe carries no Origin header, so the page that asks names itself. The engine has
    // checked the name by now; the browser gives packets to that origin and to no other.
    const origin = request._query.origin ?? "";
    this.#nonce = randomBytes(9).toString("base64url");
    response.removeHeader("X-Frame-Options"); // frame-ancestors is its successor, and is exact
    response.setHeader(
      "Content-Security-Policy",
      `default-src 'none'; script-src 'nonce-${this.#nonce}'; frame-ancestors ${origin}`,
    );
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Chromium says nothing when a chunked page breaks off. Without chunks (the page lasts until the connection
    // closes, RFC 9112, section 6.3) a cut is an end, and the iframe's `load` event tells of it at once.
    response.removeHeader("Transfer-Encoding");
    response.setHeader("Connection", "close");
    const receiver = `function p(d){parent.postMessage(d,${quote(origin)});document.currentScript.remove()}`;
    return `<!doctype html><meta charset=utf-8>${this.#script(receiver)}${PADDING}`;
  }

  protected override frame(packet: Packet): string {
    return this.#script(`p(${quote(packetText(packet))})`);
  }

  #script(code: string): string {
    return `<script nonce=${this.#nonce}>${code}</script>`;
  }
}
