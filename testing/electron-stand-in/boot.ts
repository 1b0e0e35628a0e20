// node boot.mjs MAIN [arguments]: runs MAIN with the stand-in in place of Electron.
import { register } from "node:module";
import { pathToFileURL } from "node:url";

const electron = new URL("./electron.mjs", import.meta.url).href;
const hook = `export const resolve = (name, context, next) =>
  name === "electron" ? { url: ${JSON.stringify(electron)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

process.argv.splice(1, 1); // as in Electron, the app stands where the script does in Node
const { start }: typeof import("./electron.ts") = await import(electron);
await import(pathToFileURL(process.argv[1] ?? "").href);
await start(); // Electron, too, is ready only after the app's module has run
