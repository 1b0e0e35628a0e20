import { Counter, collectDefaultMetrics, Gauge, type OpenMetricsContentType, Registry } from "prom-client";
import type { Parts, RequestCounts } from "../../protocol/meter.ts";
import type { Meter } from "./meter.ts";

/** Messages since the host was started. */
export interface MessageCounts {
  /** Stored, and told to their rooms. */
  stored: number;
  /** Sent again by clients whose ack was lost: known already, and stored once. */
  duplicates: number;
}

/** The host's figures as OpenMetrics text, with the content type that it goes by. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Time between two looks at the event loop's delay, in ms. */
const WATCH_EVERY = 100;

/** Every figure is read when it is asked for: nothing is counted twice. Times are in s and sizes in bytes. */
export function createMetrics(meter: Meter, messages: () => MessageCounts): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry];
  /**
   * Those of the process begin when somebody first asks. They watch the event loop by a timer, which would wake a host
   * 100 times a second for as long as it runs.
   */
  let isWatched = false;
  const watchProcess = (): void => {
    if (!isWatched) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: WATCH_EVERY });
    isWatched = true;
  };

  new Counter({
    name: "pushpull_wire_bytes_total",
    help: "Bytes that the TCP connections carried. Up is towards the host.",
    labelNames: ["direction"] as const,
    registers,
    collect() {
      const { up, down } = meter.totals().wire;
      this.reset();
      this.inc({ direction: "up" }, up);
      this.inc({ direction: "down" }, down);
    },
  });
  new Counter({
    name: "pushpull_session_bytes_total",
    help: "Bytes of sessions by transport and by what they were for. The rest of the wire's bytes is pages and routes.",
    labelNames: ["transport", "direction", "part"] as const,
    registers,
    collect() {
      this.reset();
      for (const { transport, up, down } of meter.totals().sessions) {
        for (const [direction, parts] of Object.entries({ up, down }))
          for (const part of Object.keys(parts) as (keyof Parts)[])
            this.inc({ transport, direction, part }, parts[part]);
      }
    },
  });
  new Counter({
    name: "pushpull_requests_total",
    help: "Requests of sessions by transport and by what became of them.",
    labelNames: ["transport", "kind"] as const,
    registers,
    collect() {
      this.reset();
      for (const { transport, requests } of meter.totals().sessions) {
        for (const kind of Object.keys(requests) as (keyof RequestCounts)[])
          if (kind !== "waiting") this.inc({ transport, kind }, requests[kind]);
      }
    },
  });
  new Counter({
    name: "pushpull_request_held_seconds_total",
    help: "How long requests of sessions were open at the host, all together.",
    labelNames: ["transport"] as const,
    registers,
    collect() {
      this.reset();
      for (const { transport, heldMs } of meter.totals().sessions) this.inc({ transport }, heldMs / 1_000);
    },
  });
  new Gauge({
    name: "pushpull_sessions",
    help: "Sessions that are open, by the transport in use.",
    labelNames: ["transport"] as const,
    registers,
    collect() {
      this.reset();
      for (const [transport, count] of meter.openSessions()) this.set({ transport }, count);
    },
  });
  new Gauge({
    name: "pushpull_requests_waiting",
    help: "Requests of sessions that are held now: nothing has answered them yet.",
    labelNames: ["transport"] as const,
    registers,
    collect() {
      this.reset();
      for (const { transport, requests } of meter.totals().sessions)
        this.inc({ transport }, requests.waiting);
    },
  });
  new Gauge({
    name: "pushpull_connections",
    help: "TCP connections that are open.",
    registers,
    collect() {
      this.set(meter.connections);
    },
  });
  new Counter({
    name: "pushpull_messages_total",
    help: "Messages that were stored, and those that came again and were not.",
    labelNames: ["outcome"] as const,
    registers,
    collect() {
      const { stored, duplicates } = messages();
      this.reset();
      this.inc({ outcome: "stored" }, stored);
      this.inc({ outcome: "duplicate" }, duplicates);
    },
  });

  return {
    contentType: registry.contentType,
    text() {
      watchProcess();
      return registry.metrics();
    },
  };
}
