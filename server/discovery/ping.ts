import { z } from "zod";
import { announcedName } from "../../protocol/discovery.ts";
import { hostId, proofSchema } from "../../protocol/host-key.ts";
import { isProven, newChallenge } from "../../protocol/host-proof.ts";
import { ROUTES } from "../../protocol/http.ts";
import { HOST_ANSWER_BYTES, readAtMost } from "../../protocol/read-at-most.ts";
import { withTimeLimit } from "../../protocol/time-limit.ts";
import { shownName } from "./announcement.ts";

/** How long a host may take to say who it is, in ms. */
const TIME_LIMIT = 2_000;

const answerSchema = proofSchema.extend({
  app: z.literal("pushpull"),
  id: hostId,
  name: z.string().max(1_000).transform(shownName).pipe(announcedName),
  passcode: z.boolean(),
});

/** What a host says of itself, and nobody else can say in its name. */
export type Answered = Pick<z.infer<typeof answerSchema>, "id" | "name" | "passcode">;

/** What the host of this id says of itself at `url`; null when it does not answer there. Takes 2 s at most. */
export async function ping(url: string, id: string, signal: AbortSignal): Promise<Answered | null> {
  const answer = await askWho(url, signal);
  return answer?.id === id ? answer : null;
}

/** The id of the host that answers at `url`; null when none does. Takes 2 s at most. */
export async function hostIdAt(url: string, signal: AbortSignal): Promise<string | null> {
  return (await askWho(url, signal))?.id ?? null;
}

/** Who answers at `url`, and proves to have the key of its id. Follows nobody anywhere else. */
async function askWho(url: string, signal: AbortSignal): Promise<Answered | null> {
  const challenge = newChallenge();
  try {
    return await withTimeLimit(TIME_LIMIT, signal, async (end) => {
      const asked = new URL(`${ROUTES.host}?challenge=${challenge}`, url);
      const response = await fetch(asked, { redirect: "error", signal: end });
      const answer = answerSchema.parse(JSON.parse(await readAtMost(response, HOST_ANSWER_BYTES)));
      return response.ok && (await isProven(answer.id, challenge, answer)) ? answer : null;
    });
  } catch {
    return null; // nobody there, or nonsense
  }
}
