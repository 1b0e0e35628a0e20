// Hosts find one another on a LAN that the test makes itself, and by address where finding is not possible.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";
import jsQR from "jsqr";
import type { FoundHost } from "../protocol/discovery.ts";
import type { Program } from "../testing/program.ts";
import { until } from "../testing/until.ts";
import { expectAccessible } from "./axe.ts";
import { Lan, whyNoLan } from "./lan.ts";

const noisyNeighbour = fileURLToPath(new URL("noisy-neighbour.mjs", import.meta.url));

/** How soon a host is found after it is there, and gone after it is not, in ms. */
const FOUND = 3_000;
const GONE = 15_000;

const reason = whyNoLan();

const test = base.extend<{ lan: Lan }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  lan: async ({}, use) => {
    const lan = new Lan();
    await use(lan);
    lan.dispose();
  },
});

test.skip(reason !== null, reason ?? "");

type Told = { event: string } & FoundHost;

/** What `find --json` has told so far, as a list of "name url", without what is gone. */
function shown(finder: Program): string[] {
  const hosts = new Map<string, FoundHost>();
  for (const line of finder.output().stdout.split("\n").slice(0, -1)) {
    const told = JSON.parse(line) as Told;
    if (told.event === "found") hosts.set(told.id, told);
    else if (told.event === "gone") hosts.delete(told.id);
  }
  return [...hosts.values()].map(({ name, url }) => `${name} ${url}`).sort();
}

const goneOf = (finder: Program): number => finder.output().stdout.match(/"event":"gone"/g)?.length ?? 0;

/** A person on that computer who looks, and has begun to. */
async function look(computer: ReturnType<Lan["add"]>): Promise<Program> {
  const finder = computer.pushpull("find", "--watch", "--json");
  await until("it looks", () => finder.child.pid !== undefined);
  return finder;
}

test("a host is found when it starts, and when one begins to look; and it says goodbye", async ({ lan }) => {
  const [a, b] = [lan.add(), lan.add()];
  const early = await look(b);
  const host = await a.serve("Maple Lab");
  await until("the host that started is found", () => shown(early).length === 1, FOUND);
  expect(shown(early)).toEqual(["Maple Lab http://10.77.0.1:4460"]);
  const late = b.pushpull("find", "--seconds", "3");
  expect(await late.ended).toBe(0);
  expect(late.output().stdout).toBe("Maple Lab  http://10.77.0.1:4460  1 room, 0 people\n");
  host.child.kill("SIGTERM");
  await until("the host that closed is gone", () => shown(early).length === 0, GONE);
});

test("a host that is killed or unplugged is gone without a goodbye, and found when it is back", async ({
  lan,
}) => {
  const [a, b, c] = [lan.add(), lan.add(), lan.add()];
  const finder = await look(b);
  const host = await a.serve("Killed");
  await c.serve("Unplugged");
  await until("both are found", () => shown(finder).length === 2, FOUND);
  host.child.kill("SIGKILL");
  c.ip("link", "set", "eth0", "down");
  await until("both are gone", () => shown(finder).length === 0, GONE);
  c.ip("link", "set", "eth0", "up");
  await until("the one that is plugged in again is found", () => shown(finder).length === 1, GONE);
  await a.serve("Killed");
  await until("the one that was started again is found", () => shown(finder).length === 2, FOUND);
});

test("two hosts of one name are two, stay two, and both can be joined", async ({ lan }) => {
  const [a, b, c] = [lan.add(), lan.add(), lan.add()];
  const finder = await look(c);
  await a.serve("Maple Lab");
  await a.serve("Maple Lab"); // on the same computer, at the next port
  await b.serve("Maple Lab");
  const all = ["10.77.0.1:4460", "10.77.0.1:4461", "10.77.0.2:4460"].map(
    (host) => `Maple Lab http://${host}`,
  );
  await until("all three are found", () => shown(finder).length === 3, FOUND);
  await new Promise((resolve) => setTimeout(resolve, 8_000)); // two rounds of pings and of announcements
  expect(shown(finder)).toEqual(all);
  expect(goneOf(finder)).toBe(0);
  for (const line of all) {
    const url = line.split(" ").at(-1) ?? "";
    const guest = c.pushpull("join", url, "--json", "--listen");
    await guest.saw(/"event":"connected"/);
  }
  await finder.saw(/"rooms":1,"people":1/);
});

