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
 * `parseArgs` of node:util.
 * @throws {UsageError} for options that there are not, and values that are missing.
 */
export function readArgs<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const [sentence = ""] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    throw new UsageError(sentence.replace(/\.$/, ""));
  }
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
