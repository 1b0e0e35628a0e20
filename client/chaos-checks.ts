import { LOBBY } from "../protocol/limits.ts";
import type { Message } from "../protocol/schemas.ts";
import type { Account } from "./chaos-person.ts";
import { Session } from "./session.ts";

/** All that the host has stored, asked for by somebody who was not there. */
export async function historyOf(url: string): Promise<Message[]> {
  const session = new Session({ url, name: "Reader" });
  session.connect();
  const joined = await session.join(LOBBY, { limit: 1 });
  if (!joined.ok) throw new Error(joined.error.message);
  let { messages } = joined;
  for (let first = messages[0]; first && first.seq > 1; first = messages[0]) {
    const page = await session.history(LOBBY, first.seq, 200);
    if (!page.ok) throw new Error(page.error.message);
    messages = [...page.messages, ...messages];
  }
  await session.close();
  return messages;
}

/** All that went wrong, as sentences: none when everybody has everything, once and in order. */
export function faultsOf(accounts: readonly Account[], stored: readonly Message[]): string[] {
  const sent = accounts.flatMap((account) => account.sent);
  return [
    ...differences("the host's seqs", seqsOf(stored), naturals(sent.length)),
    ...accounts.flatMap((account, index) => faultsOfOne(account, stored, `person ${index + 1}`)),
  ];
}

function faultsOfOne(account: Account, stored: readonly Message[], who: string): string[] {
  const own = new Set(account.sent);
  const storedOwn = stored.map(({ text }) => text).filter((text) => own.has(text));
  const { acked, refused, received } = account;
  return [
    ...differences(`what the host has of ${who}`, storedOwn, account.sent),
    ...differences(`the seqs that ${who} received`, seqsOf(received), seqsOf(stored)),
    ...differences(`what ${who} received`, received.map(key), stored.map(key)),
    ...differences(`the acks of ${who}`, [acked.length, new Set(acked).size], [own.size, own.size]),
    ...differences(`the refusals of ${who}`, refused, []),
    ...(account.drops === 0 ? [`${who} was never cut off`] : []),
    ...(account.switches === 0 ? [`${who} never switched`] : []),
  ];
}

const seqsOf = (messages: readonly Message[]): number[] => messages.map(({ seq }) => seq);
const naturals = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const key = ({ seq, id, sender, text }: Message): string => `${seq} ${id} ${sender.name}: ${text}`;

/** Where two lists part, if they do. */
function differences<T>(what: string, actual: readonly T[], expected: readonly T[]): string[] {
  const at = expected.findIndex((item, index) => item !== actual[index]);
  if (at === -1 && actual.length === expected.length) return [];
  const place = at === -1 ? expected.length : at;
  return [
    `${what}: ${actual.length} instead of ${expected.length}; at ${place}: ${actual[place]} instead of ${expected[place]}`,
  ];
}
