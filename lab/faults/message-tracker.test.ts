import { describe, expect, test } from "vitest";
import { MessageTracker, type Part } from "./message-tracker.ts";

/** What a tracker makes of a text that comes in pieces of so many bytes: its parts, those of one kind joined. */
function follow(tracker: MessageTracker, text: string, piece = text.length): string[] {
  const bytes = Buffer.from(text, "latin1");
  const parts: Part[] = [];
  for (let at = 0; at < bytes.length; at += piece) {
    parts.push(...tracker.parts(bytes.subarray(at, at + piece)));
  }
  expect(Buffer.concat(parts.map((part) => part.bytes)).equals(bytes)).toBe(true);
  const runs: string[] = [];
  let run = "";
  for (const part of parts) {
    if (run && !run.startsWith(`${part.kind}:`)) {
      runs.push(run);
      run = "";
    }
    run ||= `${part.kind}:`;
    run += part.bytes.toString("latin1");
    if (part.kind !== "raw" && part.ends) {
      runs.push(`${run}.`);
      run = "";
    }
  }
  if (run) runs.push(run);
  return runs;
}

/** A point stands where a message ends. */
const requests = (text: string, piece?: number): string[] => follow(new MessageTracker(), text, piece);
const responses = (text: string, method = "GET", piece?: number): string[] =>
  follow(new MessageTracker(() => method), text, piece);

const head = (...lines: string[]): string => `${lines.join("\r\n")}\r\n\r\n`;
const POST = "POST /a HTTP/1.1";
const OK = "HTTP/1.1 200 OK";

describe("the length of a body (RFC 9112, section 6.3)", () => {
  test("1: to HEAD, and with 1xx, 204 and 304, there is none, whatever the fields say", () => {
    const said = head(OK, "Content-Length: 5");
    expect(responses(said + said, "HEAD")).toEqual([`head:${said}.`, `head:${said}.`]);
    for (const status of ["100 Continue", "103 Early Hints", "204 No Content", "304 Not Modified"]) {
      const none = head(`HTTP/1.1 ${status}`, "Content-Length: 5");
      expect(responses(none + none)).toEqual([`head:${none}.`, `head:${none}.`]);
    }
  });

  test("1: after 101 it is another protocol", () => {
    const upgraded = head("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket");
    expect(responses(`${upgraded}${OK}\r\n\r\n`)).toEqual([`head:${upgraded}`, `raw:${OK}\r\n\r\n`]);
  });

  test("2: after a 2xx to CONNECT it is a tunnel, after any other status it is not", () => {
    const made = head(OK, "Content-Length: 2");
    expect(responses(`${made}hi`, "CONNECT")).toEqual([`head:${made}`, "raw:hi"]);
    const refused = head("HTTP/1.1 403 Forbidden", "Content-Length: 2");
    expect(responses(`${refused}hi`, "CONNECT")).toEqual([`head:${refused}`, "body:hi."]);
  });

  test("3: Transfer-Encoding overrides Content-Length", () => {
    const both = head(OK, "Content-Length: 2", "Transfer-Encoding: chunked");
    expect(responses(`${both}3\r\nabc\r\n0\r\n\r\n`)).toEqual([
      `head:${both}`,
      "body:3\r\nabc\r\n0\r\n\r\n.",
    ]);
  });

  test("4: chunked counts when it is the last coding; else a response lasts until the close", () => {
    const last = head(OK, "Transfer-Encoding: gzip, Chunked");
    expect(responses(`${last}0\r\n\r\n`)).toEqual([`head:${last}`, "body:0\r\n\r\n."]);
    const fields = head(OK, "Transfer-Encoding: gzip", "Transfer-Encoding: chunked");
    expect(responses(`${fields}0\r\n\r\n`)).toEqual([`head:${fields}`, "body:0\r\n\r\n."]);
    const other = head(OK, "Transfer-Encoding: chunked, gzip");
    expect(responses(`${other}0\r\n\r\n`)).toEqual([`head:${other}`, "body:0\r\n\r\n"]);
  });

  test("4: of a request with another last coding nobody knows the length", () => {
    const text = head(POST, "Transfer-Encoding: gzip");
    expect(requests(`${text}abc`)).toEqual([`raw:${text}abc`]);
  });

  test("5: a Content-Length that is no number, or two that differ, cannot be recovered from", () => {
    for (const value of ["five", "-1", "+5", "5, 6", "0x5", "1e3", ""]) {
      const text = head(OK, `Content-Length: ${value}`);
      expect(responses(`${text}abc`)).toEqual([`raw:${text}abc`]);
    }
    const text = head(POST, "Content-Length: 5", "Content-Length: 6");
    expect(requests(`${text}abcde`)).toEqual([`raw:${text}abcde`]);
  });

  test("5: the same one twice is one", () => {
    const text = head(POST, "Content-Length: 5", "Content-Length: 5");
    expect(requests(`${text}abcde${text}`)).toEqual([`head:${text}`, "body:abcde.", `head:${text}`]);
  });

  test("6: a body has as many bytes as Content-Length says", () => {
    const text = head(POST, "content-length:3");
    expect(requests(`${text}abc${text}def`)).toEqual([
      `head:${text}`,
      "body:abc.",
      `head:${text}`,
      "body:def.",
    ]);
    const empty = head(OK, "Content-Length: 0");
    expect(responses(empty + empty)).toEqual([`head:${empty}.`, `head:${empty}.`]);
  });

  test("7: a request that says nothing has no body", () => {
    const text = head("GET / HTTP/1.1", "Host: a");
    expect(requests(text + text)).toEqual([`head:${text}.`, `head:${text}.`]);
  });

  test("8: a response that says nothing lasts until the close", () => {
    const text = head(OK);
    expect(responses(`${text}${OK}\r\n\r\n`)).toEqual([`head:${text}`, `body:${OK}\r\n\r\n`]);
  });
});

