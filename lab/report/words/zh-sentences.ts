import { LEAST_DELIVERIES } from "../../../protocol/ranking.ts";
import { data, duration, number } from "../figures-in-words.ts";
import type { Comparison, Finding, Untold } from "../findings.ts";
import type { Note } from "../notes.ts";
import type { Sentences } from "./report-words.ts";
import { evidence } from "./zh-evidence.ts";
import { list, range, spaced } from "./zh-grammar.ts";
import { names } from "./zh-names.ts";

const { transport: nameOf } = names;

export const sentences: Sentences = {
  finding,
  evidence,
  note,
  howExtrapolated: (clients, audiences) =>
    `由这次竞速推算，不是测量：${audiences.map(number).join(" 或 ")} 个用户，每 ${number(clients)} 人一组，` +
    `每组在自己的房间里，做这 ${number(clients)} 个客户端所做的事。字节、请求和处理器时间，取这次每个客户端每秒的量，` +
    "乘以用户数；连接取所使用的数量。随人数增多而变贵的（内存、网络本身的上限）和变便宜的（一次写入许多消息）都没有算进去。" +
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
    case "few":
      return `${ofWhom(found)}送达次数太少，无法比较延迟：只有 ${number(found.most)} 次，至少要 ${LEAST_DELIVERIES} 次。`;
    case "idle":
      return `${ofWhom(found)}主机的处理器几乎没有负担，无法比较处理器时间：最多 ${duration(found.most)}。`;
  }
}

interface ComparedWords {
  readonly what: string;
  /** `value`: a figure, or "one to another". */
  figure(value: string): string;
  value(value: number): string;
  /** What the last one is called. */
  readonly last: string;
  /** What stands before the figure of one that is compared with nobody. */
  readonly alone?: string;
}

const COMPARED: Readonly<Record<Comparison["by"], ComparedWords>> = {
  latency: {
    what: "最快",
    value: duration,
    figure: (value) => `中位数 ${value}`,
    last: "最慢",
    alone: "延迟",
  },
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

/** Nothing when it is said of all. */
const ofWhom = ({ isAll, transports }: Untold): string =>
  isAll ? "" : `${list(transports.map((name) => nameOf[name]))}：`;

function compared({ by, best, worst, times, isPartial }: Comparison): string {
  const { what: superlative, figure, value, last, alone = "" } = COMPARED[by];
  const what = isPartial ? `其余之中${superlative}` : superlative;
  const who = list(best.map(({ transport }) => nameOf[transport]));
  const values = figure(range(value(best[0].value), value((best.at(-1) ?? best[0]).value)));
  if (!worst) {
    return best.length === 1 ? `${who}：${alone}${values}。` : `${what}：差别在这里无关紧要（${values}）。`;
  }
  const much = times === null ? "" : `，是最低值的 ${number(times)} 倍`;
  const end = `${last}：${nameOf[worst.transport]}，${figure(value(worst.value))}${much}。`;
  return best.length === 1
    ? `${what}：${who}，${values}；${end}`
    : `${what}：${who}，它们之间的差别在这里无关紧要（${values}）；${end}`;
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
      return "所有客户端都在主机电脑上的一个 Node 进程里运行：客户端很多时，一部分延迟来自它们自己。浏览器的头部更长。每个客户端有自己的连接，最多六条。计入的是在测量时间内传过消息或轮询的连接，以及结束时保持着请求的连接；进入之后一直空闲的不算。";
    case "memory":
      return "内存是指垃圾回收之后，每个客户端使主机进程增长的量。在用内存是对象和缓冲区占用的；常驻内存是系统分给它的全部，成块增长，客户端少时说明不了什么。";
    case "idle cut":
      return `网络“${names.conditions[on.conditions]}”会切断空闲 ${on.after} s 的连接；这次竞速只有 ${on.seconds} s，看不到这一点。`;
    case "life":
      return `在网络“${names.conditions[on.conditions]}”下，一条连接平均存活 ${on.after} s；这次竞速只有 ${on.seconds} s，很少有连接被切断。`;
  }
}
