import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { FoundHost } from "../../protocol/discovery.ts";
import { type ReachTest, triedBackSchema, type tryBackSchema } from "../../protocol/hosting.ts";
import { ROUTES } from "../../protocol/http.ts";
import { readAtMost } from "../../protocol/read-at-most.ts";
import { withTimeLimit } from "../../protocol/time-limit.ts";

/** How many neighbours are asked. */
const MOST_ASKED = 3;
/** How long one may take to answer, in ms: longer than it tries. */
const TIME_LIMIT = 7_000;
/** Longest answer that is read, in bytes. */
const ANSWER_BYTES = 1_024;

/** How often it is looked whether hosts were found, in ms; and how often at most: for 4 s. */
const LOOK_INTERVAL = 250;
const MOST_LOOKS = 16;

/** Asks some of the hosts on the network whether they reach this one. Takes 11 s at most. */
export async function testReach(
  own: z.infer<typeof tryBackSchema>,
  neighbours: () => readonly FoundHost[],
  closing: AbortSignal,
): Promise<ReachTest> {
  const asked = (await findSome(neighbours, closing)).slice(0, MOST_ASKED);
  const answers = await Promise.all(
    asked.map(async ({ name, url }) => ({ name, attempt: await ask(url, own, closing) })),
  );
  return { neighbours: answers };
}

/** To ask for neighbours is to have them looked for: they may not have been found yet. */
async function findSome(
  neighbours: () => readonly FoundHost[],
  closing: AbortSignal,
): Promise<readonly FoundHost[]> {
  for (let looks = 0; looks < MOST_LOOKS && !closing.aborted; looks++) {
    const found = neighbours();
    if (found.length > 0) return found;
    await sleep(LOOK_INTERVAL);
  }
  return [];
}

type Said = ReachTest["neighbours"][number]["attempt"];

async function ask(url: string, own: z.infer<typeof tryBackSchema>, closing: AbortSignal): Promise<Said> {
  try {
    return await withTimeLimit(TIME_LIMIT, closing, async (signal) => {
      const asked = { method: "POST", body: JSON.stringify(own), redirect: "error", signal } as const;
      const response = await fetch(new URL(ROUTES.tryBack, url), asked);
      const answer = triedBackSchema.safeParse(JSON.parse(await readAtMost(response, ANSWER_BYTES)));
      return response.ok && answer.success ? answer.data.attempt : "no-answer";
    });
  } catch {
    return "no-answer"; // it has gone, or talks nonsense
  }
}
