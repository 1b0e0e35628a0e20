import { ipcMain } from "electron";
import { z } from "zod";
import { HOST_URL, type HostUrlReply } from "./page-calls.ts";
import { isTrustedSender } from "./trust.ts";

/** Answers calls from the app's own page. Anything from elsewhere, or that doesn't fit the schema, is refused. */
function answer<A extends unknown[], R>(
  channel: string,
  schema: z.ZodType<A>,
  reply: (...args: A) => Promise<R>,
): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) => {
    if (!isTrustedSender(event.senderFrame)) throw new Error("Only the app's own page may ask.");
    const checked = schema.safeParse(args);
    if (!checked.success) throw new Error(`Bad call of ${channel}: ${z.prettifyError(checked.error)}`);
    return reply(...checked.data);
  });
}

/** Answers the page when it asks for the host's URL: with what `url` resolves to or rejects with. */
export function answerHostUrl(url: (...after: [] | [string]) => Promise<string>): void {
  answer(
    HOST_URL,
    z.union([z.tuple([]), z.tuple([z.url()])]),
    (...after): Promise<HostUrlReply> =>
      url(...after).then(
        (url) => ({ url }),
        (error: Error) => ({ problem: error.message }),
      ),
  );
}
