import { expect } from "@playwright/test";
import { announcement, composer, message, test } from "./app.ts";

test("everything can be done with the keyboard alone", async ({ open, someone }) => {
  const mina = await someone("Mina");
  await mina.createRoom("homework");
  await mina.join("homework");
  const ada = await open();
  const { keyboard } = ada;
  const focused = ada.locator(":focus");
  await ada.context().grantPermissions(["clipboard-read", "clipboard-write"]);

  // First start: name, Enter.
  await expect(ada.getByText("Maple Lab")).toBeVisible();
  await keyboard.type("Ada");
  await keyboard.press("Enter");
  await expect(composer(ada)).toBeFocused();

  // Talk: two messages, then up to the first of them, copy it, and back.
  await keyboard.type("one");
  await keyboard.press("Enter");
  await keyboard.type("two");
  await keyboard.press("Enter");
  await expect(ada.locator("[data-seq]")).toHaveCount(2);
  await expect(message(ada, "two")).toBeVisible();
  await keyboard.press("ArrowUp");
  await expect(focused).toHaveAccessibleName(/^Ada \d\d:\d\d two$/);
  await keyboard.press("ArrowUp");
  await expect(focused).toHaveAccessibleName(/one$/);
  await keyboard.press("c");
  await expect.poll(() => ada.evaluate(() => navigator.clipboard.readText())).toBe("one");
  await keyboard.press("Tab");
  await expect(focused).toHaveAccessibleName("How did this reach me?");
  await keyboard.press("Tab");
  await expect(focused).toHaveAccessibleName(/Copy the text|Copied/);
  await keyboard.press("Escape"); // takes the tooltip away
  await keyboard.press("Escape");
  await expect(composer(ada)).toBeFocused();

  // Rooms: the next one, back, by name, a new one.
  await keyboard.press("Alt+ArrowDown");
  await expect(ada.getByRole("heading", { name: "# homework" })).toBeVisible();
  await keyboard.press("Alt+ArrowUp");
  await expect(ada.getByRole("heading", { name: "# lobby" })).toBeVisible();
  mina.send("homework", "new here");
  await expect(ada.getByRole("button", { name: "homework" })).toHaveAccessibleName(/1 unread message/);
  await keyboard.press("Alt+Shift+ArrowDown");
  await expect(message(ada, "new here")).toBeVisible();
  await keyboard.press("Control+k");
  await keyboard.type("lob");
  await keyboard.press("Enter");
  await expect(ada.getByRole("heading", { name: "# lobby" })).toBeVisible();
  await expect(composer(ada)).toBeFocused();

  // Columns: from the composer to the panel, to the left column, to the messages and to the composer again.
  await keyboard.press("F6");
  await expect(focused).toHaveAttribute("type", "radio");
  await keyboard.press("F6");
  await expect(focused).toHaveAccessibleName("lobby");
  await keyboard.press("F6");
  await expect(ada.getByRole("log")).toBeFocused();
  await keyboard.press("F6");
  await expect(composer(ada)).toBeFocused();
  await keyboard.press("Shift+F6");
  await expect(ada.getByRole("log")).toBeFocused();
  await keyboard.press("Escape");

  // Transports: by number, and by the arrows in the panel.
  await keyboard.press("Alt+5");
  await expect(ada.getByRole("radio", { name: "SSE" })).toBeChecked();
  await expect(announcement(ada)).toHaveText("Switched to SSE");
  await keyboard.press("F6");
  await keyboard.press("ArrowDown");
  await expect(ada.getByRole("radio", { name: "WebSocket" })).toBeChecked();
  await keyboard.press("Escape");
  await keyboard.press("Control+.");
  await expect(ada.getByRole("radio", { name: "SSE" })).toBeHidden();
  await keyboard.press("Control+.");
  await expect(ada.getByRole("radio", { name: "SSE" })).toBeVisible();

  // The page of keys says all of this.
  await keyboard.press("Control+/");
  await expect(ada.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Alt 5");
  await keyboard.press("Escape");
  await expect(composer(ada)).toBeFocused();
});

test("with the Tab key one comes by everything in the order in which it stands", async ({ enter }) => {
  const ada = await enter("Ada");
  await ada.keyboard.type("one");
  await ada.keyboard.press("Enter");
  await expect(message(ada, "one")).toBeVisible();
  await ada.getByRole("button", { name: "Copy the address" }).focus();
  const stops: string[] = [];
  for (let i = 0; i < 14; i++) {
    stops.push(
      await ada.evaluate(
        () => document.activeElement?.closest("[data-column], header, .me")?.className ?? "",
      ),
    );
    await ada.keyboard.press("Tab");
  }
  const order = [...new Set(stops)].map((name) => name.split(" ")[0]);
  expect(order).toEqual([
    "host-head",
    "left-column",
    "me",
    "room-head",
    "room-messages",
    "composer-area",
    "transport-panel-bar",
    "panel-column",
  ]);
});
