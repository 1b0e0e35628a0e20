/** How many colours there are for people: --person-1 to --person-10 in tokens.css. */
export const PERSON_COLOURS = 10;

/** Which of the colours a member has: the same on every screen, since it comes from the id alone. */
export function personColour(id: string): number {
  let hash = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) % PERSON_COLOURS) + 1;
}

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const segmenter = new Intl.Segmenter();

/**
 * One or two characters that stand for a name: the first of the first and of the last word, or of an East Asian
 * name the last character, which belongs to the given name.
 */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = graphemes(words[0] ?? "");
  const last = graphemes(words.at(-1) ?? "");
  if (EAST_ASIAN.test(last.at(-1) ?? "")) return last.at(-1) ?? "";
  const letters = words.length > 1 ? [first[0], last[0]] : [first[0]];
  return letters.join("").toLocaleUpperCase();
}

function graphemes(word: string): string[] {
  return Array.from(segmenter.segment(word), ({ segment }) => segment);
}
