import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { autostartEntry, autostartFile, isAutostarted, setAutostart } from "./autostart.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pushpull-autostart-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("writes the file, and takes it away", () => {
  const file = autostartFile({ XDG_CONFIG_HOME: folder });
  expect(file).toBe(join(folder, "autostart", "pushpull.desktop"));
  expect(isAutostarted(file)).toBe(false);
  setAutostart(file, ["/opt/Push pull/pushpull", "--hidden"]);
  expect(isAutostarted(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toContain('\nExec="/opt/Push pull/pushpull" "--hidden"\n');
  setAutostart(file, null);
  setAutostart(file, null);
  expect(isAutostarted(file)).toBe(false);
});

it("leaves a path no way to be more than a path", () => {
  expect(autostartEntry(['/a"b$c`d\\e%f'])).toContain('Exec="/a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f"\n');
  expect(() => autostartEntry(["/a\nExec=evil"])).toThrow("line break");
});
