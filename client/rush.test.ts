import { expect, it, onTestFinished } from "vitest";
import { startTestHost } from "../server/test-host.ts";
import { until } from "../testing/until.ts";
import { type Problem, Session } from "./session.ts";

const PEOPLE = 70;
/** How many of them may wait for their passcode to be looked at. */
const WAITING = 32;

it("lets everybody in who comes from one address at once with the right passcode, by itself", async () => {
  const host = await startTestHost({ passcode: "open sesame", limits: { waitingAttempts: WAITING } });
  const problems: Problem[] = [];
  const locked: string[] = [];
  const people = Array.from({ length: PEOPLE }, (_, i) => {
    const session = new Session({ url: host.url, name: `Pupil ${i}`, passcode: "open sesame" });
    session.on("error", (problem) => problems.push(problem));
    session.on("state", (state) => state === "locked" && locked.push(session.lock?.code ?? ""));
    onTestFinished(() => session.close());
    return session;
  });
  for (const session of people) session.connect();
  await until("all are in", () => people.every(({ state }) => state === "connected"), 60_000);
  expect(locked).toEqual([]);
  expect(problems.map(({ code }) => code)).toContain("rate-limited");
}, 90_000);
