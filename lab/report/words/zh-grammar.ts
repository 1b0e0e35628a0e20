/** A name and what is said of it: a space stands between Latin letters and Chinese ones. */
export function spaced(name: string, said: string): string {
  return /\w$/.test(name) ? `${name} ${said}` : `${name}${said}`;
}

/** `甲`, `甲和乙`, `甲、乙和丙`. */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  const others = words.slice(0, -1).join("、");
  if (others === "") return last;
  return `${spaced(others, "和")}${/^\w/.test(last) ? " " : ""}${last}`;
}

/** `a 到 b`; `a` when they read the same. */
export function range(least: string, most: string): string {
  return least === most ? least : `${least} 到 ${most}`;
}
