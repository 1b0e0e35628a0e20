import type { Names } from "./report-words.ts";

export const names: Names = {
  transport: {
    "short-polling": "short polling",
    "long-polling": "long polling",
    "iframe-streaming": "iframe streaming",
    "http-streaming": "HTTP streaming",
    sse: "SSE",
    websocket: "WebSocket",
  },
  scenario: {
    "order-status": "order status",
    clock: "clock",
    sports: "sports",
    stocks: "stock prices",
    chat: "chat",
    "big-room": "big room",
  },
  conditions: {
    direct: "direct",
    "good-lan": "good LAN",
    "busy-wifi": "busy Wi-Fi",
    "corporate-proxy": "corporate proxy",
    "buffering-proxy": "buffering proxy",
    mobile: "mobile",
    flaky: "flaky",
  },
  shows: {
    "order-status": "One event comes after a random time, and everybody waits for it: what waiting costs.",
    clock: "One source ticks once a second for all: few messages, which should come evenly.",
    sports: "Nothing for a while, then a few events at once: what a burst costs after silence.",
    stocks: "Many small messages come steadily from one source: what a message costs when there are many.",
    chat: "People talk in pairs, in bursts, and all read all: both directions at once.",
    "big-room": "Many are in one room and few speak: what each message costs when it goes out to a crowd.",
  },
  heat: (scenario, conditions) => `${capital(names.scenario[scenario])}, ${names.conditions[conditions]}`,
  claim: {
    "wasted-polls": "Short polling wastes requests.",
    "saved-requests": "Long polling saves requests but holds connections.",
    "heavy-heads": "Heads are 400 bytes and more around 10 useful ones.",
    "held-connections": "Streams cost the server held connections.",
    "one-way": "SSE is one way.",
    "one-way-reconnects": "SSE is one way and reconnects by itself.",
    "least-overhead": "WebSocket has the least overhead and the most set-up.",
  },
  verdict: { confirmed: "Confirmed.", refuted: "Not here.", "in part": "In part." },
  quoted: (text) => `“${text}”`,
  joined: (...sentences) => sentences.join(" "),
};

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
