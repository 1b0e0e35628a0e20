import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/**
 * Collects this process's garbage; does nothing where V8 does not let itself be asked. A flag of the command line would
 * do, too, but Electron's processes do not take each of Node's, and hosts are measured in the same way everywhere.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString("--expose-gc"); // of what is made from now on: hence the new context
    collect = runInNewContext("globalThis.gc") ?? (() => undefined);
  }
  collect?.();
}
