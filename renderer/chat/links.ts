import { LinkifyIt } from "linkify-it";

/** A piece of a message's text: plain, or a web address with where it leads. */
export interface Piece {
  readonly text: string;
  /** An http or https URL; absent for plain text. */
  readonly href?: string;
}

const linkify = new LinkifyIt();
/** Not within a word of Latin letters, but Chinese text may stand right before it. */
const WEB_SCHEME = /(?<![a-z0-9_])https?:(?=\/\/)/gi;

/**
 * Cuts a text into plain pieces and links, in order; joined, they are the text again. Only what is written out
 * with http:// or https:// becomes a link: a guess such as "notes.md" would lead astray.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const { 0: scheme, index } of text.matchAll(WEB_SCHEME)) {
    if (index < end) continue;
    const length = linkify.testSchemaAt(text, scheme, index + scheme.length);
    const raw = text.slice(index, index + scheme.length + length);
    if (length === 0 || !URL.canParse(raw)) continue;
    if (index > end) found.push({ text: text.slice(end, index) });
    found.push({ text: raw, href: new URL(raw).href });
    end = index + raw.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}
