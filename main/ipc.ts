import { ipcMain } from "electron";
import { z } from "zod";
import {
  type DesktopEvents,
  type DesktopMenu,
  type DesktopPreferences,
  desktopMenu,
  type PreferenceChange,
  preferenceChange,
  type RelayTarget,
  relayTarget,
  unreadMessages,
} from "../protocol/desktop.ts";
import { TokenBucket } from "../server/token-bucket.ts";
import {
  EVENTS,
  HOST_URL,
  type HostUrlReply,
  MENU,
  OWNER_TOKEN,
  type OwnerTokenReply,
  PREFERENCES,
  RELAY,
  SHOW,
  UNREAD,
} from "./page-calls.ts";
import { isTrustedSender } from "./trust.ts";

/** What the app does when its page calls; see page-calls.ts. */
export interface PageAnswers {
  /** Rejects with a sentence for people when there is no host. */
  hostUrl(...after: [] | [string]): Promise<string>;
  /** Rejects as `hostUrl` does. */
  ownerToken(): Promise<string>;
  events(after: number): Promise<DesktopEvents>;
  show(): void;
  setUnread(count: number): void;
  setMenu(menu: DesktopMenu): void;
  preferences(change: PreferenceChange): DesktopPreferences;
  relay(target: RelayTarget): Promise<string | null>;
}

/** Calls a second, and at once: far more than the page makes, and too few to hold up the app. */
const CALLS = { perSecond: 50, burst: 200 } as const;

/** Answers calls from the app's own page. Anything from elsewhere, or that doesn't fit the schema, is refused. */
export function answerPage(answers: PageAnswers): void {
  const calls = new TokenBucket(CALLS.perSecond, CALLS.burst);
  function answer<A extends unknown[], R>(
    channel: string,
    schema: z.ZodType<A>,
    reply: (...args: A) => R | Promise<R>,
  ): void {
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      if (!isTrustedSender(event.senderFrame)) throw new Error("Only the app's own page may ask.");
      if (!calls.take()) throw new Error("Too many calls. Wait a second.");
      const checked = schema.safeParse(args);
      if (!checked.success) throw new Error(`Bad call of ${channel}: ${z.prettifyError(checked.error)}`);
      return reply(...checked.data);
    });
  }

  answer(
    HOST_URL,
    z.union([z.tuple([]), z.tuple([z.url()])]),
    (...after): Promise<HostUrlReply> =>
      answers.hostUrl(...after).then(
        (url) => ({ url }),
        (error: Error) => ({ problem: error.message }),
      ),
  );
  answer(
    OWNER_TOKEN,
    z.tuple([]),
    (): Promise<OwnerTokenReply> =>
      answers.ownerToken().then(
        (token) => ({ token }),
        (error: Error) => ({ problem: error.message }),
      ),
  );
  answer(EVENTS, z.tuple([z.int().min(0)]), (after) => answers.events(after));
  answer(SHOW, z.tuple([]), () => answers.show());
  answer(UNREAD, z.tuple([unreadMessages]), (count) => answers.setUnread(count));
  answer(MENU, z.tuple([desktopMenu]), (menu) => answers.setMenu(menu));
  answer(PREFERENCES, z.tuple([preferenceChange]), (change) => answers.preferences(change));
  answer(RELAY, z.tuple([relayTarget]), (target) => answers.relay(target));
}
