import { fork } from "node:child_process";
import { once } from "node:events";
import { makeRaceFolder, removeRaceFolder } from "./race-folder.ts";
import { openRaceHost, type RaceHost, type RaceProcess } from "./race-host.ts";

/** Starts a host in a process of its own. `entry`: the path of the built `host-process.ts`. */
export const forkRaceHost = (entry: string): Promise<RaceHost> => openRaceHost(forkRaceProcess(entry));

function forkRaceProcess(entry: string): RaceProcess {
  const folder = makeRaceFolder();
  const child = fork(entry, [folder], { execArgv: [], serialization: "advanced" });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill); // whatever ends this process: a child does not outlive it
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(`The host's process has ended with ${code ?? signal}.`));
    child.on("error", ({ message }) => {
      // One that runs could not be told something: it ends, or does not answer.
      if (child.pid === undefined) resolve(`The host's process could not be started: ${message}`);
    });
  });
  return {
    tell: (message) => void (child.connected && child.send(message)),
    next: async (signal) => (await once(child, "message", { signal }))[0],
    ended: exited.then(async (how) => {
      process.off("exit", kill);
      await removeRaceFolder(folder).catch((error: unknown) =>
        process.emitWarning(`What a raced host has stored cannot be removed: ${error}`),
      );
      return how;
    }),
    kill,
  };
}