describe("chunks (RFC 9112, section 7.1)", () => {
  const chunked = head(OK, "Transfer-Encoding: chunked");

  test("extensions, upper-case sizes and trailers belong to the body", () => {
    const body = 'A;name="x"\r\n0123456789\r\n0\r\nDigest: y\r\nOther: z\r\n\r\n';
    expect(responses(chunked + body + chunked)).toEqual([
      `head:${chunked}`,
      `body:${body}.`,
      `head:${chunked}`,
    ]);
  });

  test("what looks like a last chunk within a chunk is none", () => {
    const body = "7\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n";
    expect(responses(chunked + body)).toEqual([`head:${chunked}`, `body:${body}.`]);
  });

  test("a size that is none, or a chunk that is too long, is no HTTP any more", () => {
    expect(responses(`${chunked}zz\r\nabc`)).toEqual([`head:${chunked}`, "raw:zz\r\nabc"]);
    expect(responses(`${chunked}2\r\nabc\r\n`)).toEqual([`head:${chunked}`, "raw:2\r\nabc\r\n"]);
  });
});

describe("in pieces of any size", () => {
  const all = [
    head(POST, "Content-Length: 3"),
    "abc",
    head(POST, "Transfer-Encoding: chunked"),
    "3\r\nabc\r\n0\r\nA: b\r\n\r\n",
    head("GET / HTTP/1.1"),
  ];
  const whole = requests(all.join(""));

  test.each([1, 2, 3, 7, 20, 64])("%d bytes", (piece) => {
    expect(whole).toHaveLength(5);
    expect(requests(all.join(""), piece)).toEqual(whole);
  });
});

describe("what is no HTTP", () => {
  test.each([
    ["another protocol", "\x16\x03\x01\x02\x00\n"],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a space before a colon", head(POST, "Content-Length : 3")],
    ["a folded field", head(POST, "A: b", " Content-Length: 3")],
  ])("%s is raw, and so is all that follows", (_, text) => {
    const good = head("GET / HTTP/1.1");
    const tracker = new MessageTracker();
    expect(follow(tracker, text + good)).toEqual([`raw:${text}${good}`]);
    expect(follow(tracker, good)).toEqual([`raw:${good}`]);
    expect(tracker.failed).toBe(true);
  });

  test("a head without end is given up", () => {
    const tracker = new MessageTracker();
    follow(tracker, `${POST}\r\n${"A: b\r\n".repeat(20_000)}`, 10_000);
    expect(tracker.failed).toBe(true);
  });

  test("a line without end is given up", () => {
    const tracker = new MessageTracker();
    follow(tracker, "G".repeat(100_000), 10_000);
    expect(tracker.failed).toBe(true);
  });
});

test("empty lines before a request are ignored, and a line may end in LF alone (RFC 9112, section 2.2)", () => {
  expect(requests("\r\n\r\nGET / HTTP/1.1\n\n")).toEqual(["head:\r\n\r\nGET / HTTP/1.1\n\n."]);
});
