import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

// Start at login on Linux: a file that says what to run.
// https://specifications.freedesktop.org/autostart-spec/latest/
// https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html

/** The file of this app. */
export function autostartFile(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), "autostart", "pushpull.desktop");
}

/** An argument of an Exec line: quoted, and each backslash written twice, once for the line and once for the file. */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, "\\$&").replaceAll("%", "%%");
  return `"${escaped}"`.replaceAll("\\", "\\\\");
}

/** The file's text. Throws when an argument can't stand in it. */
export function autostartEntry(command: readonly string[]): string {
  if (command.some((argument) => /[\r\n\0]/.test(argument))) {
    throw new Error("A path with a line break can't be started at login.");
  }
  const exec = command.map(quoted).join(" ");
  return `[Desktop Entry]\nType=Application\nName=Pushpull\nExec=${exec}\nTerminal=false\n`;
}

export function isAutostarted(file: string): boolean {
  return existsSync(file);
}

/** Has the command run at each login from now on, or, with `null`, no more. Throws when the file can't be written. */
export function setAutostart(file: string, command: readonly string[] | null): void {
  if (command === null) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, autostartEntry(command));
}
