/** HTML that is ready to be put into a page: all text in it is escaped. */
export class Markup {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }
}

type Insert = Markup | readonly Markup[] | string | number;

/** A template whose inserts are escaped, but for those that are Markup already. */
export function markup(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  const html = strings.map((string, i) => `${i > 0 ? inserted(inserts[i - 1] ?? "") : ""}${string}`);
  return new Markup(html.join(""));
}

function inserted(value: Insert): string {
  if (value instanceof Markup) return value.toString();
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return value.map(String).join("");
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
