import { expect, it } from "vitest";
import { isProven, newChallenge } from "../protocol/host-proof.ts";
import { HostKey } from "./host-key.ts";

const key = HostKey.fleeting();
const other = HostKey.fleeting();

it("is the signature of this challenge by the id's key", async () => {
  const challenge = newChallenge();
  expect(await isProven(key.id, challenge, { signature: key.prove(challenge) })).toBe(true);
  expect(await isProven(key.id, challenge, { signature: key.prove(newChallenge()) })).toBe(false);
  expect(await isProven(key.id, challenge, { signature: other.prove(challenge) })).toBe(false);
  expect(await isProven(other.id, challenge, { signature: key.prove(challenge) })).toBe(false);
});

it("is not what is no signature, or no key", async () => {
  const challenge = newChallenge();
  const signature = key.prove(challenge);
  expect(await isProven(key.id, challenge, {})).toBe(false);
  expect(await isProven(key.id, challenge, { signature: "A".repeat(86) })).toBe(false);
  expect(await isProven("A".repeat(43), challenge, { signature })).toBe(false);
  expect(await isProven("_".repeat(43), challenge, { signature })).toBe(false);
});

it("is not given by a key of small order, under which all is signed", async () => {
  const neutral = Buffer.from([1, ...new Array(31).fill(0)]).toString("base64url");
  const signature = Buffer.from([1, ...new Array(63).fill(0)]).toString("base64url");
  expect(await isProven(neutral, newChallenge(), { signature })).toBe(false);
});
