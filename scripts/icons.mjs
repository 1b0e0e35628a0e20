// npm run icons: draws renderer/public/icon.svg in the sizes and formats that the systems want, into packaging/. What it
// makes is kept in git, so this is only for when the drawing changes. (The tray's icon: main/tray-image.ts.)
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import pngToIco from "png-to-ico";
import { root } from "./staleness.mjs";

const OUT = join(root, "packaging");
/** Sides of what Linux desktops look for, in pixels. https://specifications.freedesktop.org/icon-theme-spec/ */
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512];
/** Sides of what Windows looks for, in pixels. https://learn.microsoft.com/windows/apps/design/iconography/app-icon-construction */
const WINDOWS = [16, 20, 24, 32, 40, 48, 64, 256];
/** Sides of what a Mac looks for, in pixels, under their names. https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
const MAC = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
};
/** On a Mac an icon's tile fills 824 of 1024 pixels. https://developer.apple.com/design/human-interface-guidelines/app-icons */
const MAC_SHARE = 824 / 1024;

/** Starts the browser of the tests, whose starter is TypeScript. */
async function launchBrowser() {
  const folder = mkdtempSync(join(root, "node_modules/.icons-")); // where it finds the packages that it needs
  const outfile = join(folder, "chromium.mjs");
  try {
    const entryPoints = [join(root, "testing/chromium.ts")];
    await build({
      entryPoints,
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
    });
    const { launchChromium } = await import(pathToFileURL(outfile).href);
    return await launchChromium();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The drawing with a margin, so that it fills `share` of the side. */
function withMargin(svg, share) {
  const side = 32 / share;
  const start = (32 - side) / 2;
  const drawn = svg.replace('viewBox="0 0 32 32"', `viewBox="${start} ${start} ${side} ${side}"`);
  if (drawn === svg)
    throw new Error("The icon's viewBox is not 0 0 32 32 any more: scripts/icons.mjs counts on it.");
  return drawn;
}

/** A PNG of the drawing, `size` pixels to a side. */
async function png(browser, svg, size) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${svg}`);
  const drawn = await page.screenshot({ omitBackground: true });
  await page.close();
  return drawn;
}

/** A Mac's icon file: PNGs, each after its name and its length with these eight bytes; all after such a head, too. */
async function icns(browser, svg) {
  const block = (name, content) => {
    const head = Buffer.from(`${name}1234`);
    head.writeUInt32BE(head.length + content.length, 4);
    return Buffer.concat([head, content]);
  };
  const drawn = Object.entries(MAC).map(async ([name, size]) => block(name, await png(browser, svg, size)));
  return block("icns", Buffer.concat(await Promise.all(drawn)));
}

const svg = readFileSync(join(root, "renderer/public/icon.svg"), "utf8");
const browser = await launchBrowser();
try {
  rmSync(join(OUT, "icons"), { recursive: true, force: true });
  mkdirSync(join(OUT, "icons"), { recursive: true });
  for (const size of LINUX) {
    writeFileSync(join(OUT, "icons", `${size}x${size}.png`), await png(browser, svg, size));
  }
  const forWindows = await Promise.all(WINDOWS.map((size) => png(browser, svg, size)));
  writeFileSync(join(OUT, "icon.ico"), await pngToIco(forWindows));
  writeFileSync(join(OUT, "icon.icns"), await icns(browser, withMargin(svg, MAC_SHARE)));
} finally {
  await browser.close();
}
