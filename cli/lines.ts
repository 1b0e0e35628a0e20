/**
 * The lines of a text stream, without their line ends. Unlike node:readline it breaks at line feeds only, so a
 * message may hold U+2028.
 */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const [head = "", ...lines] = chunk.split("\n");
    parts.push(head);
    for (const line of lines) {
      yield withoutReturn(parts.join(""));
      parts = [line];
    }
  }
  const last = parts.join("");
  if (last !== "") yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
