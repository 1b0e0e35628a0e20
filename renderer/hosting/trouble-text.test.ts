import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { hosting } from "../words/hosting.ts";
import { troubleText } from "./trouble-text.ts";

beforeAll(async () => {
  const resources = { zh: { words: { hosting: hosting.zh } } };
  await i18next.init({ lng: "zh", defaultNS: "words", resources });
});

test("says in the reader's language what the host refuses", () => {
  const trouble = { code: "port-taken", message: "Port 4460 is taken on 10.0.0.1 by another program." };
  expect(troubleText(trouble, 4460, i18next.t)).toMatch(/端口 4460 已被另一个程序占用/);
});

test("says it in the host's words where there are no others", () => {
  expect(troubleText({ code: "new-one", message: "A newer host says this." }, 4460, i18next.t)).toBe(
    "A newer host says this.",
  );
});
