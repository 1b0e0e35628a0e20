import { data, number } from "../figures-in-words.ts";
import type { PageWords, ReportWords } from "./report-words.ts";
import { names } from "./zh-names.ts";
import { sentences } from "./zh-sentences.ts";

const page: PageWords = {
  lang: "zh-CN",
  title: (date) => `Pushpull：${date} 的竞速`,
  heading: "传输方式竞速",
  lead: "用每种传输方式传送同样的消息，看各自花费多少。",
  fact: {
    date: "日期",
    order: "顺序",
    machine: "电脑",
    versions: "版本",
    seed: "种子",
    repeat: "重复这次竞速",
  },
  order: { "in turn": "逐个进行", together: "同时进行，只供演示" },
  machine: ({ cpu, cores, memory, os }) => `${cpu}，${cores} 核，内存 ${data(memory)}，${os}`,
  overview: "总览",
  overviewLead: "延迟的中位数。红色：有消息丢失、重复或乱序，或者竞速失败。",
  heats: "场景，网络",
  outcome: { refused: "走不通", failed: "失败" },
  scale: ({ clients, sent, size, seconds }) =>
    `${number(clients)} 个客户端，${number(sent)} 条消息，每条文字 ${data(size)}，${number(seconds)} s。`,
  figures: "数据",
  figure: "数据",
  column: {
    p50: "p50",
    p95: "p95",
    p99: "p99",
    worst: "最差",
    bytes: "每次送达的字节",
    overhead: "开销倍数",
    requestsPerDelivery: "每次送达的请求",
    requestsPerMessage: "每条消息的请求",
    connections: "连接",
    cpu: "每 1,000 次送达的处理器 ms",
    memory: "每个客户端的内存",
    inUse: "其中在用",
    handshake: "每个客户端的握手",
    connectedIn: "连接用时",
    sent: "已发送",
    delivered: "已送达",
    breaks: "中断",
    lost: "丢失",
    twice: "重复",
    outOfOrder: "乱序",
  },
  claims: "文章里的说法",
  cost: "更多用户要花多少",
  costColumn: {
    users: "用户",
    transport: "传输方式",
    bytes: "字节/s",
    requests: "请求/s",
    connections: "连接",
    cores: "处理器核心",
  },
  howMeasured: "怎样测量的",
  latencyChart: "延迟，对数刻度。方框：中间的一半，其中的线是中位数；细线：5 % 到 95 %；标记：最差。",
  latencyRow: ({ transport, p50, p5, max }) => `${transport}：中位数 ${p50}，${p5} 到 ${max}`,
  bytesChart: (text) => `每次送达在线上的字节，双向。竖线：文字本身，${text}。`,
  bytesRow: (transport, bytes) => `${transport}：${bytes}`,
  between: "；",
};

export const zh: ReportWords = { ...names, ...sentences, page };