test("networks are followed: a host finds its way onto one that comes later, and to another address", async ({
  lan,
}) => {
  const [a, b] = [lan.add(false), lan.add()];
  const finder = await look(b);
  const host = await a.serve("Latecomer");
  await host.saw(/on no network with an IPv4 address/);
  lan.plugIn(a);
  await until("it is found once it is plugged in", () => shown(finder).length === 1, GONE);
  a.ip("addr", "del", "10.77.0.1/24", "dev", "eth0");
  a.ip("addr", "add", "10.77.0.99/24", "dev", "eth0");
  const moved = "Latecomer http://10.77.0.99:4460";
  await until("it is found at its new address", () => shown(finder)[0] === moved, 2 * GONE);
});

test("where mDNS is dead, that is said in words, and an address still works", async ({ lan }) => {
  const [a, b] = [lan.add(), lan.add()];
  const alone = lan.add(false);
  const nobody = alone.pushpull("find", "--seconds", "1");
  expect(await nobody.ended).toBe(1);
  expect(nobody.output().stderr).toMatch(/on no network with an IPv4 address\. Connect it/);

  const keeper = "require('dgram').createSocket('udp4').bind(5353, () => console.log('kept'))";
  await b.run(process.execPath, "-e", keeper).saw(/kept/);
  const host = await b.serve("By address");
  await host.saw(/Others do not find this host by themselves: Another program keeps UDP port 5353/);
  const deaf = b.pushpull("find", "--seconds", "4");
  expect(await deaf.ended).toBe(1);
  expect(deaf.output().stderr).toMatch(/Another program keeps UDP port 5353/);

  const barred = lan.add();
  const noGroups = "echo 0 > /proc/sys/net/ipv4/igmp_max_memberships";
  expect(await barred.run("sh", "-c", noGroups).ended).toBe(0);
  const muted = barred.pushpull("find", "--seconds", "1");
  expect(await muted.ended).toBe(1);
  expect(muted.output().stderr).toMatch(/Multicast does not get through here/);

  const guest = a.pushpull("join", "http://10.77.0.2:4460", "--json", "--listen");
  await guest.saw(/"event":"connected"/);
  const finder = a.pushpull("find", "--seconds", "4");
  expect(await finder.ended).toBe(1);
  expect(finder.output().stderr).toMatch(/No host was found\. Is one running/);
});

test("a host that is not to be found is not", async ({ lan }) => {
  const [a, b] = [lan.add(), lan.add()];
  await a.serve("Hermit", "--no-discovery");
  const finder = b.pushpull("find", "--seconds", "4");
  expect(await finder.ended).toBe(1);
});

test("a neighbour who talks nonsense moves no host, adds none, and stops nobody from looking", async ({
  lan,
}) => {
  const [a, b, c] = [lan.add(), lan.add(), lan.add()];
  const finder = await look(b);
  const host = await a.serve("Maple Lab");
  const own = await b.serve("Own desk");
  await finder.saw(/Own desk/);
  const { id } = JSON.parse(
    finder
      .output()
      .stdout.split("\n")
      .find((line) => line.includes("Maple")) ?? "{}",
  );
  const neighbour = c.run(process.execPath, noisyNeighbour, "10.77.0.3", id, "10.77.0.1");
  expect(await neighbour.ended, neighbour.output().stderr).toBe(0);
  expect(shown(finder)).toEqual(["Maple Lab http://10.77.0.1:4460", "Own desk http://10.77.0.2:4460"]);
  expect(goneOf(finder)).toBe(0);
  expect(finder.output().stdout).not.toMatch(/Fake|Moved|Renamed|Odd/);
  for (const program of [host, own, finder]) expect(program.child.exitCode).toBeNull();
  await c.serve("Afterwards");
  await until("a host that comes afterwards is found", () => shown(finder).length === 3, 2 * GONE);
});

/** Opens the start screen of the host at 10.77.0.1, which finds one other. */
async function openStart(page: Page): Promise<void> {
  await page.goto("http://10.77.0.1:4460");
  await expect(page.getByText("1 found · still looking")).toBeVisible();
}

/** What a phone's camera reads off the screen. */
async function readCode(page: Page): Promise<string | undefined> {
  const picture = await page.getByRole("img", { name: /^QR code/ }).screenshot();
  const pixels = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    canvas?.drawImage(image, 0, 0);
    return { width, height, data: [...(canvas?.getImageData(0, 0, width, height).data ?? [])] };
  }, picture.toString("base64"));
  return jsQR(Uint8ClampedArray.from(pixels.data), pixels.width, pixels.height)?.data;
}

