import type { Service } from "bonjour-service";
import { describe, expect, it } from "vitest";
import { readClaim, serviceOf, shownName } from "./announcement.ts";

const ID = `a-b_${"c".repeat(39)}`;
const told = { id: ID, name: "Maple Lab", port: 4460, rooms: 3, people: 14, passcode: false };

/** As it comes back from the network: all of it text. */
function heard(change: object = {}, txt: object = {}): Service {
  const service = serviceOf(told);
  const texts = Object.fromEntries(
    Object.entries(service.txt ?? {}).map(([key, value]) => [key, `${value}`]),
  );
  return {
    ...service,
    txt: { ...texts, ...txt },
    addresses: ["10.0.0.2", "fe80::1"],
    referer: { address: "10.0.0.2", family: "IPv4", port: 5353, size: 300 },
    ...change,
  } as unknown as Service;
}

describe("what a host announces", () => {
  it("is read as it was meant", () => {
    expect(readClaim(heard())).toEqual({ ...told, protocol: 1, addresses: ["10.0.0.2", "fe80::1"] });
    expect(readClaim(heard({}, { passcode: "1" }))?.passcode).toBe(true);
    expect(readClaim(heard({}, { protocol: "7" }))?.protocol).toBe(7);
    expect(readClaim(heard({}, { rooms: undefined, people: undefined }))).toMatchObject({
      rooms: null,
      people: null,
    });
    expect(serviceOf({ ...told, rooms: null, people: null }).txt).not.toHaveProperty("rooms");
  });

  it("has names of its own for each host, whatever it is called", () => {
    const [one, other] = [serviceOf(told), serviceOf({ ...told, id: "z".repeat(43) })];
    expect(one.name).toBe("Maple Lab (axbxcc)");
    expect(other.name).not.toBe(one.name);
    expect(other.host).not.toBe(one.host);
  });

  it.each(["枫".repeat(500), "😀".repeat(500), "a.b\\c", "", " \u0007 ", "\ud800"])(
    "fits into DNS when the name is %j",
    (name) => {
      const service = serviceOf({ ...told, name });
      expect(Buffer.byteLength(service.name)).toBeLessThanOrEqual(63);
      expect(service.name).not.toMatch(/[.\\]/);
      expect(service.name.isWellFormed()).toBe(true);
      for (const [key, value] of Object.entries(service.txt ?? {}))
        expect(Buffer.byteLength(`${key}=${value}`)).toBeLessThanOrEqual(255);
      expect(readClaim(heard({}, { name: shownName(name) }))?.name).toBe(shownName(name));
    },
  );
});

describe("what a stranger announces", () => {
  it.each([
    ["no text at all", heard({ txt: undefined })],
    ["an id of another form", heard({}, { id: "../../etc/passwd" })],
    ["no name", heard({}, { name: undefined })],
    ["a name that is too long", heard({}, { name: "x".repeat(61) })],
    ["a name that turns the text around", heard({}, { name: "Maple \u202Ebal" })],
    ["a name with controls", heard({}, { name: "Maple\u001b[2J" })],
    ["no port", heard({ port: 0 })],
    ["a port that is none", heard({ port: 70_000 })],
    ["a number that is none", heard({}, { people: "many" })],
    ["a number beyond all bounds", heard({}, { rooms: "9".repeat(40) })],
    ["a form of another time", heard({}, { txtvers: "2" })],
    ["no addresses", heard({ addresses: undefined })],
    ["an address that is too long", heard({ addresses: ["x".repeat(500)] })],
  ])("is not read when it has %s", (_, service) => {
    expect(readClaim(service)).toBeNull();
  });

  it("has only its first addresses looked at, the packet's own before them", () => {
    const addresses = Array.from({ length: 100 }, (_, i) => `10.0.1.${i}`);
    expect(readClaim(heard({ addresses }))?.addresses).toEqual(["10.0.0.2", ...addresses.slice(0, 7)]);
  });
});
