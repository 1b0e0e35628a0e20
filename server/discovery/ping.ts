import { z } from "zod";
import { hostId } from "../../protocol/discovery.ts";
import { ROUTES } from "../../protocol/http.ts";

/** How long a host may take to say who it is, in ms. */
const TIME_LIMIT = 2_000;
/** Longest answer that is read, in bytes: a host's is about 300. */
const ANSWER_BYTES = 16_384;

const answerSchema = z.object({ app: z.literal("pushpull"), id: hostId });

/** Whether the host of this id answers at `url`. Takes 2 s at most, and follows nobody anywhere else. */
export async function ping(url: string, id: string, signal: AbortSignal): Promise<boolean> {
  // Not AbortSignal.any of AbortSignal.timeout: Node may collect the time limit as garbage, and then it never ends.
  const end = new AbortController();
  const stop = (): void => end.abort();
  const late = setTimeout(stop, TIME_LIMIT);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    const response = await fetch(new URL(ROUTES.host, url), { redirect: "error", signal: end.signal });
    const text = await readAtMost(response, ANSWER_BYTES);
    return response.ok && answerSchema.safeParse(JSON.parse(text)).data?.id === id;
  } catch {
    return false; // nobody there, somebody else, or nonsense: in any case not the host
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", stop);
  }
}

async function readAtMost(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > most) throw new Error("The answer is too long."); // ends the loop, which cancels the rest
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
