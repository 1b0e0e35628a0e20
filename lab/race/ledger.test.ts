import { expect, test } from "vitest";
import { Ledger } from "./ledger.ts";

/** Two clients; client 0 has sent a, b and c, which were meant for 100, 200 and 300 ms. */
function threeSent(): Ledger {
  const ledger = new Ledger(2);
  for (const [number, id] of ["a", "b", "c"].entries()) ledger.sent(id, 0, (number + 1) * 100, "four");
  return ledger;
}

test("is settled when all is acked and everywhere, once and in order", () => {
  const ledger = threeSent();
  for (const client of [0, 1]) {
    ledger.delivered(client, "a", 1, 101);
    ledger.delivered(client, "b", 2, 202);
    ledger.delivered(client, "c", 3, 340);
  }
  expect(ledger.isSettled).toBe(false);
  for (const id of ["a", "b", "c"]) ledger.acked(id);
  expect(ledger.isSettled).toBe(true);
  expect(ledger.counts).toEqual({
    sent: 3,
    acked: 3,
    expected: 6,
    delivered: 6,
    lost: 0,
    duplicated: 0,
    reordered: 0,
    textBytes: 24,
  });
});

test("takes the latency from when a message was meant to be sent", () => {
  const ledger = threeSent();
  ledger.delivered(0, "c", 3, 340);
  expect(ledger.latency.percentile(50)).toBeCloseTo(40, 0);
});

test("sees what is lost: what somebody has not got", () => {
  const ledger = threeSent();
  ledger.delivered(0, "a", 1, 101);
  ledger.delivered(1, "a", 1, 101);
  ledger.delivered(1, "b", 2, 201);
  expect(ledger.counts.lost).toBe(3);
});

test("sees what comes twice, also under another seq, and does not take it for another message", () => {
  const ledger = threeSent();
  ledger.delivered(0, "a", 1, 101);
  ledger.delivered(0, "a", 1, 102);
  ledger.delivered(0, "a", 2, 103);
  expect(ledger.counts).toMatchObject({ delivered: 1, duplicated: 2, lost: 5 });
});

test("sees what comes after a higher seq", () => {
  const ledger = threeSent();
  ledger.delivered(0, "b", 2, 201);
  ledger.delivered(0, "a", 1, 202);
  ledger.delivered(0, "c", 3, 303);
  expect(ledger.counts.reordered).toBe(1);
});

test("sees a sender's messages in another order than he sent them, although their seqs rise", () => {
  const ledger = threeSent();
  ledger.delivered(0, "b", 1, 201);
  ledger.delivered(0, "a", 2, 202);
  expect(ledger.counts.reordered).toBe(1);
});

test("does not mind messages that it was not told of", () => {
  const ledger = threeSent();
  ledger.delivered(0, "rehearsal", 1, 50);
  ledger.acked("rehearsal");
  expect(ledger.counts).toMatchObject({ acked: 0, delivered: 0, duplicated: 0 });
});
