import type { Evidence } from "../claims.ts";
import { data, duration, number } from "../figures-in-words.ts";
import type { Comparison, Finding } from "../findings.ts";
import type { Note } from "../notes.ts";
import type { Sentences } from "./report-words.ts";
import { names } from "./zh-names.ts";

const { transport: nameOf } = names;

export const sentences: Sentences = {
  finding,
  evidence,
  note,
  howExtrapolated: (clients, audiences) =>
    `由这次竞速推算，不是测量：${audiences.map(number).join(" 或 ")} 个用户，每 ${number(clients)} 人一组，` +
    `每组在自己的房间里，做这 ${number(clients)} 个客户端所做的事。字节、请求和处理器时间，取这次每个客户端每秒的量，` +
    "乘以用户数；连接取结束时的数量。随人数增多而变贵的（内存、网络本身的上限）和变便宜的（一次写入许多消息）都没有算进去。" +
    "一个主机进程最多使用一个核心；处理器几乎没有负担时，不给出核心数。",
  reason: (cause) => {
    switch (cause.code) {
      case "upgrade-refused":
        return "代理拒绝了升级，WebSocket 在这里走不通。";
      case "first-messages-late":
        return "最初的消息没有及时送达。";
      case "clients-missing":
        return `${cause.clients} 个客户端中有 ${cause.missing} 个没能进入。`;
      case "message-not-taken":
        return `有一条消息没有被接受：${cause.quote}`;
      case "error":
        return cause.quote;
    }
  },
  trouble: {
    "not run": (quote) => `竞速没能进行：${quote}`,
    "not kept": (quote) => `这次竞速没有保留，因为无法写入它的文件：${quote}`,
  },
};

function finding(found: Finding): string {
  switch (found.kind) {
    case "sound": {
      const { transports, isAll } = found;
      const who = isAll ? `${transports.length} 种传输方式` : list(transports.map((name) => nameOf[name]));
      return `${spaced(who, transports.length > 1 ? "都送达了" : "送达了")}全部消息，没有重复，也没有乱序。`;
    }
    case "unsound": {
      const { transport, expected, lost, duplicated, reordered } = found.result;
      return (
        `${spaced(nameOf[transport], "出了差错")}：${number(expected)} 次送达中，丢失 ${number(lost)} 次，` +
        `重复 ${number(duplicated)} 次，乱序 ${number(reordered)} 次。`
      );
    }
    case "ended": {
      const { transport, outcome, reason } = found.result;
      return `${spaced(nameOf[transport], outcome === "refused" ? "没有参赛" : "失败")}：${reason}`;
    }
    case "compared":
      return compared(found);
    case "idle":
      return `主机的处理器几乎没有负担，分不出高下（最多 ${duration(found.mostMs)}）。`;
  }
}

interface ComparedWords {
  readonly what: string;
  /** `value`: a figure, or "one to another". */
  figure(value: string): string;
  value(value: number): string;
  /** What the last one is called. */
  readonly last: string;
}

const COMPARED: Readonly<Record<Comparison["by"], ComparedWords>> = {
  latency: { what: "最快", value: duration, figure: (value) => `中位数 ${value}`, last: "最慢" },
  bytes: { what: "字节最省", value: data, figure: (value) => `每次送达在线上占 ${value}`, last: "最费" },
  requests: {
    what: "请求最少",
    value: number,
    figure: (value) => `每个客户端每分钟 ${value} 次请求`,
    last: "最多",
  },
  cpu: {
    what: "处理器时间最省",
    value: duration,
    figure: (value) => `每 1,000 次送达占处理器 ${value}`,
    last: "最费",
  },
};

function compared({ by, best, worst, times }: Comparison): string {
  const { what, figure, value, last } = COMPARED[by];
  const who = list(best.map(({ transport }) => nameOf[transport]));
  const values = figure(range(value(best[0].value), value((best.at(-1) ?? best[0]).value)));
  if (!worst) {
    return best.length === 1 ? `${who}：${values}。` : `${what}：差别在这里无关紧要（${values}）。`;
  }
  const much = times === null ? "" : `，是最低值的 ${number(times)} 倍`;
  const end = `${last}：${nameOf[worst.transport]}，${figure(value(worst.value))}${much}。`;
  return best.length === 1
    ? `${what}：${who}，${values}；${end}`
    : `${what}：${who}，它们之间的差别在这里无关紧要（${values}）；${end}`;
}

