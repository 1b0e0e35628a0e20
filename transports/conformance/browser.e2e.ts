import { test } from "@playwright/test";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { type PageServer, startPageServer } from "../../testing/page-server.ts";
import { PAGE, withBrowserSubject } from "./browser-subject.ts";
import { checks } from "./suite.ts";
import { everyPair, randomWalk, walkUnderTraffic } from "./switch-routes.ts";

// Most of a check is waiting: the workers share them.
test.describe.configure({ mode: "parallel", timeout: 240_000 });

let pages: PageServer;
test.beforeAll(async () => {
  pages = await startPageServer(PAGE);
});
test.afterAll(() => pages.close());

for (const transport of TRANSPORTS) {
  test.describe(`${transport} in Chromium`, () => {
    for (const { name, run } of checks) {
      test(name, ({ context }) => withBrowserSubject(transport, context, pages, run));
    }
  });
}

for (const latencyMs of [0, 40]) {
  test.describe(`with ${latencyMs} ms of latency each way, in Chromium`, () => {
    test("30 switches, one for every pair: nothing lost, twice or out of order", ({ context }) =>
      withBrowserSubject("websocket", context, pages, (subject) =>
        walkUnderTraffic(subject, everyPair("websocket"), { latencyMs, dwellMs: 100 }),
      ));

    test("random switches without a rest: the same", ({ context }) =>
      withBrowserSubject("sse", context, pages, (subject) =>
        walkUnderTraffic(subject, randomWalk(20, latencyMs), { latencyMs, dwellMs: 0 }),
      ));
  });
}
