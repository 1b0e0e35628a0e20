/** The smallest of 1, 2, 5, 10, 20, 50 … that is not below `value`, and not below `least`. */
export function roundUp(value: number, least: number): number {
  const wanted = Math.max(value, least);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= wanted) ?? 10 * power;
}

/** The powers of ten around all latencies: at least 1 ms to 1 s, so that the scale seldom changes. */
export function decades(latencies: readonly number[]): number[] {
  const most = latencies.reduce((max, ms) => Math.max(max, ms), 1_000);
  return Array.from({ length: Math.ceil(Math.log10(most)) + 1 }, (_, power) => 10 ** power);
}

/** Whole minutes of the clock on the wall between two moments of `performance.now()`; `wall` is their difference. */
export function minutes(start: number, end: number, wall: number): number[] {
  const minute = 60_000;
  const found: number[] = [];
  for (let time = Math.ceil((start + wall) / minute) * minute; time <= end + wall; time += minute)
    found.push(time - wall);
  return found;
}

/** A mark along the top of the charts: at `x`, with what may stand beside it, the longest first. */
interface Mark {
  readonly x: number;
  readonly texts: readonly string[];
}

/** Room between a mark and its text, and between a text and the next mark. */
const GAP = 8;

/** Of each mark the first text that ends before the next mark, or before `right`; "" when none does. */
export function fitting(marks: readonly Mark[], right: number): string[] {
  return marks.map(({ x, texts }, i) => {
    const end = (marks[i + 1]?.x ?? right + GAP) - GAP;
    return texts.find((text) => fits(x, text, end)) ?? "";
  });
}

/** Whether the text of a mark at `x` ends before `right`. */
export function fits(x: number, text: string, right: number): boolean {
  return x + GAP + widthOf(text) <= right;
}

/** About how wide a text of 11 px is, in px: a Chinese character takes twice the room of a Latin one. */
function widthOf(text: string): number {
  return [...text].reduce((width, char) => width + (char > "\u2e7f" ? 11.5 : 6.2), 0);
}
