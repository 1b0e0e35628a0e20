/**
 * The parts of a byte stream that end with `separator`, as UTF-8 text without it. What follows the last one is
 * dropped: a cut stream ends in the middle of something.
 */
export async function* partsOf(body: ReadableStream<Uint8Array>, separator: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split(separator);
    rest = parts.pop() ?? "";
    yield* parts;
  }
}
