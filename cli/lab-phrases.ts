import { data } from "../lab/report/figures-in-words.ts";
import type { Phase } from "../protocol/race.ts";
import type { Report, ReportLanguage } from "../protocol/report.ts";

/** What `lab` says beside the report's own sentences. */
interface Phrases {
  readonly phase: Readonly<Record<Phase, string>>;
  /** A heat and one of its transports, and how far it is. */
  at(heat: string, transport: string, phase: string): string;
  /** The figures are with their units. */
  sofar(delivered: string, expected: string, median: string): string;
  /** On what was measured, up to the command that repeats it. */
  madeOn(report: Report): string;
  readonly stopped: string;
  /** So many of all cells were finished by then. */
  stoppedAt(finished: number, cells: number): string;
  /** What the system said follows. */
  notWritten(file: string): string;
  readonly column: Readonly<Record<ColumnName, string>>;
  readonly costColumn: Readonly<Record<CostName, string>>;
}

/** Heads of the columns: as short as they can be, since all stand side by side. */
export type ColumnName =
  | "transport"
  | "p50"
  | "p95"
  | "p99"
  | "worst"
  | "delivered"
  | "bytes"
  | "requests"
  | "requestsPerSent"
  | "overhead"
  | "connections"
  | "cpu"
  | "memory"
  | "lost"
  | "twice"
  | "outOfOrder";

export type CostName = "users" | "transport" | "bytes" | "requests" | "connections" | "cores";

export const PHRASES: Readonly<Record<ReportLanguage, Phrases>> = {
  en: {
    phase: {
      starting: "starting",
      connecting: "connecting",
      running: "running",
      draining: "draining",
      done: "done",
      refused: "refused",
      failed: "failed",
    },
    at: (heat, transport, phase) => `${heat}: ${transport} ${phase}`,
    sofar: (delivered, expected, median) => `, ${delivered} of ${expected} delivered, median ${median}`,
    madeOn: ({ pushpull, node, machine: { cpu, cores, memory, os } }) =>
      `Pushpull ${pushpull}, Node ${node}, ${cpu}, ${cores} cores, ${data(memory)}, ${os}. To repeat it:`,
    stopped: "Stopped before the end, so there is no report.",
    stoppedAt: (finished, cells) =>
      `Stopped at ${finished} of ${cells}: the report holds what was finished by then.`,
    notWritten: (file) => `The report cannot be written to ${file}: `,
    column: {
      transport: "transport",
      p50: "p50",
      p95: "p95",
      p99: "p99",
      worst: "worst",
      delivered: "deliveries",
      bytes: "bytes/delivery",
      requests: "requests/delivery",
      requestsPerSent: "requests/message",
      overhead: "overhead",
      connections: "connections",
      cpu: "CPU ms/1,000",
      memory: "memory in use/client",
      lost: "lost",
      twice: "twice",
      outOfOrder: "out of order",
    },
    costColumn: {
      users: "users",
      transport: "transport",
      bytes: "Mbit/s",
      requests: "requests/s",
      connections: "connections",
      cores: "cores",
    },
  },
  zh: {
    phase: {
      starting: "正在启动",
      connecting: "正在连接",
      running: "正在竞速",
      draining: "等待最后的消息",
      done: "完成",
      refused: "走不通",
      failed: "失败",
    },
    at: (heat, transport, phase) => `${heat}：${transport}，${phase}`,
    sofar: (delivered, expected, median) => `，已送达 ${delivered} / ${expected}，中位数 ${median}`,
    madeOn: ({ pushpull, node, machine: { cpu, cores, memory, os } }) =>
      `Pushpull ${pushpull}，Node ${node}，${cpu}，${cores} 核，${data(memory)}，${os}。重复这次竞速：`,
    stopped: "在结束前停止了，所以没有报告。",
    stoppedAt: (finished, cells) => `完成 ${finished} / ${cells} 时停止了：报告只包含已完成的部分。`,
    notWritten: (file) => `报告无法写入 ${file}：`,
    column: {
      transport: "传输方式",
      p50: "p50",
      p95: "p95",
      p99: "p99",
      worst: "最差",
      delivered: "送达次数",
      bytes: "字节/送达",
      requests: "请求/送达",
      requestsPerSent: "请求/消息",
      overhead: "开销倍数",
      connections: "连接",
      cpu: "处理器毫秒/千次",
      memory: "在用内存/客户端",
      lost: "丢失",
      twice: "重复",
      outOfOrder: "乱序",
    },
    costColumn: {
      users: "用户",
      transport: "传输方式",
      bytes: "Mbit/s",
      requests: "请求/秒",
      connections: "连接",
      cores: "核心",
    },
  },
};
