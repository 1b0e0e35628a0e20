// A host is opened and closed to others from its own computer, and told whether they reach it.
import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { type Computer, Lan, whyNoLan } from "./lan.ts";

/** How soon a host is gone for others when it is closed, in ms. */
const GONE = 15_000;

const reason = whyNoLan();

interface Fixtures {
  lan: Lan;
  /** A page in a browser on that computer. */
  open(computer: Computer, url: string, colorScheme?: "light" | "dark"): Promise<Page>;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  lan: async ({}, use) => {
    const lan = new Lan();
    await use(lan);
    lan.dispose();
  },
  open: async ({ lan: _lan }, use) => {
    // They end before their computers: that is what `lan` is asked for.
    const browsers: Browser[] = [];
    await use(async (computer, url, colorScheme = "light") => {
      const browser = await computer.browse();
      browsers.push(browser);
      const context = await browser.newContext({ locale: "en-GB", colorScheme });
      const page = await context.newPage();
      await page.goto(url);
      return page;
    });
    for (const browser of browsers) await browser.close();
  },
});

test.skip(reason !== null, reason ?? "");

const OWN = "http://127.0.0.1:4460";
const OUTSIDE = "http://10.77.0.1:4460";

/** Gives the computer a second network, on which nobody else is: a VPN, as it looks. */
function addTunnel(computer: Computer): void {
  computer.ip("link", "add", "tun0", "type", "veth", "peer", "name", "far");
  computer.ip("link", "set", "far", "up");
  computer.ip("addr", "add", "10.99.0.1/24", "dev", "tun0");
  computer.ip("link", "set", "tun0", "up");
}

/** Whether a program on that computer reaches a host. */
async function reaches(computer: Computer, url: string): Promise<boolean> {
  const ask = `fetch("${url}/api/host", { signal: AbortSignal.timeout(3000) }).then(() => process.exit(0), () => process.exit(1))`;
  return (await computer.run(process.execPath, "-e", ask).ended) === 0;
}

/** Whether a program on that computer finds a host of that name. */
async function finds(computer: Computer, name: string): Promise<boolean> {
  const finder = computer.pushpull("find", "--seconds", "4");
  await finder.ended;
  return finder.output().stdout.includes(name);
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Hosting" });

async function openHosting(page: Page, note: string): Promise<void> {
  await page.getByRole("button", { name: note }).click();
  await expect(dialog(page)).toBeVisible();
}

test("the owner closes the host to others and opens it again, and stays in it all the while", async ({
  lan,
  open,
}) => {
  const [a, b] = [lan.add(), lan.add()];
  await a.serve("Own desk");
  await b.serve("Maple Lab");
  const page = await open(a, OWN);
  await expect(page.getByText("1 found")).toBeVisible();
  await expect(page.getByRole("button", { name: "Open to 1 network" })).toBeVisible();
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "1 person" })).toBeVisible();
  const guest = b.pushpull("join", OUTSIDE, "--json", "--listen", "--name", "Ben");
  await guest.saw(/"event":"connected"/);
  await expect(page.getByRole("button", { name: "2 people" })).toBeVisible();

  await page.keyboard.press("Alt+h");
  await expect(
    dialog(page).getByText(`Everyone on these networks can reach this host at ${OUTSIDE}`),
  ).toBeVisible();
  await dialog(page).getByRole("switch", { name: "Let others reach this host" }).press("Space");
  await expect(dialog(page).getByText("Only this computer can reach this host.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "1 person" })).toBeVisible();
  expect(await reaches(b, OUTSIDE)).toBe(false);
  expect(await finds(b, "Own desk")).toBe(false);
  expect(await finds(a, "Maple Lab")).toBe(true);
  await expect(page.getByText("Not connected")).toBeHidden();

  await page.getByRole("button", { name: "Actions" }).first().click();
  await page.getByRole("button", { name: "Hosting" }).click();
  await dialog(page).getByRole("switch").press("Space");
  await expect(dialog(page).getByText("Everyone on these networks")).toBeVisible();
  await expect.poll(() => reaches(b, OUTSIDE)).toBe(true);
  await expect.poll(() => finds(b, "Own desk"), { timeout: GONE }).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "2 people" })).toBeVisible({ timeout: 40_000 }); // the guest is back
});

