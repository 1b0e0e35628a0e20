/** Characters that would end the string, the script element or (before ES2019) the line they stand in. */
const UNSAFE = /['\\<\n\r\u2028\u2029]/g;

/**
 * `text` as a JavaScript string literal that is safe inside a `<script>` element. Single quotes, since packets
 * are mostly JSON: its double quotes need no escape then.
 */
export function quote(text: string): string {
  return `'${text.replace(UNSAFE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}'`;
}

/** The text that `quote` was given. */
export function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
