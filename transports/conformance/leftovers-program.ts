/**
 * Uses every transport in every way that opens something, closes all, and then has nothing left to do: a timer, a
 * socket or a listener that was forgotten keeps the process alive, and the leftovers are printed.
 */
import { TRANSPORTS, wireName } from "../../protocol/transport-names.ts";
import { startTcpProxy } from "../../testing/tcp-proxy.ts";
import { until } from "../../testing/until.ts";
import { TestClient } from "./test-client.ts";
import { allBut, TestHost } from "./test-host.ts";

/** How long what is left may take to end by itself, in ms. ours and Engine.IO's last 8 s and more. */
const PATIENCE = 6_000;
const origin = "http://page.test";

async function main(): Promise<void> {
  const host = await new TestHost({ transports: allBut("websocket") }).listen();
  const full = await new TestHost().listen();
  const proxy = await startTcpProxy({ port: full.port });
  for (const transport of TRANSPORTS) {
    const walker = new TestClient();
    await walker.connect({ url: full.url, transport, origin });
    for (const to of TRANSPORTS) await walker.switchTo(to);
    await walker.switchTo(transport);
    await walker.switchTo(transport === "sse" ? "websocket" : "sse", 1);
    walker.close();

    const refused = new TestClient();
    await refused.connect({ url: host.url, transport, origin, reconnection: false });
    if (transport !== "websocket") await refused.switchTo("websocket");
    refused.close();

    const cut = new TestClient();
    const { url } = proxy;
    const outcome = await cut.connect({ url, transport, origin, reconnection: false, pollInterval: 10 });
    if (!outcome.ok) throw new Error(outcome.message);
    await until("there is a connection to cut", () => proxy.connections > 0);
    const midway = cut.switchTo(transport === "sse" ? "short-polling" : "sse");
    proxy.kill();
    await midway;
    cut.close();

    // A probe that is begun and left alone.
    const query = `EIO=4&transport=${wireName("long-polling")}`;
    const handshake = await (await fetch(`${full.url}/socket.io/?${query}`)).text();
    const { sid } = JSON.parse(handshake.slice(1));
    const probe = `EIO=4&transport=${wireName("short-polling")}&sid=${sid}&probe=1`;
    await (await fetch(`${full.url}/socket.io/?${probe}`)).text();
  }
  await proxy.close();
  await host.close();
  await full.close();
  setTimeout(() => {
    console.log("left over:", process.getActiveResourcesInfo());
    process.exit(1);
  }, PATIENCE).unref();
}

void main();
