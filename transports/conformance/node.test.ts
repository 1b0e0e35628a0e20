import { describe, test } from "vitest";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { withNodeSubject } from "./node-subject.ts";
import { checks } from "./suite.ts";

// Most of a check is waiting: some run at once.
describe.concurrent.each(TRANSPORTS)("%s in Node", { timeout: 240_000 }, (transport) => {
  for (const { name, run } of checks) {
    test(name, () => withNodeSubject(transport, run));
  }
});
