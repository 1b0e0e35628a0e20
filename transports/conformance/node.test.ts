import { describe, test } from "vitest";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { withNodeSubject } from "./node-subject.ts";
import { checks } from "./suite.ts";

describe.each(TRANSPORTS)("%s in Node", (transport) => {
  test.each(checks)("$name", async ({ run }) => {
    await withNodeSubject(transport, run);
  });
});
