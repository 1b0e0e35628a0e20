// The licences of the packages that end up in a build, as a page that is shipped with it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

export const LICENSE_PAGE = "third-party-licenses.html";

const TEXT = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const MODULES = `${sep}node_modules${sep}`;

/** The folder of the package that a file belongs to; null for one of ours. */
export function packageOf(file) {
  const at = file.lastIndexOf(MODULES);
  if (at === -1) return null;
  const start = at + MODULES.length;
  const [scope, name] = file.slice(start).split(sep);
  if (scope.startsWith(".")) return null; // no package's name begins with a dot
  return file.slice(0, start) + (scope.startsWith("@") ? scope + sep + name : scope);
}

function read(folder) {
  const { name, version, license, licenses, author } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const named = license ?? licenses?.map(({ type }) => type).join(", ") ?? ""; // the latter in old packages
  const texts = readdirSync(folder).filter((file) => TEXT.test(file));
  if (named === "" && texts.length === 0) {
    throw new Error(`${name} ${version} states no licence. Find out what it is before it is shipped.`);
  }
  const by = typeof author === "string" ? author : author?.name;
  const text = texts
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim())
    .join("\n\n");
  return { title: `${name} ${version} (${named})`, text: text || `${named}${by ? `, by ${by}` : ""}` };
}

const escaped = (text) =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** Packages with the very same text stand above it together. */
function sections(packages) {
  const byText = new Map();
  for (const { title, text } of packages) byText.set(text, [...(byText.get(text) ?? []), title]);
  return [...byText].map(([text, titles]) => {
    const heads = titles.map((title) => `<h2>${escaped(title)}</h2>\n`);
    return `${heads.join("")}<pre>${escaped(text)}</pre>`;
  });
}

/**
 * A page with the licence of every package that one of these files belongs to.
 * @throws when a package states none.
 */
export function licensePage(files) {
  const folders = new Set([...files].map(packageOf).filter((folder) => folder !== null));
  const packages = [...folders]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map(read)
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Third-party licences</title>
</head>
<body>
<main>
<h1>Third-party licences</h1>
<p>Pushpull contains these ${packages.length} packages, with thanks to those who wrote them.</p>
${sections(packages).join("\n")}
</main>
</body>
</html>
`;
}
