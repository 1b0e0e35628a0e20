import i18next from "i18next";
import { describe, expect, test } from "vitest";
import type { FaultEvent, FaultKind } from "../../protocol/faults.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { LANGUAGES, words } from "../words/index.ts";
import { explain, type Happening } from "./explain.ts";
import type { NetworkChoice } from "./network-choice.ts";
import { outcomeSentence, whySentence } from "./sentence.ts";

const t = await i18next.init({
  lng: "en",
  defaultNS: "words",
  resources: { en: { words: words.en }, zh: { words: words.zh } },
  interpolation: { escapeValue: false },
});

const NOW = 1_700_000_000_000;

function fault(kind: FaultKind, at: number, more: Partial<FaultEvent> = {}): Happening {
  const event = { at: NOW + at, kind, connection: 1, clientPort: 40_000, ...more };
  return { kind: "fault", at: NOW + at, fault: event, idleCutMs: 60_000 };
}

function drop(
  transport: TransportName,
  at: number,
  more: Partial<Extract<Happening, { kind: "drop" }>> = {},
) {
  const seen = { code: "connection-lost", hasSlept: false, isOnline: true } as const;
  return { kind: "drop", at: NOW + at, transport, ...seen, ...more } satisfies Happening;
}

function mended(transport: TransportName, at: number, recovered = 0, retransmitted = 0): Happening {
  return { kind: "mended", at: NOW + at, transport, recovered, retransmitted };
}

const poll = "/engine/?transport=polling";
const stream = "/engine/?transport=sse";

/** The sentences that a person reads. */
function told(...happenings: Happening[]): string[] {
  return explain(happenings).map((one) => {
    const sentence = [whySentence(one, t, "en"), outcomeSentence(one, t)].filter(Boolean).join(" ");
    return sentence.replaceAll("\u00a0", " ") + (one.times > 1 ? ` (${one.times})` : "");
  });
}

describe("a drop that the network made", () => {
  test("held request: cut, asked again, nothing lost", () => {
    expect(
      told(
        drop("long-polling", 0),
        fault("idle-504", -20, { path: poll, heldMs: 60_004 }),
        mended("long-polling", 400),
      ),
    ).toEqual(["The proxy cut the held request after 60 s. Long polling asked again; nothing was lost."]);
  });

  test("a stream: with what was missed and what was sent again", () => {
    expect(
      told(
        drop("sse", 0),
        fault("idle-reset", 0, { path: stream, heldMs: 90_000 }),
        mended("sse", 400, 3, 1),
      ),
    ).toEqual([
      "The proxy cut the stream after 60 s of silence. SSE connected again, 3 missed messages were fetched and 1 was sent again; nothing was lost.",
    ]);
  });

  test("a WebSocket is not called a stream", () => {
    const path = "/engine/?transport=websocket";
    expect(told(drop("websocket", 0), fault("idle-reset", 0, { path }))).toEqual([
      "The proxy cut the WebSocket after 60 s of silence.",
    ]);
  });

  test("one cut of several connections is told once", () => {
    expect(
      told(
        drop("sse", 0),
        fault("cut", -5, { path: stream, connection: 1 }),
        fault("cut", -5, { path: stream, connection: 2 }),
        fault("cut", -4, { connection: 3 }),
      ),
    ).toEqual(["You cut the connection."]);
  });

  test("what it is not sure of it says so: the time is right, the transport not known", () => {
    expect(told(drop("sse", 0), fault("random-cut", -3_000))).toEqual([
      "Probably: The network reset the connection, as a flaky one does.",
    ]);
  });

  test("a fault of another transport or another time is not the reason", () => {
    expect(
      told(fault("idle-504", -60_000, { path: poll }), drop("sse", 0), fault("idle-504", 0, { path: poll })),
    ).toContain("The connection broke, and nothing here tells why.");
  });

  test("each fault explains one drop", () => {
    expect(told(fault("random-cut", 0, { path: stream }), drop("sse", 100), drop("sse", 2_000))).toEqual([
      "The network reset the connection, as a flaky one does.",
      "The connection broke, and nothing here tells why.",
    ]);
  });

  test("while the cable is out, that is why, however long it took to notice", () => {
    expect(
      told(
        fault("offline", 0, { connection: 0 }),
        drop("long-polling", 45_000, { code: "host-silent" }),
        fault("offline", 46_000, { connection: 7 }),
        fault("online", 60_000, { connection: 0 }),
        drop("long-polling", 90_000, { code: "host-silent" }),
      ),
    ).toEqual([
      "The cable is out: nothing gets through until it is in again.",
      "The cable is in again.",
      "No heartbeat came from the host for too long.",
    ]);
  });

  test("the same again and again is counted", () => {
    const cuts = [0, 5_000, 10_000].flatMap((at) => [
      drop("long-polling", at),
      fault("idle-504", at, { path: poll, heldMs: 2_000 }),
      mended("long-polling", at + 300),
    ]);
    expect(told(...cuts)).toEqual([
      "The proxy cut the held request after 2 s. Long polling asked again; nothing was lost. (3)",
    ]);
  });
});