test("the owner chooses a network, which stays chosen at another address", async ({ lan, open }) => {
  const [a, b] = [lan.add(), lan.add()];
  addTunnel(a);
  await a.serve("Own desk");
  const page = await open(a, OWN);
  await openHosting(page, "Open to 2 networks");
  await expect(dialog(page).getByRole("checkbox")).toHaveCount(2);
  await expect(dialog(page).getByRole("checkbox").first()).toHaveAccessibleName(
    "eth0 10.77.0.1 this network",
  );
  await dialog(page).getByRole("checkbox", { name: "tun0" }).press("Space");
  await expect(dialog(page).getByText("Everyone on the chosen networks can reach")).toBeVisible();
  expect(await reaches(a, "http://10.99.0.1:4460")).toBe(false);
  expect(await reaches(b, OUTSIDE)).toBe(true);
  a.ip("addr", "del", "10.77.0.1/24", "dev", "eth0");
  a.ip("addr", "add", "10.77.0.99/24", "dev", "eth0");
  await expect(dialog(page).getByText("http://10.77.0.99:4460").first()).toBeVisible();
  expect(await reaches(b, "http://10.77.0.99:4460")).toBe(true);
});

test("two quick changes are both made, also when the host is slow to answer the first", async ({
  lan,
  open,
}) => {
  const a = lan.add();
  addTunnel(a);
  await a.serve("Own desk");
  const page = await open(a, OWN);
  await openHosting(page, "Open to 2 networks");
  let answer: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/hosting", async (route) => {
    if (route.request().method() === "POST") await isHeld;
    await route.continue();
  });
  const box = (name: string) => dialog(page).getByRole("checkbox", { name });
  await box("tun0").press("Space");
  await expect(box("tun0")).not.toBeChecked();
  await expect(dialog(page).getByText("Changing…")).toBeVisible();
  await box("eth0").press("Space");
  await expect(box("eth0")).not.toBeChecked();
  await expect(dialog(page).getByRole("switch")).not.toBeChecked();
  answer();
  await expect(dialog(page).getByText("Only this computer can reach this host.")).toBeVisible();
  await expect(dialog(page).getByText("Changing…")).toBeHidden();
  for (const name of ["eth0", "tun0"]) await expect(box(name)).not.toBeChecked();
});

test("an answer from before a change does not take the change back on screen", async ({ lan, open }) => {
  const a = lan.add();
  await a.serve("Own desk");
  const page = await open(a, OWN);
  await openHosting(page, "Open to 1 network");
  const before = await page.evaluate(async () => (await fetch("/api/hosting")).json());
  let answer: () => void = () => undefined;
  const isLate = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const late = { isAsked: false, isTold: false };
  await page.route("**/api/hosting", async (route) => {
    if (route.request().method() === "POST" || late.isAsked) return route.continue();
    late.isAsked = true;
    await isLate;
    await route.fulfill({ json: before });
    late.isTold = true;
  });
  await expect.poll(() => late.isAsked).toBe(true);
  await dialog(page).getByRole("switch").press("Space");
  await expect(dialog(page).getByText("Only this computer can reach this host.")).toBeVisible();
  await dialog(page).evaluate((element) => {
    const look = () => {
      if (/Everyone on these networks/.test(element.textContent)) document.body.dataset.flickered = "";
    };
    new MutationObserver(look).observe(element, { subtree: true, childList: true, characterData: true });
  });
  answer();
  await expect.poll(() => late.isTold).toBe(true);
  await page.waitForResponse(/api\/hosting$/); // the next answer is there, so that one has been drawn
  expect(await page.locator("body").getAttribute("data-flickered")).toBeNull();
});

