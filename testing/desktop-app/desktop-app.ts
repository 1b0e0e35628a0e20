import type { Page } from "@playwright/test";

/** What a test may ask of the running desktop app, whether Electron runs it or the stand-in. */
export interface DesktopApp {
  readonly runsOn: "electron" | "stand-in";
  /** When its process was started, in Unix ms; the stand-in's browser runs already then. */
  readonly startedAt: number;
  /**
   * When the app's own part of a start began, in Unix ms: on the stand-in, once it was ready; on Electron, when its process
   * began, as nothing later can be asked.
   */
  runtimeUpAt(): Promise<number>;
  /** The window's page. */
  page(): Promise<Page>;
  windows(): Promise<WindowState[]>;
  minimize(): Promise<void>;
  /** Addresses that went to the system's own browser, in order. */
  openedOutside(): Promise<string[]>;
  /** Kills the host's process, as a crash would. */
  crashHost(): Promise<void>;
  /** Process ids of the hosts that are raced against. */
  raceHosts(): Promise<number[]>;
  /** Kills the page's process, and resolves when it is back and shows that text. `page()` is of no use then. */
  crashPage(shows: string): Promise<void>;
  /** Has the page hang, as far as main knows; else as `crashPage()`. */
  hangPage(shows: string): Promise<void>;
  /** Starts the app once more, with the same data folder. Resolves to the second process's exit code. */
  startAgain(...args: string[]): Promise<number>;
  /** Opens a link as a Mac does. */
  openLink(url: string): Promise<void>;
  /** Closes the window as a person does. */
  closeWindow(): Promise<void>;
  bounds(): Promise<{ x: number; y: number; width: number; height: number }[]>;
  moveTo(x: number, y: number): Promise<void>;
  /** Wakes the computer from sleep, as far as the app knows. */
  wake(): Promise<void>;
  /** Labels of the menus' items, each behind its menu's. */
  menu(): Promise<string[][]>;
  chooseInMenu(id: string): Promise<void>;
  /** What stands at the app's icon. */
  badge(): Promise<number>;
  /** Only the stand-in lets a test see the tray. */
  readonly tray: TrayForTest | null;
  /** Whether the app starts at login, as the system has it. */
  startsAtLogin(): Promise<boolean>;
  /** Resolves to the exit code when it has quit by itself. */
  exited(): Promise<number>;
  /** What an attacker could try who has taken over a page; only the stand-in can play one. */
  readonly attacker: Attacker | null;
  /** Quits it, as its menu does, and resolves to its exit code. */
  quit(): Promise<number>;
  /** Ends whatever still runs. */
  dispose(): Promise<void>;
}

export interface WindowState {
  url: string;
  visible: boolean;
  minimized: boolean;
}

export interface TrayForTest {
  toolTip(): Promise<string | null>;
  click(): Promise<void>;
  choose(id: string): Promise<void>;
}

export interface Attacker {
  /** Calls main as a frame with this URL would. Rejects with what the frame would be told. */
  callFrom(url: string, channel: string, ...args: unknown[]): Promise<unknown>;
}

/** How a launcher starts the app: what it is given. */
export interface Launch {
  args: string[];
  env: NodeJS.ProcessEnv;
}
