import type { Evidence } from "../claims.ts";
import { data, number } from "../figures-in-words.ts";
import { count, list, range } from "./en-grammar.ts";
import { names } from "./en-names.ts";

const { transport: nameOf } = names;

/** What the figures say to a claim. */
export function evidence(of: Evidence): string {
  switch (of.id) {
    case "wasted-polls":
      return (
        `Of its ${count(of.polls, "poll")}, ${number(of.empty)} came back with nothing (${number(of.share * 100)} %).` +
        (of.isBusy ? ` ${WHY_BUSY}` : "")
      );
    case "saved-requests":
      return (
        `It made ${count(of.made, "request")} where short polling, every ${number(of.intervalMs)} ms, made ` +
        `${number(of.instead)}. On the average it held ${count(of.heldPerClient, "request")} open for each client.${onlyHalf(of)}`
      );
    case "heavy-heads":
      return (
        `With ${nameOf[of.transport]}, the heads of a request and its answer took ${data(of.heads)} on the average, ` +
        `around texts of ${data(of.text)}. These clients run in Node: a browser sends more.${onlyHalf(of)}`
      );
    case "held-connections":
      return heldConnections(of);
    case "one-way":
      return wentUp(of.posts);
    case "one-way-reconnects": {
      const mended =
        `${count(of.breaks, "break")} of it ${of.breaks === 1 ? "was" : "were"} mended by Pushpull's session, as with ` +
        "every other transport, since a stream that reconnects by itself does not know which messages it has missed.";
      return `${of.posts > 0 ? `${wentUp(of.posts)} ` : ""}${mended}${onlyHalf(of)}`;
    }
    case "least-overhead":
      return (
        `It put ${number(of.overhead)} bytes on the wire for each byte of text, the others ${number(of.leastOfOthers)} ` +
        `and more. Its opening took ${data(of.opening)} of heads, the others' ` +
        `${range(data(of.openingOfOthers[0]), data(of.openingOfOthers[1]))}.${onlyHalf(of)}`
      );
  }
}

const WHY_BUSY =
  "In this scenario so many messages come that hardly a poll finds nothing; where they are rare, most find nothing.";

/** The two halves of a claim. */
const HALVES = {
  "saved-requests": ["it saves requests", "it holds connections"],
  "heavy-heads": ["the heads are heavy", "they take 400 bytes and more"],
  "held-connections": ["streams hold connections", "only streams do"],
  "one-way-reconnects": ["it is one way", "it has all again by itself after a break"],
  "least-overhead": ["it has the least overhead", "its set-up costs the most"],
} as const satisfies Partial<Record<Evidence["id"], readonly [string, string]>>;

/** Which half of a claim holds, where one does and the other does not. Begins with a space. */
function onlyHalf({ id, halves }: Extract<Evidence, { id: keyof typeof HALVES }>): string {
  const [first, second] = HALVES[id];
  if (halves[0] === halves[1]) return "";
  const [holds, fails] = halves[0] ? [first, second] : [second, first];
  return ` It holds here that ${holds}, but not that ${fails}.`;
}

const wentUp = (posts: number): string =>
  `What its clients had to tell the host went up in ${count(posts, "request")} beside the stream.`;

function heldConnections(of: Extract<Evidence, { id: "held-connections" }>): string {
  const { streams, shortPolling } = of;
  const held = list(
    streams.map(
      ({ transport, heldPerClient }) => `${nameOf[transport]} held ${count(heldPerClient, "request")}`,
    ),
  );
  const compared = shortPolling
    ? ` Short polling's clients held ${count(shortPolling.held, "request")}, ${shortPolling.keeps ? "but" : "and"} ` +
      `kept ${count(shortPolling.connections, "connection")} each open between their polls.`
    : "";
  return `On the average ${held} open for each client.${compared}${onlyHalf(of)}`;
}
