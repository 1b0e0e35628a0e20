import type { Evidence } from "../claims.ts";
import { data, number } from "../figures-in-words.ts";
import { range, spaced } from "./zh-grammar.ts";
import { names } from "./zh-names.ts";

const { transport: nameOf } = names;

/** What the figures say to a claim. */
export function evidence(of: Evidence): string {
  switch (of.id) {
    case "wasted-polls":
      return (
        `它轮询 ${number(of.polls)} 次，其中 ${number(of.empty)} 次空手而归（${number(of.share * 100)} %）。` +
        (of.isBusy ? WHY_BUSY : "")
      );
    case "saved-requests":
      return (
        `它发出 ${number(of.made)} 次请求；短轮询每 ${number(of.intervalMs)} ms 一次，发出 ${number(of.instead)} 次。` +
        `平均每个客户端保持打开 ${number(of.heldPerClient)} 个请求。${onlyHalf(of)}`
      );
    case "heavy-heads":
      return (
        `${spaced(nameOf[of.transport], "的一次请求及其响应")}，头部平均占 ${data(of.heads)}，而文字为 ${data(of.text)}。` +
        `这些客户端在 Node 中运行，浏览器发送的头部更长。${onlyHalf(of)}`
      );
    case "held-connections":
      return heldConnections(of);
    case "one-way":
      return wentUp(of.posts);
    case "one-way-reconnects": {
      const mended =
        `流中断了 ${number(of.breaks)} 次，由 Pushpull 的会话修复，其他传输方式也是这样：` +
        "自行重连的流不知道自己错过了哪些消息。";
      return `${of.posts > 0 ? wentUp(of.posts) : ""}${mended}${onlyHalf(of)}`;
    }
    case "least-overhead":
      return (
        `每个文字字节，它在线上占 ${number(of.overhead)} 字节，其他方式至少占 ${number(of.leastOfOthers)} 字节。` +
        `它建立连接的头部占 ${data(of.opening)}，其他方式占 ` +
        `${range(data(of.openingOfOthers[0]), data(of.openingOfOthers[1]))}。${onlyHalf(of)}`
      );
  }
}

const WHY_BUSY = "这个场景里消息很多，几乎每次轮询都有收获；消息稀少时，大多数轮询会空手而归。";

/** The two halves of a claim. */
const HALVES = {
  "saved-requests": ["它节省请求", "它占住连接"],
  "heavy-heads": ["头部很重", "头部有 400 字节以上"],
  "held-connections": ["流占住连接", "只有流占住连接"],
  "one-way-reconnects": ["它是单向的", "中断后它会自行补齐一切"],
  "least-overhead": ["它的开销最小", "它建立连接最费"],
} as const satisfies Partial<Record<Evidence["id"], readonly [string, string]>>;

/** Which half of a claim holds, where one does and the other does not. */
function onlyHalf({ id, halves }: Extract<Evidence, { id: keyof typeof HALVES }>): string {
  const [first, second] = HALVES[id];
  if (halves[0] === halves[1]) return "";
  const [holds, fails] = halves[0] ? [first, second] : [second, first];
  return `在这里成立的是：${holds}；不成立的是：${fails}。`;
}

const wentUp = (posts: number): string => `客户端要告诉主机的内容，在流之外用 ${number(posts)} 次请求上传。`;

function heldConnections(of: Extract<Evidence, { id: "held-connections" }>): string {
  const { streams, shortPolling } = of;
  const held = streams.map(
    ({ transport, heldPerClient }) => `${nameOf[transport]} ${number(heldPerClient)} 个`,
  );
  const kept = shortPolling?.keeps ? "但两次轮询之间仍" : "两次轮询之间";
  const compared = shortPolling
    ? `短轮询的客户端平均保持 ${number(shortPolling.held)} 个请求，${kept}各开着 ` +
      `${number(shortPolling.connections)} 条连接。`
    : "";
  return `平均每个客户端保持打开的请求：${held.join("，")}。${compared}${onlyHalf(of)}`;
}
