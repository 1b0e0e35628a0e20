/** Longest answer of a host about itself that is read, in bytes: it has about 500. */
export const HOST_ANSWER_BYTES = 16_384;

/** The text of an answer; throws when it has more than `most` bytes. */
export async function readAtMost(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader(); // not every browser lets one loop over a stream
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const read = await reader?.read();
    if (!read || read.done) return text + decoder.decode();
    bytes += read.value.length;
    if (bytes > most) {
      await reader?.cancel();
      throw new Error("The answer is too long.");
    }
    text += decoder.decode(read.value, { stream: true });
  }
}
