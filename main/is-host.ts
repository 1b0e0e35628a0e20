import { z } from "zod";
import { ROUTES } from "../protocol/http.ts";
import { HOST_ANSWER_BYTES, readAtMost } from "../protocol/read-at-most.ts";
import { withTimeLimit } from "../protocol/time-limit.ts";

/** How long a host may take to say who it is, in ms. */
const TIME_LIMIT = 2_000;

const answerSchema = z.object({ app: z.literal("pushpull") });

/**
 * Whether what answers at `url` says that it is a Pushpull host, of whatever version. Takes 2 s at most, and follows nobody
 * anywhere else.
 */
export async function isHostAt(url: string): Promise<boolean> {
  try {
    const text = await withTimeLimit(TIME_LIMIT, new AbortController().signal, async (signal) => {
      const response = await fetch(new URL(ROUTES.host, url), { redirect: "error", signal });
      return readAtMost(response, HOST_ANSWER_BYTES);
    });
    return answerSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false; // nobody there, somebody else, or nonsense: in any case not a host
  }
}
