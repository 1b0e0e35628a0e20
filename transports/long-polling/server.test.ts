import { afterEach, expect, test } from "vitest";
import { until } from "../../testing/until.ts";
import { TestHost } from "../conformance/test-host.ts";

let host: TestHost;
afterEach(() => host.close());

test("a pause answers the poll that waits, or the next one that comes, and not the ones after that", async () => {
  host = await new TestHost().listen();
  const url = `${host.url}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1));
  const poll = async (): Promise<string> => (await fetch(`${url}&sid=${sid}`)).text();
  const pause = (): Promise<Response> => fetch(`${url}&sid=${sid}`, { method: "POST", body: "6pause" });

  const waiting = poll();
  await until("the poll waits", () => host.open === 1);
  await pause();
  expect(await waiting).toBe("6");

  await pause();
  expect(await poll()).toBe("6");

  let answered = false;
  const patient = poll().then(() => {
    answered = true;
  });
  await until("the poll waits", () => host.open === 1);
  expect(answered).toBe(false);
  host.engine.close();
  await patient;
});
