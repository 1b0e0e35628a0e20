// Code that runs in the page: each function goes to Chromium as text, so it stands by itself. The preload runs in
// an isolated world, as in Electron. The two worlds meet in DOM events whose names nobody else knows.

type Settled = { id: number; ok: boolean; value: unknown };
type Call = { id: number; name: string; args: unknown[] };

/** The page's side of contextBridge. Only objects of async functions can be exposed: Pushpull has no others. */
export function exposeInPage(secret: string): void {
  const waiting = new Map<number, (settled: Settled) => void>();
  let calls = 0;
  const call = (name: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, ({ ok, value }) => (ok ? resolve(value) : reject(new Error(String(value)))));
      window.dispatchEvent(new CustomEvent(`${secret}-call`, { detail: { id: calls, name, args } }));
    });
  const on = (name: string, listener: (detail: never) => void) =>
    window.addEventListener(`${secret}-${name}`, (event) => {
      event.stopImmediatePropagation();
      listener((event as CustomEvent).detail as never);
    });
  on("settled", (settled: Settled) => {
    waiting.get(settled.id)?.(settled);
    waiting.delete(settled.id);
  });
  on("expose", ({ key, names }: { key: string; names: string[] }) => {
    const api = Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => call(name, args)]));
    Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true });
  });
}

/** The preload's side: runs the preload script with what a sandboxed one has of Electron. */
export function runPreload(secret: string, preload: string): void {
  const world = globalThis as unknown as {
    standInInvoke?: (call: string) => void;
    standInSettle?: (settled: Settled) => void;
  };
  const invokeMain = world.standInInvoke;
  const waiting = new Map<number, (settled: Settled) => void>();
  let calls = 0;
  world.standInSettle = (settled) => {
    waiting.get(settled.id)?.(settled);
    waiting.delete(settled.id);
  };
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, ({ ok, value }) => (ok ? resolve(value) : reject(new Error(String(value)))));
        invokeMain?.(JSON.stringify({ id: calls, name: channel, args }));
      }),
  };
  const send = (name: string, detail: unknown) =>
    window.dispatchEvent(new CustomEvent(`${secret}-${name}`, { detail }));
  const contextBridge = {
    exposeInMainWorld(key: string, api: Record<string, (...args: unknown[]) => Promise<unknown>>) {
      window.addEventListener(`${secret}-call`, (event) => {
        event.stopImmediatePropagation();
        const { id, name, args } = (event as CustomEvent<Call>).detail;
        api[name]?.(...args).then(
          (value) => send("settled", { id, ok: true, value }),
          (error: Error) => send("settled", { id, ok: false, value: error.message }),
        );
      });
      send("expose", { key, names: Object.keys(api) });
    },
  };
  const require = (name: string) => {
    if (name !== "electron") throw new Error(`A sandboxed preload can't load ${name}.`);
    return { contextBridge, ipcRenderer };
  };
  new Function("require", preload)(require);
}
