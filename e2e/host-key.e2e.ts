// A host is known by its key: who has its name or its address and not its key is told nothing before the person says so.
import { expect, type Page } from "@playwright/test";
import { io } from "socket.io-client";
import { ENGINE_PATH } from "../protocol/limits.ts";
import { until } from "../testing/until.ts";
import { message, say, TestHost, test } from "./app.ts";
import { expectAccessible } from "./axe.ts";

/** Another host of that name, with a key and a history of its own. */
async function withImpostor(name: string, use: (impostor: TestHost) => Promise<void>): Promise<void> {
  const impostor = new TestHost(name);
  await impostor.start();
  try {
    await use(impostor);
  } finally {
    await impostor.dispose();
  }
}

async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Actions" }).first().click();
  await page.getByRole("button", { name: "Leave this host" }).click();
  await expect(page.getByRole("heading", { name: "On this network" })).toBeVisible();
}

async function connectTo(page: Page, address: string): Promise<void> {
  await page.getByLabel("Or type an address").fill(address);
  await page.getByRole("button", { name: "Connect" }).click();
}

const question = (page: Page) => page.getByRole("dialog", { name: "Is this really Maple Lab?" });
const isInLobby = (page: Page) =>
  expect(page.getByRole("button", { name: /^\d+ (person|people)$/ })).toBeVisible();

/** Who the host takes somebody with this token for. */
async function memberAt(url: string, token: string): Promise<string> {
  const socket = io(url, { path: ENGINE_PATH, auth: { token }, forceNew: true, reconnection: false });
  let id = "";
  socket.on("welcome", (welcome) => {
    id = welcome.member.id;
  });
  await until("the host says who that is", () => id !== "");
  socket.disconnect();
  return id;
}

/** The tokens that the page keeps, by host. */
const tokensOf = (page: Page) =>
  page.evaluate(
    (): Record<string, string> => JSON.parse(localStorage.getItem("pushpull.settings") ?? "{}").tokens,
  );

test("a known name with a new key is a question; only then is anything said", async ({ enter, host }) => {
  const ada = await enter("Ada");
  await say(ada, "to the real one");
  await expect(message(ada, "to the real one")).toBeVisible();
  await leave(ada);
  await withImpostor("maple  LAB", async (impostor) => {
    const asked: string[] = [];
    ada.on("request", (request) => {
      if (request.url().startsWith(impostor.url)) asked.push(new URL(request.url()).pathname);
    });
    await connectTo(ada, impostor.url);
    const dialog = ada.getByRole("dialog", { name: /^Is this really maple\s+LAB\?$/ });
    await expect(dialog.getByText("this one has another key")).toBeVisible();
    const keys = await dialog.locator("dd").allTextContents();
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^([0-9A-F]{4} ){4}[0-9A-F]{4}$/);
    await ada.getByRole("button", { name: "Do not join" }).click();
    await expect(dialog).toBeHidden();
    expect(asked).toEqual(["/api/host"]);
    expect(Object.keys(await tokensOf(ada))).toHaveLength(1);

    await connectTo(ada, impostor.url);
    await dialog.getByRole("button", { name: "Join all the same" }).click();
    await isInLobby(ada);
    await expect(message(ada, "to the real one")).toBeHidden();

    // What the other one was told is of no use at the first.
    const [first = "", second = ""] = Object.values(await tokensOf(ada));
    expect(second).not.toBe(first);
    expect(await memberAt(host.url, second)).not.toBe(await memberAt(host.url, first));

    // Once it is known, it is no question any more.
    await leave(ada);
    await connectTo(ada, impostor.url);
    await isInLobby(ada);
  });
});

test("whoever takes a host's address gets nothing of a chat that was open", async ({ enter, host }) => {
  const ada = await enter("Ada");
  await host.stop("SIGKILL");
  await say(ada, "for the real one only");
  const impostor = new TestHost("Maple Lab");
  impostor.url = host.url;
  await impostor.start();
  try {
    await expect(ada.getByText("Another host answers at this address now.").first()).toBeVisible();
    // Also when the page is loaded again, which the other one now serves.
    await ada.reload();
    await expect(ada.getByText("Another host answers at this address now.").first()).toBeVisible();
    await expect(ada.getByRole("heading", { name: "On this network" })).toBeVisible();
    await ada.getByRole("button", { name: "Join", exact: true }).click();
    await expect(question(ada)).toBeVisible();
    await ada.getByRole("button", { name: "Do not join" }).click();
  } finally {
    await impostor.dispose();
  }
  await host.start();
  await ada.reload();
  await ada.getByRole("button", { name: "Join", exact: true }).click();
  await expect(message(ada, "for the real one only")).toBeVisible();
  await expect(ada.getByText("Sending")).toBeHidden();
});

test("an invitation is good for the host that gave it alone", async ({ open, host }) => {
  const ada = await open();
  await ada.getByLabel("Your name").fill("Ada");
  await withImpostor("Maple Lab", async (impostor) => {
    const { id } = await (await fetch(`${impostor.url}/api/host`)).json();
    await connectTo(ada, `${impostor.url}/#host=${"h".repeat(43)}`);
    const dialog = ada.getByRole("dialog", { name: "Not the host that invited you" });
    await expect(dialog.getByText("Ask whoever invited you for a new link.")).toBeVisible();
    await expect(dialog.getByRole("button")).toHaveCount(1);
    await ada.keyboard.press("Escape");
    await connectTo(ada, `${impostor.url}/#host=${id}`);
    await isInLobby(ada);
  });

  // The link of another host, opened in a browser.
  await ada.goto(`${host.url}/?again#host=${"h".repeat(43)}`);
  await ada.evaluate(() => sessionStorage.clear());
  await ada.reload();
  await ada.getByRole("button", { name: "Join", exact: true }).click();
  await expect(ada.getByRole("dialog", { name: "Not the host that invited you" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the question about a key, in ${colorScheme} colours`, async ({ enter }) => {
    const ada = await enter("Ada", { colorScheme });
    await leave(ada);
    await withImpostor("Maple Lab", async (impostor) => {
      await connectTo(ada, impostor.url);
      await expect(question(ada)).toBeVisible();
      await expectAccessible(ada, "the question");
    });
  });
}