test("in the browser: found, joined, remembered, gone; and others are invited by code and link", async ({
  lan,
}) => {
  const [a, b] = [lan.add(), lan.add()];
  await a.serve("Own desk");
  const maple = await b.serve("Maple Lab");
  const browser = await a.browse();
  try {
    const context = await browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    await openStart(page);
    await expect(page.getByText("10.77.0.2:4460 · 1 room")).toBeVisible();
    await page.getByLabel("Your name").fill("Ada");
    await page.getByRole("button", { name: "Join Maple Lab" }).click();
    await expect(page.getByRole("button", { name: "1 person" })).toBeVisible();

    await page.getByRole("button", { name: "Invite others" }).click();
    await expect(page.getByRole("radio", { name: "http://10.77.0.2:4460" })).toBeChecked();
    const link = await readCode(page);
    expect(link).toMatch(/^http:\/\/10\.77\.0\.2:4460\/#host=[\w-]{43}$/);
    await page.getByRole("button", { name: "Copy the link" }).click(); // plain HTTP: without navigator.clipboard
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const guest = await context.newPage();
    await guest.goto(link ?? "");
    await expect(guest.getByText("This page comes from it")).toBeVisible();
    await guest.close();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Actions" }).first().click();
    await page.getByRole("button", { name: "Leave this host" }).click();
    await expect(page.getByText("1 found · still looking")).toBeVisible();
    maple.child.kill("SIGKILL");
    await once(maple.child, "exit");
    await expect(page.getByText("Looking for others…")).toBeVisible({ timeout: GONE });
    await expect(page.getByRole("heading", { name: "Joined before" })).toBeVisible();
    await page.getByRole("button", { name: "Join Maple Lab" }).click();
    await expect(page.getByText("Nothing answers there.")).toBeVisible();
    await page.getByRole("button", { name: "Forget Maple Lab" }).click();
    await expect(page.getByRole("heading", { name: "Joined before" })).toBeHidden();
  } finally {
    await browser.close();
  }
});

test("a host that asks for a passcode has a lock beside its name, the own one, too", async ({ lan }) => {
  const [a, b] = [lan.add(), lan.add()];
  const file = test.info().outputPath("passcode");
  writeFileSync(file, "kite-lamp");
  await a.serve("Own desk", "--passcode-file", file);
  await b.serve("Maple Lab", "--passcode-file", file);
  const browser = await a.browse();
  try {
    const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
    await openStart(page);
    for (const host of ["Own desk", "Maple Lab"]) {
      const row = page.locator(".start-host", { hasText: host });
      const name = await row.getByText(host, { exact: true }).boundingBox();
      const lock = await row.getByTitle("asks for a passcode").boundingBox();
      expect(lock?.x).toBeGreaterThan((name?.x ?? 0) + (name?.width ?? 0));
      expect(lock?.y).toBeLessThan((name?.y ?? 0) + (name?.height ?? 0));
      await expect(row).not.toContainText(/room|person|people/);
    }
  } finally {
    await browser.close();
  }
});

test("axe finds nothing in the list of hosts and in the invitation, in light and dark colours", async ({
  lan,
}) => {
  const [a, b] = [lan.add(), lan.add()];
  await a.serve("Own desk");
  await b.serve("Maple Lab");
  const browser = await a.browse();
  const before = [{ id: "x".repeat(43), name: "Studio B", url: "http://192.168.1.57:4460", joinedAt: 1 }];
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await (await browser.newContext({ locale: "en-GB", colorScheme })).newPage();
      await page.addInitScript(
        (hosts) => localStorage.setItem("pushpull.hosts", hosts),
        JSON.stringify(before),
      );
      await openStart(page);
      await expect(page.getByText("Studio B")).toBeVisible();
      await expectAccessible(page, `the list of hosts, ${colorScheme}`);
      await page.getByLabel("Your name").fill(`Ada in ${colorScheme} colours`);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Invite others" }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("radio", { name: "http://10.77.0.1:4460 this network" })).toBeChecked();
      await expectAccessible(page, `the invitation, ${colorScheme}`);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("button", { name: "Invite others" })).toBeFocused();
    }
  } finally {
    await browser.close();
  }
});
