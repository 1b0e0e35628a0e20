import { afterEach, expect, test } from "vitest";
import { type Asked, askOwner, closeAsked, forgetAsked, useAsked } from "./asked.ts";

const kick: Asked = { what: "kick", member: { id: "a", name: "Ada" } };
const close: Asked = { what: "close-room", room: "den" };

afterEach(forgetAsked);

test("an answered question is closed", () => {
  askOwner(kick);
  closeAsked(kick);
  expect(useAsked.getState().asked).toBeNull();
});

test("another question that was asked meanwhile stays", () => {
  askOwner(kick);
  askOwner(close);
  closeAsked(kick);
  expect(useAsked.getState().asked).toBe(close);
});
