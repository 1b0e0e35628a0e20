import { WebSocket as BrowserWebSocket, NodeWebSocket } from "engine.io-client";
import type { Packet } from "engine.io-parser";
import type { NativeOptions } from "../ready-state.ts";
import { isPause, PAUSE, RESUME } from "../switch/marks.ts";

// The two differ in who makes the socket: the browser, or the `ws` package.
const EngineWebSocket = typeof document === "undefined" ? NodeWebSocket : BrowserWebSocket;

/**
 * WebSocket on the client: Engine.IO's own, one packet a frame in both directions, and the pause that a live
 * switch away from it needs.
 */
export class WebSocketTransport extends EngineWebSocket {
  #onPaused: (() => void) | null = null;
  #onClosing: (() => void) | undefined;

  override createSocket(
    ...from: Parameters<InstanceType<typeof EngineWebSocket>["createSocket"]>
  ): WebSocket {
    const socket: WebSocket = super.createSocket(...from);
    this.#onClosing = (this.opts as NativeOptions).onNative?.(socket);
    return socket;
  }

  override doClose(): void {
    super.doClose();
    this.#onClosing?.();
  }

  /** Engine.IO leaves this one empty: nobody ever switched away from WebSocket. */
  override pause(onPaused: () => void): void {
    this.#onPaused = onPaused;
    const ask = (): void => {
      this.write([PAUSE]);
      this.readyState = "pausing";
    };
    if (this.writable) ask();
    else this.once("drain", ask);
  }

  /** Takes a pause back. */
  resume(): void {
    if (this.readyState === "closed") {
      this.onClose({ description: "the connection broke off during a switch" }); // while nobody listened
      return;
    }
    this.readyState = "open";
    this.write([RESUME]);
  }

  override close(): this {
    // Engine.IO closes what is open or opening; a session may also end in the middle of a switch.
    if (this.readyState === "pausing" || this.readyState === "paused") {
      this.doClose();
      this.onClose();
    }
    return super.close();
  }

  protected override onPacket(packet: Packet): void {
    if (isPause(packet)) {
      this.readyState = "paused";
      this.#onPaused?.();
      this.#onPaused = null;
    } else {
      super.onPacket(packet);
    }
  }
}
