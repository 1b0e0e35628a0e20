import { expect, it, onTestFinished } from "vitest";
import { connect, refusalOf, startTestHost } from "../server/test-host.ts";
import { until } from "../testing/until.ts";
import { type Problem, Session } from "./session.ts";

const PEOPLE = 70;
const PASSCODE = "open sesame";

it("lets everybody in who comes from one address at once with the right passcode, by itself", async () => {
  // One at a time is looked at, and somebody who has guessed wrong takes that place for a while.
  const host = await startTestHost({ passcode: PASSCODE, limits: { waitingAttempts: 1, wrongDelay: 5_000 } });
  const guess = refusalOf(connect(host, { passcode: "open barley" }));
  await until("nobody else is looked at", async () => {
    const refusal = await connect(host, { passcode: PASSCODE }).catch(({ data }) => data);
    return refusal.code === "rate-limited";
  });
  const problems: Problem[] = [];
  const locked: string[] = [];
  const people = Array.from({ length: PEOPLE }, (_, i) => {
    const session = new Session({ url: host.url, name: `Pupil ${i}`, passcode: PASSCODE });
    session.on("error", (problem) => problems.push(problem));
    session.on("state", (state) => state === "locked" && locked.push(session.lock?.code ?? ""));
    onTestFinished(() => session.close());
    return session;
  });
  for (const session of people) session.connect();
  await until("all are in", () => people.every(({ state }) => state === "connected"), 60_000);
  expect(locked).toEqual([]);
  expect(problems.map(({ code }) => code)).toContain("rate-limited");
  expect(await guess).toMatchObject({ code: "passcode-wrong" });
});
