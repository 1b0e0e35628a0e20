import { requestsOf } from "../../protocol/meter.ts";
import { type CellResult, isMeasured, isSound, type Measured } from "../../protocol/report.ts";
import { capital, count, data, duration, list, number, range } from "./figures-in-words.ts";
import {
  BYTES_NOISE,
  CPU_NOISE,
  LATENCY_NOISE,
  LEAST_CPU_MS,
  type Ranked,
  type Ranking,
  rank,
} from "./ranking.ts";
import { nameOf } from "./transports.ts";

/** What a heat (all transports in one scenario under the same conditions) has shown, in sentences. */
export function sentencesOf(results: readonly CellResult[]): string[] {
  const measured = results.filter(isMeasured);
  const sound = measured.filter(isSound); // what loses messages has won nothing
  const comparisons = [
    comparison("Fastest", rank(sound, medianOf, LATENCY_NOISE), {
      value: duration,
      of: "in the median",
      slower: "slowest",
    }),
    comparison("Cheapest in bytes", rank(sound, bytesOf, BYTES_NOISE), {
      value: data,
      of: "on the wire for each delivery",
      slower: "dearest",
    }),
    comparison("Fewest requests", rank(sound, requestsPerMinute, BYTES_NOISE), {
      value: number,
      of: "a minute by each client",
      slower: "most",
    }),
    cpu(sound),
  ];
  return [...soundness(measured), ...exceptions(results), ...comparisons].filter((one) => one !== "");
}

const medianOf = ({ latencyMs }: Measured): number | null => latencyMs?.p50 ?? null;

const bytesOf = ({ wireBytesPerMessage }: Measured): number | null => wireBytesPerMessage;

/** Requests of one client. */
function requestsPerMinute({ requests, clients, measuredMs }: Measured): number {
  return requestsOf(requests) / clients / (measuredMs / 60_000);
}

function soundness(measured: readonly Measured[]): string[] {
  const sound = measured.filter(isSound);
  const faulty = measured.filter((result) => !isSound(result));
  const sentences = faulty.map(
    ({ transport, lost, duplicated, reordered, expected }) =>
      `${capital(nameOf(transport))} went wrong: of ${count(expected, "delivery", "deliveries")}, ` +
      `${number(lost)} were lost, ${number(duplicated)} came twice and ${number(reordered)} out of order.`,
  );
  if (sound.length === 0) return sentences;
  const names = list(sound.map(({ transport }) => nameOf(transport)));
  const all = faulty.length === 0 && sound.length > 2 ? `All ${sound.length}` : capital(names);
  return [`${all} delivered everything once and in order.`, ...sentences];
}

function exceptions(results: readonly CellResult[]): string[] {
  return results.flatMap((result) => {
    if (isMeasured(result)) return [];
    const what = result.outcome === "refused" ? "was not raced" : "failed";
    return [`${capital(nameOf(result.transport))} ${what}: ${result.reason}`];
  });
}

interface Words {
  value(value: number): string;
  /** What follows a value. */
  of: string;
  /** What the last one is called. */
  slower: string;
}

/** Empty without a figure. */
function comparison(what: string, { best, others }: Ranking, words: Words): string {
  const [first] = best;
  const last = best.at(-1);
  if (!first || !last) return "";
  const names = list(best.map(nameOfRanked));
  const figure = `${range(words.value(first.value), words.value(last.value))} ${words.of}`;
  const worst = others.at(-1);
  if (best.length === 1) {
    return worst
      ? `${what}: ${names}, ${figure}; ${worstOf(worst, first, words)}.`
      : `${capital(names)}: ${figure}.`;
  }
  if (!worst) return `${what}: the difference does not matter here (${figure}).`;
  return `${what}: ${names}, between which the difference does not matter here (${figure}); ${worstOf(worst, first, words)}.`;
}

function worstOf(worst: Ranked, best: Ranked, { value, of, slower }: Words): string {
  const times = best.value > 0 ? `, ${number(worst.value / best.value)} times as much` : "";
  return `${slower}: ${nameOfRanked(worst)}, ${value(worst.value)} ${of}${times}`;
}

/** Empty without a figure. */
function cpu(measured: readonly Measured[]): string {
  if (measured.length === 0) return "";
  const most = Math.max(...measured.map(({ cpuMs }) => cpuMs));
  if (most < LEAST_CPU_MS) {
    return `The host's processor had too little to do to tell them apart (${duration(most)} at most).`;
  }
  return comparison(
    "Cheapest in processor time",
    rank(measured, (one) => one.cpuMsPer1000, CPU_NOISE),
    {
      value: duration,
      of: "for 1,000 deliveries",
      slower: "dearest",
    },
  );
}

const nameOfRanked = ({ result }: Ranked): string => nameOf(result.transport);