describe("another network in between", () => {
  const path = "/engine/?transport=websocket";
  const network = (choice: NetworkChoice, at: number): Happening => ({
    kind: "network",
    at: NOW + at,
    choice,
  });

  test("what is mended on it says nothing of what the one before it did", () => {
    expect(
      told(
        network("corporate-proxy", 0),
        fault("upgrade-refused", 100, { path }),
        drop("websocket", 200, { code: "transport-failed" }),
        network("direct", 5_000),
        mended("websocket", 5_300),
      ),
    ).toEqual([
      "The network from here on: Corporate proxy.",
      "The proxy refused the upgrade: WebSocket does not work here.",
      "From here on direct, with nothing in between.",
    ]);
  });

  test("the same before and after it is told twice", () => {
    expect(
      told(
        fault("upgrade-refused", 0, { path }),
        network("mobile", 2_000),
        network("corporate-proxy", 4_000),
        fault("upgrade-refused", 6_000, { path }),
        network("corporate-proxy", 7_000),
        network("corporate-proxy", 8_000),
      ),
    ).toEqual([
      "The proxy refused the upgrade: WebSocket does not work here.",
      "The network from here on: Mobile.",
      "The network from here on: Corporate proxy.",
      "The proxy refused the upgrade: WebSocket does not work here.",
      "The network from here on: Corporate proxy.",
      "The network from here on: Corporate proxy.",
    ]);
  });
});

describe("a drop that the network did not make", () => {
  test.each([
    [{ code: "closed-by-host" }, "The host closed the connection."],
    [{ code: "host-silent" }, "No heartbeat came from the host for too long."],
    [{ code: "host-silent", hasSlept: true }, "Probably: This computer was asleep."],
    [{ hasSlept: true, isOnline: false }, "Probably: This computer was asleep."],
    [{ isOnline: false }, "This computer has no network."],
    [{ code: "connection-refused" }, "The host refused the connection."],
    [{ code: "transport-failed" }, "The host answers, but SSE does not get through."],
    [{}, "The connection broke, and nothing here tells why."],
  ] as const)("%j", (more, sentence) => expect(told(drop("sse", 0, more))).toEqual([sentence]));

  test("the host's own word counts more than a fault at the same time", () => {
    expect(told(fault("cut", 0, { path: stream }), drop("sse", 0, { code: "closed-by-host" }))).toContain(
      "The host closed the connection.",
    );
  });

  test("of what is not mended yet nothing is promised", () => {
    expect(told(drop("sse", 0), drop("sse", 100, { code: "closed-by-host" }), mended("sse", 900))).toEqual([
      "The connection broke, and nothing here tells why.",
      "The host closed the connection. SSE connected again; nothing was lost.",
    ]);
  });
});

test("a refused upgrade is told without a drop, an unused connection that is closed is not", () => {
  expect(told(fault("upgrade-refused", 0), fault("idle-close", 100))).toEqual([
    "The proxy refused the upgrade: WebSocket does not work here.",
  ]);
});

test("a connection that does not come about since the upgrade is refused", () => {
  const path = "/engine/?transport=websocket";
  const failed = drop("websocket", 300, { code: "transport-failed" });
  const tries = [0, 1_000, 3_000].map((at) => fault("upgrade-refused", at, { path }));
  expect(told(...tries, failed, mended("sse", 9_000))).toEqual([
    "The proxy refused the upgrade: WebSocket does not work here. SSE connected again; nothing was lost. (2)",
  ]);
  expect(explain([...tries, failed])[0]?.isDrop).toBe(true);
});

test("a message that was held back", () => {
  const late = { kind: "late", at: NOW, transport: "sse", buffer: { bytes: 4_096, ms: 2_000 } } as const;
  expect(told(late)).toEqual(["A stream was held back by the proxy until 4.1 kB or 2 s had gathered."]);
});

test.each(LANGUAGES)("no sentence in %s has a gap left", async (language) => {
  const speak = i18next.getFixedT(language);
  const all = [
    drop("long-polling", 0),
    fault("idle-504", 0, { path: poll, heldMs: 60_004 }),
    mended("long-polling", 100, 2, 2),
    drop("sse", 30_000),
    fault("idle-reset", 30_000, { path: stream }),
    { kind: "late", at: NOW, transport: "sse", buffer: { bytes: 4_096, ms: 2_000 } } as const,
    { kind: "network", at: NOW, choice: "custom" } as const,
    { kind: "network", at: NOW, choice: "direct" } as const,
  ];
  for (const one of explain(all))
    expect(whySentence(one, speak, language) + outcomeSentence(one, speak)).not.toMatch(/[{}–]|undefined/);
});
