import type { Scale } from "../../protocol/report.ts";
import { SCENARIO_NAMES, type ScenarioName } from "../../protocol/scenarios.ts";
import { randomStream } from "../faults/random.ts";

/** Sends that no client makes, but a source beside the host. */
export const SOURCE = -1;

/** A message that is meant to be sent. */
export interface Send {
  /** When, in ms since the start. */
  at: number;
  /** The sender's number, from 0; or SOURCE. */
  from: number;
  text: string;
}

type Moment = Omit<Send, "text">;

export interface Scenario {
  name: ScenarioName;
  /** Who sends when, in any order, all within the seconds. `random` gives numbers from 0 to 1. */
  moments(scale: Scale, random: () => number): Moment[];
}

/** Most that speak in the big room. */
const MOST_TALKERS = 5;

/** In the order of their names. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "order-status",
    moments: ({ seconds }, random) => [{ at: between(0.3, 0.9, random) * seconds * 1_000, from: SOURCE }],
  },
  {
    name: "clock",
    moments: ({ seconds }) =>
      Array.from({ length: Math.max(1, Math.floor(seconds)) }, (_, tick) => ({
        at: Math.min(tick * 1_000 + 500, seconds * 1_000),
        from: SOURCE,
      })),
  },
  {
    name: "sports",
    moments: (scale, random) => bursts(scale, random, { most: 5, gapMs: 150, sender: () => SOURCE }),
  },
  {
    name: "stocks",
    moments: ({ rate, seconds }) =>
      Array.from({ length: messages(rate, seconds) }, (_, n) => ({ at: (n * 1_000) / rate, from: SOURCE })),
  },
  {
    name: "chat",
    moments: (scale, random) => {
      const someone = (): number => Math.floor(random() * scale.clients);
      let pair = [someone(), someone()];
      return bursts(scale, random, {
        most: 6,
        gapMs: 250,
        sender: (turn) => {
          if (turn === 0) pair = [someone(), someone()];
          return pair[turn % 2] ?? 0;
        },
      });
    },
  },
  {
    name: "big-room",
    moments: ({ clients, rate, seconds }, random) => {
      const talkers = Math.min(MOST_TALKERS, clients);
      return Array.from({ length: messages(rate, seconds) }, () => ({
        at: random() * seconds * 1_000,
        from: Math.floor(random() * talkers),
      }));
    },
  },
];

export function scenarioOf(name: ScenarioName): Scenario {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  return scenario;
}

/** Who sends what when, in order. Always the same for the same scenario, scale and seed. */
export function scheduleOf(name: ScenarioName, scale: Scale, seed: number): Send[] {
  const stream = SCENARIO_NAMES.indexOf(name);
  const moments = scenarioOf(name).moments(scale, randomStream(seed, stream, USE.moments));
  const letters = randomStream(seed, stream, USE.texts);
  return moments
    .sort((one, other) => one.at - other.at)
    .map((moment) => ({ ...moment, text: textOf(scale.size, letters) }));
}

/** What a schedule draws for. Each has a stream of its own, so that longer texts do not move the times. */
const USE = { moments: 10, texts: 11 } as const;

/** A text of so many bytes: one byte a letter. */
function textOf(bytes: number, random: () => number): string {
  return Array.from({ length: bytes }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join("");
}

const messages = (rate: number, seconds: number): number => Math.max(1, Math.round(rate * seconds));

const between = (low: number, high: number, random: () => number): number => low + random() * (high - low);

interface BurstShape {
  /** Most messages of a burst; the least is 2. */
  most: number;
  /** Longest time between two of them, in ms. */
  gapMs: number;
  /** Who sends the message that is number `turn` of its burst, from 0. */
  sender(turn: number): number;
}

/** As many messages as the rate asks for, in bursts that begin at random times. */
function bursts({ rate, seconds }: Scale, random: () => number, shape: BurstShape): Moment[] {
  const end = seconds * 1_000;
  const moments: Moment[] = [];
  const total = messages(rate, seconds);
  while (moments.length < total) {
    let at = random() * end;
    const size = Math.min(2 + Math.floor(random() * (shape.most - 1)), total - moments.length);
    for (let turn = 0; turn < size; turn++) {
      moments.push({ at, from: shape.sender(turn) });
      at = Math.min(end, at + between(0.2, 1, random) * shape.gapMs);
    }
  }
  return moments;
}