test("a host that is gone is not said to be open, and is asked again", async ({ lan, open }) => {
  const a = lan.add();
  const host = await a.serve("Own desk");
  const page = await open(a, OWN);
  await openHosting(page, "Open to 1 network");
  await expect(dialog(page).getByText("Everyone on these networks")).toBeVisible();
  host.child.kill("SIGKILL");
  await expect(dialog(page).getByRole("alert")).toHaveText(/^The host does not answer\./);
  await expect(dialog(page).getByText("Everyone on these networks")).toBeHidden();
  await expect(dialog(page).getByRole("switch")).toBeDisabled();
  await expect(dialog(page).getByRole("checkbox")).toBeDisabled();
  await expect(dialog(page).getByRole("button", { name: "Test" })).toBeHidden();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await openHosting(page, "It does not answer");
  await a.serve("Own desk");
  await expect(dialog(page).getByText("Everyone on these networks")).toBeVisible();
  await expect(dialog(page).getByRole("switch")).toBeEnabled();
});

test("a neighbour says whether the host is reached, and a firewall shows", async ({ lan, open }) => {
  const [a, b] = [lan.add(), lan.add()];
  await a.serve("Own desk");
  await b.serve("Maple Lab");
  const page = await open(a, OWN);
  await openHosting(page, "Open to 1 network");
  await dialog(page).getByRole("button", { name: "Test" }).click();
  await expect(dialog(page).getByText("Maple Lab reached this host.")).toBeVisible();
  a.drop(4460);
  await dialog(page).getByRole("button", { name: "Test" }).click();
  await expect(
    dialog(page).getByText(/^Maple Lab got no answer\. Usually this computer's firewall/),
  ).toBeVisible();
  await expect(dialog(page).getByText("sudo ufw allow 4460/tcp")).toBeVisible();
  await expect(dialog(page).getByText("New-NetFirewallRule")).toBeHidden();
  await dialog(page).getByText("Windows", { exact: true }).click();
  await expect(dialog(page).getByText("New-NetFirewallRule")).toContainText(
    "-LocalPort 4460 -Profile Private",
  );
});

test("without neighbours the page waits for the first visitor, who sees none of it", async ({
  lan,
  open,
}) => {
  const [a, b] = [lan.add(), lan.add()];
  await a.serve("Own desk", "--no-discovery");
  const page = await open(a, OWN);
  await openHosting(page, "Open to 1 network");
  await dialog(page).getByRole("button", { name: "Test" }).click();
  await expect(dialog(page).getByText("No other host was found")).toBeVisible();
  await expect(dialog(page).getByText(`Open ${OUTSIDE} on a phone`)).toBeVisible();

  const visitor = await open(b, OUTSIDE);
  await expect(dialog(page).getByText(/^10\.77\.0\.2 reached this host at /)).toBeVisible();
  await expect(visitor.getByText("This page comes from it")).toBeVisible();
  await expect(visitor.getByRole("button", { name: /^Open to/ })).toBeHidden();
  const refused = await visitor.evaluate(async () => (await fetch("/api/hosting")).status);
  expect(refused).toBe(403);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the ${colorScheme} page about hosting`, async ({ lan, open }) => {
    const a = lan.add();
    await a.serve("Own desk");
    const page = await open(a, OWN, colorScheme);
    await expect(page.getByRole("button", { name: "Open to 1 network" })).toBeVisible();
    await expectAccessible(page, "the note on the start screen");
    await openHosting(page, "Open to 1 network");
    await dialog(page).getByRole("button", { name: "Test" }).click();
    await expect(dialog(page).getByText("No other host was found")).toBeVisible();
    await expectAccessible(page, "the page about hosting");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Open to 1 network" })).toBeFocused();
  });
}
