import type { Socket as TcpSocket } from "node:net";
import { transports } from "engine.io";
import type { Packet } from "engine.io-parser";
import type { EngineRequest } from "../engine-internals.ts";
import { isPause, isResume, PAUSE } from "../switch/marks.ts";
import { NO_LISTENER, type WireListener } from "../wire.ts";

/**
 * WebSocket on the host: Engine.IO's own, which leaves the framing (RFC 6455) to the `ws` package, and the pause
 * that a live switch away from it needs.
 */
export class WebSocketTransport extends transports.websocket {
  /** Set by the engine. */
  wire: WireListener = NO_LISTENER;
  readonly #tcp: TcpSocket;

  constructor(request: EngineRequest) {
    super(request);
    this.#tcp = request.socket;
    // Engine.IO writes whenever `writable` is true, and sets it after each write. A pause has the last word.
    let writable = this.writable;
    Object.defineProperty(this, "writable", {
      get: () => writable && !this.#paused,
      set: (value: boolean) => {
        writable = value;
      },
    });
  }

  #paused = false;

  override send(packets: Packet[]): void {
    const at = this.wire.now();
    super.send(packets);
    this.wire.sent(this.#tcp, packets, at);
  }

  protected override onPacket(packet: Packet): void {
    this.wire.received(this.#tcp, packet);
    if (isPause(packet)) {
      this.#paused = true;
      this.send([PAUSE]); // behind every frame that has been written already
    } else if (isResume(packet)) {
      this.#paused = false;
      if (this.writable) this.emit("ready");
    } else {
      super.onPacket(packet);
    }
  }
}
