import { type ParseArgsConfig, parseArgs } from "node:util";
import type { z } from "zod";
import {
  isTransportName,
  TRANSPORTS,
  type TransportChoice,
  type TransportName,
} from "../protocol/transport-names.ts";

/** The command was called in a way that it does not understand. The message is one line for people. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * `parseArgs` of node:util, for which a number below zero after an option is that option's value.
 * @throws {UsageError} for options that there are not, and values that are missing.
 */
export function readArgs<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  const args = joinNegatives(config.args ?? []);
  try {
    return parseArgs<T>({ ...config, args });
  } catch (error) {
    throw new UsageError(dashedValue(args) ?? firstSentence(error));
  }

  /** An option that wants a value and is followed by what looks like another option. */
  function dashedValue(words: readonly string[]): string | null {
    const at = words.findIndex((word, i) => wantsValue(word) && /^-./.test(words[i + 1] ?? ""));
    if (at < 0) return null;
    const [option, next] = [words[at], words[at + 1]];
    return `${option} needs a value; one that begins with a dash is written ${option}=${next}`;
  }

  function joinNegatives(words: readonly string[]): string[] {
    const joined: string[] = [];
    for (const word of words) {
      const last = joined.at(-1);
      if (last !== undefined && wantsValue(last) && /^-\d/.test(word))
        joined[joined.length - 1] += `=${word}`;
      else joined.push(word);
    }
    return joined;
  }

  function wantsValue(word: string): boolean {
    return word.startsWith("--") && config.options?.[word.slice(2)]?.type === "string";
  }
}

function firstSentence(error: unknown): string {
  const [sentence = ""] = error instanceof Error ? error.message.split(/\. |\n/) : [];
  return sentence.replace(/\.$/, "");
}

/**
 * A whole number of an option, between `min` and `max`.
 * @throws {UsageError}
 */
export function wholeNumber(option: string, value: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new UsageError(`${option} must be a whole number from ${min} to ${max}, not "${value}"`);
}

/** @throws {UsageError} unless it is one of the six. */
export function transportName(option: string, value: string): TransportName {
  if (isTransportName(value)) return value;
  throw new UsageError(`${option} must be one of ${TRANSPORTS.join(", ")}, not "${value}"`);
}

/** @throws {UsageError} unless it is one of the six, or `auto`. */
export function transportChoice(option: string, value: string): TransportChoice {
  if (value === "auto" || isTransportName(value)) return value;
  throw new UsageError(`${option} must be auto or one of ${TRANSPORTS.join(", ")}, not "${value}"`);
}

/** @throws {UsageError} when the schema refuses the value. */
export function checked(option: string, schema: z.ZodType<string>, value: string): string {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UsageError(`${option}: ${result.error.issues[0]?.message ?? "not valid"}`);
}
