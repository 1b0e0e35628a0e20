import { LEAST_DELIVERIES } from "../../../protocol/ranking.ts";
import { data, duration, number } from "../figures-in-words.ts";
import type { Comparison, Finding, Placed, Untold } from "../findings.ts";
import type { Note } from "../notes.ts";
import { evidence } from "./en-evidence.ts";
import { count, list, range } from "./en-grammar.ts";
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
    "processor time are those of a client and second of this run, times the users; connections those that it used. " +
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
    case "few":
      return `Too few deliveries to compare latencies${ofWhom(found)}: ${number(found.most)}, and it takes ${LEAST_DELIVERIES}.`;
    case "idle":
      return `The host's processor had too little to do to compare its time${ofWhom(found)}: ${duration(found.most)} at most.`;
  }
}

interface ComparedWords {
  readonly what: string;
  value(value: number): string;
  /** What follows a value. */
  readonly of: string;
  /** What the last one is called. */
  readonly last: string;
  /** The figure of one that is compared with nobody. */
  alone(value: number): string;
}

const COMPARED: Readonly<Record<Comparison["by"], ComparedWords>> = {
  latency: {
    what: "Fastest",
    value: duration,
    of: "in the median",
    last: "slowest",
    alone: (value) => `a latency of ${duration(value)} in the median`,
  },
  bytes: {
    what: "Cheapest in bytes",
    value: data,
    of: "on the wire for each delivery",
    last: "dearest",
    alone: (value) => `${data(value)} on the wire for each delivery`,
  },
  requests: {
    what: "Fewest requests",
    value: number,
    of: "a minute by each client",
    last: "most",
    alone: (value) => `${count(value, "request")} a minute by each client`,
  },
  cpu: {
    what: "Cheapest in processor time",
    value: duration,
    of: "for 1,000 deliveries",
    last: "dearest",
    alone: (value) => `${duration(value)} of processor time for 1,000 deliveries`,
  },
};

/** Nothing when it is said of all. */
const ofWhom = ({ isAll, transports }: Untold): string =>
  isAll ? "" : ` with ${list(transports.map(named))}`;

function compared({ by, best, worst, times, isPartial }: Comparison): string {
  const { what: superlative, value, of, last, alone } = COMPARED[by];
  const what = isPartial ? `${superlative} of the others` : superlative;
  const who = list(best.map(({ transport }) => nameOf[transport]));
  const figure = `${range(value(best[0].value), value((best.at(-1) ?? best[0]).value))} ${of}`;
  if (!worst) {
    return best.length === 1
      ? `${capital(who)}: ${alone(best[0].value)}.`
      : `${what}: the difference does not matter here (${figure}).`;
  }
  const much = times === null ? "" : `, ${number(times)} times as much`;
  const end = `${last}: ${nameOf[worst.transport]}, ${value(worst.value)} ${of}${much}.`;
  return best.length === 1
    ? `${what}: ${who}, ${figure}; ${end}`
    : `${what}: ${who}, between which the difference does not matter here (${figure}); ${end}`;
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
      return "All clients run in one Node process on the host's computer: with very many, part of the latency is their own. A browser's heads are longer. Each client has connections of its own, six at most. Counted are those that carried a message or a poll in the measured time, or hold a request open at its end; those that lie idle since the clients came in are not.";
    case "memory":
      return "Memory is what each client made the host's process grow by, after a garbage collection. Memory in use is that of its objects and buffers; resident memory is all that the system has given to it, which moves in steps, so that it says little with few clients.";
    case "idle cut":
      return `With the network “${names.conditions[on.conditions]}”, connections are cut when idle for ${on.after} s; this race of ${on.seconds} s was shorter, so that cannot be seen in it.`;
    case "life":
      return `With the network “${names.conditions[on.conditions]}”, a connection lives for ${on.after} s on the average; in this race of ${on.seconds} s few were cut.`;
  }
}

const named = (transport: Placed["transport"]): string => nameOf[transport];
