import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Session } from "../../client/session.ts";
import { ROUTES } from "../../protocol/http.ts";
import { LOBBY } from "../../protocol/limits.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { startTestHost } from "../test-host.ts";
import { THREE_NETWORKS } from "./test-interfaces.ts";

/** How often the host is opened and closed. */
const CHANGES = 60;
const REACHES = [{ mode: "off" }, { mode: "everyone" }, { mode: "some", interfaces: ["eth0"] }];

test("over all six transports nobody on the host's computer notices that it is opened and closed to others", async () => {
  const host = await startTestHost({ host: undefined, interfaces: () => THREE_NETWORKS });
  let drops = 0;
  const people = TRANSPORTS.map((transport) => {
    const session = new Session({ url: host.url, name: transport, transport, pollInterval: 100 });
    onTestFinished(() => session.close());
    const heard: string[] = [];
    session.on("message", ({ message }) => heard.push(message.text));
    return { session, heard };
  });
  for (const { session } of people) {
    session.connect();
    expect(await session.join(LOBBY)).toMatchObject({ ok: true });
    session.on("state", (state) => {
      if (state !== "connected") drops++;
    });
  }
  let sent = 0;
  let turnedAway = 0;
  const talking = setInterval(() => {
    for (const { session } of people) session.send(LOBBY, `text ${sent++}`);
    const door = connect(host.port, "127.0.0.1"); // as somebody who comes just now
    door.once("connect", () => door.destroy()).once("error", () => turnedAway++);
  }, 10);
  onTestFinished(() => clearInterval(talking));
  for (let i = 0; i < CHANGES; i++) {
    const body = JSON.stringify(REACHES[i % REACHES.length]);
    expect((await fetch(`${host.url}${ROUTES.hosting}`, { method: "POST", body })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  clearInterval(talking);
  await until("everybody has heard everything", () => people.every(({ heard }) => heard.length >= sent));
  expect({ drops, turnedAway }).toEqual({ drops: 0, turnedAway: 0 });
  const inOrder = people[0]?.heard ?? [];
  expect(new Set(inOrder).size).toBe(sent);
  for (const { heard } of people) expect(heard).toEqual(inOrder);
});
