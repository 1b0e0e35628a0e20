/** What a network's conditions do to one who uses it: loaded with the list of networks. */
export const effects = {
  en: {
    title: "What this network does",
    none: "It changes nothing: all goes through as it comes.",
    offline: "The cable is out: nothing gets through, on any transport, until it is in again.",
    latency: "Each way takes {{oneWay}} longer, so there and back takes {{roundTrip}} more.",
    between: "{{least}} to {{most}}",
    bandwidth:
      "A connection carries {{rate}} a second each way: enough for text, and a megabyte takes {{time}}.",
    "refuse-upgrade":
      "A request to upgrade is answered with 403: WebSocket does not get through. The other five are plain HTTP and get through.",
    "idle-cut-rare":
      "What is silent for {{time}} is cut: a held request with a 504, a stream with a reset. The host's heartbeat comes every {{heartbeat}}, so it seldom happens.",
    "idle-cut-often":
      "What is silent for {{time}} is cut: a held request with a 504, a stream with a reset. The host's heartbeat comes only every {{heartbeat}}, so each silence ends in a cut and a new connection.",
    buffer:
      "Answers are held back until {{size}} or {{time}} have gathered: SSE, HTTP streaming and iframe streaming bring messages late and in clumps. An answer to a poll ends, and a WebSocket's frames are no answer: they pass at once.",
    cuts: "A connection lives for about {{time}}, then it is reset. Whatever transport you are on connects again, sends again what was not stored, and fetches what was missed.",
  },
  zh: {
    title: "这个网络做了什么",
    none: "什么都不改变：一切照原样通过。",
    offline: "网线已拔：插回之前，哪种传输方式都过不去。",
    latency: "单程多花 {{oneWay}}，往返就多花 {{roundTrip}}。",
    between: "{{least}} 到 {{most}}",
    bandwidth: "一条连接每个方向每秒传 {{rate}}：传文字足够，一兆字节要 {{time}}。",
    "refuse-upgrade": "升级请求得到 403：WebSocket 走不通。另外五种是普通的 HTTP，走得通。",
    "idle-cut-rare":
      "静默 {{time}} 就被切断：等待中的请求得到 504，流被重置。主机每 {{heartbeat}} 有一次心跳，所以很少发生。",
    "idle-cut-often":
      "静默 {{time}} 就被切断：等待中的请求得到 504，流被重置。主机每 {{heartbeat}} 才有一次心跳，所以每次静默都以切断和新的连接告终。",
    buffer:
      "响应攒到 {{size}} 或 {{time}} 才放行：SSE、HTTP 流和 iframe 流的消息会迟到并成批出现。轮询的响应会结束，WebSocket 的帧不是响应：都立即通过。",
    cuts: "一条连接大约存活 {{time}} 就被重置。无论用哪种传输方式，都会重新连接，重发没有保存的，取回错过的。",
  },
} as const;
