import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError, wholeNumber } from "../cli/usage.ts";

/** What the command line or the environment may tell the app. */
export interface AppOptions {
  /** Port that the host takes; 0 for any free one. */
  port?: number;
  /** Where the history, the window's state and the browser's files live, instead of the system's own place. */
  dataDir?: string;
  /** Name under which others see this host. */
  hostName?: string;
  /** False: nobody on the network is told of the host, and it does not look for others. */
  discovery?: boolean;
  /** Started by the login, not by hand: the window stays hidden if the app may run without one. */
  hidden?: boolean;
}

/**
 * Reads `--port N`, `--data DIR`, `--name N`, `--no-discovery` and `--hidden`, or PUSHPULL_DATA for the folder. Electron's and
 * Chromium's own switches stand among the arguments too, so what is not known here is left alone.
 * @throws {UsageError} when a value is missing or makes no sense.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): AppOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      port: { type: "string" },
      data: { type: "string" },
      name: { type: "string" },
      "no-discovery": { type: "boolean" },
      hidden: { type: "boolean" },
    },
  });
  for (const name of ["port", "data", "name"] as const) {
    if (values[name] === true || values[name] === "") throw new UsageError(`--${name} needs a value`);
  }
  const dataDir = values.data ?? env.PUSHPULL_DATA;
  return {
    ...(typeof values.port === "string" && { port: wholeNumber("--port", values.port, 0, 65_535) }),
    ...(typeof dataDir === "string" && dataDir !== "" && { dataDir: resolve(dataDir) }),
    ...(typeof values.name === "string" && { hostName: values.name }),
    ...(values["no-discovery"] === true && { discovery: false }),
    ...(values.hidden === true && { hidden: true }),
  };
}
