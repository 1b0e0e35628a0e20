import { expect, it } from "vitest";
import { invitationTo, invitingHost } from "./invitation.ts";

const id = `${"a-_".repeat(14)}a`;

it("holds the host's address and its id", () => {
  const link = invitationTo("http://192.168.1.20:4460", id);
  expect(link).toBe(`http://192.168.1.20:4460/#host=${id}`);
  expect(invitingHost(link)).toBe(id);
  expect(invitingHost(`192.168.1.20:4460#host=${id}`)).toBe(id);
  expect(invitingHost(`#owner=x&host=${id}`)).toBe(id);
});

it.each(["", "http://192.168.1.20:4460", "#host=", "#host=short", `#host=${id}a`, `?host=${id}`])(
  "names no host in %j",
  (link) => expect(invitingHost(link)).toBeNull(),
);