function evidence(of: Evidence): string {
  switch (of.id) {
    case "wasted-polls":
      return `它轮询 ${number(of.polls)} 次，其中 ${number(of.empty)} 次空手而归（${number(of.share * 100)} %）。`;
    case "saved-requests":
      return (
        `它发出 ${number(of.made)} 次请求；短轮询每 ${number(of.intervalMs)} ms 一次，发出 ${number(of.instead)} 次。` +
        `平均每个客户端保持打开 ${number(of.heldPerClient)} 个请求。`
      );
    case "heavy-heads":
      return (
        `${spaced(nameOf[of.transport], "的一次请求及其响应")}，头部平均占 ${data(of.heads)}，而文字为 ${data(of.text)}。` +
        "这些客户端在 Node 中运行，浏览器发送的头部更长。"
      );
    case "held-connections":
      return heldConnections(of);
    case "one-way":
      return wentUp(of.posts);
    case "one-way-reconnects": {
      const mended =
        `流中断了 ${number(of.breaks)} 次，由 Pushpull 的会话修复，其他传输方式也是这样：` +
        "自行重连的流不知道自己错过了哪些消息。";
      return of.posts > 0 ? `${wentUp(of.posts)}${mended}` : mended;
    }
    case "least-overhead":
      return (
        `每个文字字节，它在线上占 ${number(of.overhead)} 字节，其他方式至少占 ${number(of.leastOfOthers)} 字节。` +
        `它建立连接的头部占 ${data(of.opening)}，其他方式占 ` +
        `${range(data(of.openingOfOthers[0]), data(of.openingOfOthers[1]))}。`
      );
  }
}

const wentUp = (posts: number): string => `客户端要告诉主机的内容，在流之外用 ${number(posts)} 次请求上传。`;

function heldConnections({ streams, shortPolling }: Extract<Evidence, { id: "held-connections" }>): string {
  const held = streams.map(
    ({ transport, heldPerClient }) => `${nameOf[transport]} ${number(heldPerClient)} 个`,
  );
  const kept = shortPolling?.keeps ? "但两次轮询之间仍" : "两次轮询之间";
  const compared = shortPolling
    ? `短轮询的客户端平均保持 ${number(shortPolling.held)} 个请求，${kept}各开着 ` +
      `${number(shortPolling.connections)} 条连接。`
    : "";
  return `平均每个客户端保持打开的请求：${held.join("，")}。${compared}`;
}

function note(on: Note): string {
  switch (on.kind) {
    case "together":
      return "同一场景的所有传输方式同时运行，互相抢占处理器：只供演示。要得到可信的数据，请去掉 --together 再运行。";
    case "in turn":
      return "各种传输方式逐个运行，每种都有自己的主机进程。";
    case "deliveries":
      return "一次送达是指一条消息到达一个客户端，发送者自己也算在内。延迟从消息计划发出的时刻算起，到送达为止；所有客户端在同一个进程里，两个时刻出自同一个时钟，没有做任何校正。";
    case "bytes":
      return "字节和请求只计客户端的会话，由主机在测量时间内于它的 TCP 套接字上计数。进入和离开没有计入。";
    case "clients":
      return "所有客户端都在主机电脑上的一个 Node 进程里运行：客户端很多时，一部分延迟来自它们自己。浏览器的头部更长。每个客户端有自己的连接，最多六条；结束时主机仍为它保留的连接都计入，空闲的也算。";
    case "memory":
      return "内存是指垃圾回收之后，每个客户端使主机进程增长的量。常驻内存成块增长：客户端少时，只有对象和缓冲区的内存能说明问题。";
    case "idle cut":
      return `网络“${names.conditions[on.conditions]}”会切断空闲 ${on.after} s 的连接；这次竞速只有 ${on.seconds} s，看不到这一点。`;
    case "life":
      return `在网络“${names.conditions[on.conditions]}”下，一条连接平均存活 ${on.after} s；这次竞速只有 ${on.seconds} s，很少有连接被切断。`;
  }
}

/** A name and what is said of it: a space stands between Latin letters and Chinese ones. */
function spaced(name: string, said: string): string {
  return /\w$/.test(name) ? `${name} ${said}` : `${name}${said}`;
}

/** `甲`, `甲和乙`, `甲、乙和丙`. */
function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  const others = words.slice(0, -1).join("、");
  if (others === "") return last;
  return `${spaced(others, "和")}${/^\w/.test(last) ? " " : ""}${last}`;
}

/** `a 到 b`; `a` when they read the same. */
function range(least: string, most: string): string {
  return least === most ? least : `${least} 到 ${most}`;
}
