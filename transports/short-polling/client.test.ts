import { io } from "socket.io-client";
import { afterEach, expect, test } from "vitest";
import { until } from "../../testing/until.ts";
import { TestHost } from "../conformance/test-host.ts";
import { orderedTransports } from "../engine/client.ts";
import { switchTransport } from "../switch/client.ts";
import { setPollInterval } from "./client.ts";

const NEVER = 1_000_000_000;
let host: TestHost;
let client: ReturnType<typeof connect>;

function connect(pollInterval: number) {
  return io(host.url, {
    transports: orderedTransports("short-polling"),
    upgrade: false,
    forceNew: true,
    transportOptions: { "short-polling": { pollInterval } },
  });
}

afterEach(async () => {
  client.close();
  await host.close();
});

test("the poll interval can be changed while the client waits for its next poll", async () => {
  host = await new TestHost().listen();
  client = connect(10);
  await until("it is connected", () => client.connected);
  setPollInterval(client, NEVER);
  let pongs = 0;
  const echo = async (): Promise<void> => {
    await client.emitWithAck("echo", "x");
    pongs++;
  };
  void echo();
  // What was sent is at the host by now, and its ack waits there for a poll that does not come.
  await until("the ack waits at the host", () => host.engine.clientsCount === 1 && host.waiting() > 0);
  expect(pongs).toBe(0);
  setPollInterval(client, 10);
  await until("the ack has been fetched", () => pongs === 1);
});

test("the poll interval holds for every later time that the session is on short polling", async () => {
  host = await new TestHost().listen();
  client = connect(NEVER);
  setPollInterval(client, 10); // before there is a connection
  await until("it is connected", () => client.connected);
  expect(await client.timeout(20_000).emitWithAck("echo", "x")).toBe("x");
  expect(await switchTransport(client, "websocket")).toMatchObject({ ok: true });
  setPollInterval(client, NEVER);
  setPollInterval(client, 10); // while another transport is in use
  expect(await switchTransport(client, "short-polling")).toMatchObject({ ok: true });
  expect(await client.timeout(20_000).emitWithAck("echo", "x")).toBe("x");
  client.io.engine.close(); // and after the connection was lost
  await until("it has connected again", () => !client.connected);
  await until("it has connected again", () => client.connected);
  expect(await client.timeout(20_000).emitWithAck("echo", "x")).toBe("x");
});

test("what goes up does not wait for a poll", async () => {
  host = await new TestHost().listen();
  client = connect(10);
  await until("it is connected", () => client.connected);
  setPollInterval(client, NEVER);
  client.emit("up", 1);
  await until("it has come", () => host.tally(2).lost === 1);
});
