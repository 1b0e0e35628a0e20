import { spawn } from "node:child_process";

/** Whether a window could be shown: on Linux only with an X or Wayland display, elsewhere always. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The system's command that opens `url` in the default browser. */
export function openCommand(platform: NodeJS.Platform, url: string): [command: string, ...args: string[]] {
  if (platform === "darwin") return ["open", url];
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}

/**
 * Opens `url` in the default browser, where there is a display. With BROWSER=none in the environment, as other
 * tools take it, too, nothing is opened.
 */
export function openBrowser(url: string): void {
  if (process.env.BROWSER === "none" || !hasDisplay(process.platform, process.env)) return;
  const [command, ...args] = openCommand(process.platform, url);
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => console.warn(`The browser could not be opened; open ${url} yourself.`));
  child.unref();
}
