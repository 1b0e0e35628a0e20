import { data, number } from "../figures-in-words.ts";
import { count } from "./en-grammar.ts";
import { names } from "./en-names.ts";
import { sentences } from "./en-sentences.ts";
import type { PageWords, ReportWords } from "./report-words.ts";

const page: PageWords = {
  lang: "en",
  title: (date) => `Pushpull: the race of ${date}`,
  heading: "The race of the transports",
  lead: "The same messages over each transport, and what each one cost.",
  fact: {
    date: "Date",
    order: "Order",
    machine: "Machine",
    versions: "Versions",
    seed: "Seed",
    repeat: "To repeat it",
  },
  order: { "in turn": "one after the other", together: "all at once, for show" },
  machine: ({ cpu, cores, memory, os }) =>
    `${cpu}, ${count(cores, "core")}, ${data(memory)} of memory, ${os}`,
  overview: "Overview",
  overviewLead:
    "Latency in the median. Red: something was lost, came twice or out of order, or the race failed.",
  heats: "scenario, network",
  outcome: { refused: "refused", failed: "failed" },
  scale: ({ clients, sent, size, seconds }) =>
    `${count(clients, "client")}, ${count(sent, "message")}, texts of ${data(size)}, ${number(seconds)} s.`,
  figures: "Figures",
  figure: "figure",
  column: {
    p50: "median, p50",
    p95: "slowest 5\u00a0%, p95",
    p99: "slowest 1\u00a0%, p99",
    max: "worst",
    delivered: "deliveries",
    bytes: "bytes / delivery",
    requests: "requests / delivery",
    requestsPerSent: "requests / message",
    overhead: "overhead",
    held: "held / client",
    connections: "connections",
    cpu: "CPU ms / 1,000",
    memory: "memory in use / client",
    resident: "resident memory / client",
    handshake: "handshake / client",
    connectedIn: "connected in",
    sent: "messages sent",
    breaks: "breaks",
    lost: "lost",
    duplicated: "twice",
    reordered: "out of order",
  },
  claims: "What articles say",
  cost: "What more users would cost",
  costColumn: {
    users: "users",
    transport: "transport",
    bytes: "Mbit/s",
    requests: "requests/s",
    connections: "connections",
    cores: "processor cores",
  },
  howMeasured: "How it was measured",
  latencyChart:
    "Latency, log scale. Box: the middle half, with the median; line: 5 % to 95 %; mark: the worst.",
  latencyRow: ({ transport, p50, p5, max }) => `${transport}: median ${p50}, from ${p5} to ${max}`,
  bytesChart: (text) => `Bytes on the wire for each delivery, both ways. The line: the text itself, ${text}.`,
  bytesRow: (transport, bytes) => `${transport}: ${bytes}`,
  between: "; ",
};

export const en: ReportWords = { ...names, ...sentences, page };
