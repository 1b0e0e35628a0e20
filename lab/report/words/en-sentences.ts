import type { Evidence } from "../claims.ts";
import { data, duration, number } from "../figures-in-words.ts";
import type { Comparison, Finding, Placed } from "../findings.ts";
import type { Note } from "../notes.ts";
import { capital, names } from "./en-names.ts";
import type { Sentences } from "./report-words.ts";

const { transport: nameOf } = names;

export const sentences: Sentences = {
  finding,
  evidence,
  note,
  howExtrapolated: (clients, audiences) =>
    `Scaled from this run, not measured: ${audiences.map(number).join(" or ")} users in groups of ${number(clients)} ` +
    `that do what these ${number(clients)} clients did, each group in a room of its own. Bytes, requests and ` +
    "processor time are those of a client and second of this run, times the users; connections those at its end. " +
    "What gets dearer with the crowd (memory, the network's own limits) or cheaper (many messages in one write) is " +
    "not in it. One host's process uses one core at most; no cores are given where the processor had too little to do.",
  reason: (cause) => {
    switch (cause.code) {
      case "upgrade-refused":
        return "The proxy refused the upgrade: WebSocket does not work here.";
      case "first-messages-late":
        return "The first messages did not come through in time.";
      case "clients-missing":
        return `${cause.missing} of ${cause.clients} clients did not get in.`;
      case "message-not-taken":
        return `A message was not taken: ${cause.quote}`;
      case "error":
        return cause.quote;
    }
  },
  trouble: {
    "not run": (quote) => `The race could not be run: ${quote}`,
    "not kept": (quote) => `This race is not kept, since its file cannot be written: ${quote}`,
  },
};

function finding(found: Finding): string {
  switch (found.kind) {
    case "sound": {
      const who = found.isAll ? `All ${found.transports.length}` : capital(list(found.transports.map(named)));
      return `${who} delivered everything once and in order.`;
    }
    case "unsound": {
      const { transport, expected, lost, duplicated, reordered } = found.result;
      return (
        `${capital(nameOf[transport])} went wrong: of ${count(expected, "delivery", "deliveries")}, ` +
        `${number(lost)} were lost, ${number(duplicated)} came twice and ${number(reordered)} out of order.`
      );
    }
    case "ended": {
      const { transport, outcome, reason } = found.result;
      return `${capital(nameOf[transport])} ${outcome === "refused" ? "was not raced" : "failed"}: ${reason}`;
    }
    case "compared":
      return compared(found);
    case "idle":
      return `The host's processor had too little to do to tell them apart (${duration(found.mostMs)} at most).`;
  }
}

interface ComparedWords {
  readonly what: string;
  value(value: number): string;
  /** What follows a value. */
  readonly of: string;
  /** What the last one is called. */
  readonly last: string;
}

const COMPARED: Readonly<Record<Comparison["by"], ComparedWords>> = {
  latency: { what: "Fastest", value: duration, of: "in the median", last: "slowest" },
  bytes: { what: "Cheapest in bytes", value: data, of: "on the wire for each delivery", last: "dearest" },
  requests: { what: "Fewest requests", value: number, of: "a minute by each client", last: "most" },
  cpu: { what: "Cheapest in processor time", value: duration, of: "for 1,000 deliveries", last: "dearest" },
};

function compared({ by, best, worst, times }: Comparison): string {
  const { what, value, of, last } = COMPARED[by];
  const who = list(best.map(({ transport }) => nameOf[transport]));
  const figure = `${range(value(best[0].value), value((best.at(-1) ?? best[0]).value))} ${of}`;
  if (!worst) {
    return best.length === 1
      ? `${capital(who)}: ${figure}.`
      : `${what}: the difference does not matter here (${figure}).`;
  }
  const much = times === null ? "" : `, ${number(times)} times as much`;
  const end = `${last}: ${nameOf[worst.transport]}, ${value(worst.value)} ${of}${much}.`;
  return best.length === 1
    ? `${what}: ${who}, ${figure}; ${end}`
    : `${what}: ${who}, between which the difference does not matter here (${figure}); ${end}`;
}

