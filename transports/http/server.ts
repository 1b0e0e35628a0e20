import type { IncomingMessage } from "node:http";

export type Body = { ok: true; text: string } | { ok: false; why: "too-large" | "cut" };

/**
 * Reads the body of a POST as UTF-8 text, up to `maxBytes`. What lies over the limit is not kept; the rest of
 * the body is read and thrown away, since a client that is still sending would not see the answer.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (body: Body): void => {
      request.off("data", onData).off("end", onEnd).off("close", onClose);
      request.resume();
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > maxBytes) settle({ ok: false, why: "too-large" });
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle({ ok: true, text: Buffer.concat(chunks, bytes).toString("utf8") });
    const onClose = (): void => settle({ ok: false, why: "cut" });
    request.on("data", onData).on("end", onEnd).on("close", onClose);
  });
}
