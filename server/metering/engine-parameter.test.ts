import { expect, it } from "vitest";
import { engineParameter } from "./engine-parameter.ts";

it.each([
  ["/socket.io/?EIO=4&transport=polling&sid=abc", "abc"],
  ["/socket.io/?sid=abc&EIO=4", "abc"],
  ["/socket.io/?asid=no&psid=no&sid=abc", "abc"], // the end of another one's name
  ["/socket.io/?asid=no", ""],
  ["/socket.io/?sid=", ""],
  ["/socket.io/?sid=one&sid=two", "one"],
  ["/socket.io/", ""],
  ["/api/host?sid=abc", ""],
  [undefined, ""],
])("finds the session of %s", (url, sid) => {
  expect(engineParameter({ ...(url !== undefined && { url }) }, "sid")).toBe(sid);
});