function evidence(of: Evidence): string {
  switch (of.id) {
    case "wasted-polls":
      return `Of its ${count(of.polls, "poll")}, ${number(of.empty)} came back with nothing (${number(of.share * 100)} %).`;
    case "saved-requests":
      return (
        `It made ${count(of.made, "request")} where short polling, every ${number(of.intervalMs)} ms, made ` +
        `${number(of.instead)}. On the average it held ${number(of.heldPerClient)} requests open for each client.`
      );
    case "heavy-heads":
      return (
        `With ${nameOf[of.transport]}, the heads of a request and its answer took ${data(of.heads)} on the average, ` +
        `around texts of ${data(of.text)}. These clients run in Node: a browser sends more.`
      );
    case "held-connections":
      return heldConnections(of);
    case "one-way":
      return wentUp(of.posts);
    case "one-way-reconnects": {
      const mended =
        `${count(of.breaks, "break")} of it ${of.breaks === 1 ? "was" : "were"} mended by Pushpull's session, as with ` +
        "every other transport, since a stream that reconnects by itself does not know which messages it has missed.";
      return of.posts > 0 ? `${wentUp(of.posts)} ${mended}` : mended;
    }
    case "least-overhead":
      return (
        `It put ${number(of.overhead)} bytes on the wire for each byte of text, the others ${number(of.leastOfOthers)} ` +
        `and more. Its opening took ${data(of.opening)} of heads, the others' ` +
        `${range(data(of.openingOfOthers[0]), data(of.openingOfOthers[1]))}.`
      );
  }
}

const wentUp = (posts: number): string =>
  `What its clients had to tell the host went up in ${count(posts, "request")} beside the stream.`;

function heldConnections({ streams, shortPolling }: Extract<Evidence, { id: "held-connections" }>): string {
  const held = list(
    streams.map(({ transport, heldPerClient }) => `${nameOf[transport]} held ${number(heldPerClient)}`),
  );
  const compared = shortPolling
    ? ` Short polling's clients held ${number(shortPolling.held)} requests, ${shortPolling.keeps ? "but" : "and"} ` +
      `kept ${number(shortPolling.connections)} connections each open between their polls.`
    : "";
  return `${capital(held)} requests open for each client on the average.${compared}`;
}

function note(on: Note): string {
  switch (on.kind) {
    case "together":
      return "All transports of a scenario ran at once and took the processor from one another: this is for show. Run it without --together for figures to be trusted.";
    case "in turn":
      return "The transports ran one after the other, each against a host process of its own.";
    case "deliveries":
      return "A delivery is one message at one client, its sender included. Latency runs from when the message was meant to be sent to its delivery; all clients are one process, so both times are of one clock and nothing is corrected.";
    case "bytes":
      return "Bytes and requests are those of the clients' sessions, counted by the host at its TCP sockets in the measured time. Coming in and leaving are not in it.";
    case "clients":
      return "All clients run in one Node process on the host's computer: with very many, part of the latency is their own. A browser's heads are longer. Each client has connections of its own, six at most; those that its host still keeps for it at the end are counted, idle ones included.";
    case "memory":
      return "Memory is the growth of the host's process by each client, after a garbage collection. Resident memory moves in steps: with few clients only that of objects and buffers says something.";
    case "idle cut":
      return `With the network “${names.conditions[on.conditions]}”, connections are cut when idle for ${on.after} s; this race of ${on.seconds} s was shorter, so that cannot be seen in it.`;
    case "life":
      return `With the network “${names.conditions[on.conditions]}”, a connection lives for ${on.after} s on the average; in this race of ${on.seconds} s few were cut.`;
  }
}

const named = (transport: Placed["transport"]): string => nameOf[transport];

/** `1 request`, `2 requests`. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${number(value)} ${value === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `a to b`; `a` when they read the same. */
function range(least: string, most: string): string {
  return least === most ? least : `${least} to ${most}`;
}
