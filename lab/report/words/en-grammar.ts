import { number } from "../figures-in-words.ts";

/** `1 request`, `2 requests`. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  const figure = number(value);
  return `${figure} ${figure === "1" ? noun : plural}`; // 0.9995 reads 1
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `a to b`; `a` when they read the same. */
export function range(least: string, most: string): string {
  return least === most ? least : `${least} to ${most}`;
}
