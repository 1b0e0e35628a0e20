import project from "../package.json" with { type: "json" };
import { runCheck } from "./check.ts";
import { runFind } from "./find.ts";
import { runJoin } from "./join.ts";
import { runLab } from "./lab.ts";
import { runServe } from "./serve.ts";
import { endIfHungUp } from "./signals.ts";
import { UsageError } from "./usage.ts";

const HELP = `Pushpull: chat rooms for the people on one network, over six transports.

  pushpull serve [options]      be the host of a chat on this computer
  pushpull find [options]       list the hosts on this network
  pushpull join URL [options]   take part in a chat from the terminal, or from a script
  pushpull check URL            try the way to a host, and say which transport to use there
  pushpull lab [options]        race the transports, and say what each one costs

  pushpull COMMAND --help       its options
  pushpull --version

Exit codes: 0 all went well, 1 it did not, 2 the command was not understood.
`;

/** Runs one command and gives its exit code. */
async function main([command, ...rest]: string[]): Promise<number> {
  switch (command) {
    case "serve":
      return runServe(rest);
    case "find":
      return runFind(rest);
    case "join":
      return runJoin(rest);
    case "check":
      return runCheck(rest);
    case "lab":
      return runLab(rest);
    case "--version":
      process.stdout.write(`${project.version}\n`);
      return 0;
    case "--help":
    case "help":
      process.stdout.write(HELP);
      return 0;
    case undefined:
      process.stderr.write(HELP);
      return 2;
    default:
      throw new UsageError(`There is no command "${command}"; see pushpull --help`);
  }
}

async function run(args: string[]): Promise<void> {
  try {
    process.exitCode = await main(args);
    endIfHungUp();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`pushpull: ${error.message}\n`);
    process.exitCode = 2;
  }
}

await run(process.argv.slice(2));
