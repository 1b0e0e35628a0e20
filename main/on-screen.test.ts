import { expect, it } from "vitest";
import { placeOnScreen } from "./on-screen.ts";

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const right = { x: 1440, y: 0, width: 1920, height: 1080 };
const window = (x: number, y: number, width = 1200, height = 800) => ({ x, y, width, height });

it.each([
  ["inside", window(100, 50)],
  ["half on the other screen", window(1000, 50)],
  ["on the other screen", window(2000, 100)],
  ["mostly below the edge", window(100, 860)],
  ["mostly left of the edge", window(-1090, 50)],
])("leaves a window that is %s", (_where, place) => {
  expect(placeOnScreen(place, [laptop, right])).toBeNull();
});

it.each([
  ["on a screen that is gone", window(5000, 100)],
  ["above the screen", window(100, -500)],
  ["below it", window(100, 2000)],
  ["left of it but for a strip", window(-1150, 50)],
])("brings back a window that is %s", (_where, place) => {
  expect(placeOnScreen(place, [laptop])).toEqual({ x: 120, y: 63, width: 1200, height: 800 });
});

it("makes a window no larger than the screen", () => {
  expect(placeOnScreen(window(5000, 0, 3000, 2000), [laptop])).toEqual(laptop);
});

it("does nothing where there is no screen", () => {
  expect(placeOnScreen(window(5000, 0), [])).toBeNull();
});
