import { wireName } from "../../protocol/transport-names.ts";
import { StreamTransport } from "../stream/client.ts";
import { partsOf } from "../stream/lines.ts";
import { unquote } from "./chunk.ts";

/** In socket.io-client's `transportOptions`, under the transport's wire name. */
export interface IframeStreamingOptions {
  /** Node only: the origin to ask for. Default: the host's own. A browser's page can only ask for its own. */
  askingOrigin?: string;
}

/**
 * Iframe streaming: a hidden iframe loads a page that never ends, and each script in it posts one packet to this
 * page. Node has no iframes; there the page is read as text, for the same bytes on the wire.
 */
export class IframeStreamingTransport extends StreamTransport {
  override get name(): string {
    return wireName("iframe-streaming");
  }

  #frame: HTMLIFrameElement | null = null;

  protected override openDown(): void {
    if (typeof document !== "undefined") {
      this.#openFrame();
      return;
    }
    this.startReading((signal) => this.#read(signal));
  }

  protected override closeDown(): void {
    if (this.#frame) {
      removeEventListener("message", this.#onMessage);
      this.#frame.onload = null;
      this.#frame.remove();
      this.#frame = null;
    }
    super.closeDown();
  }

  #openFrame(): void {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    // Its scripts run, and that is all: no navigation of this page, no pop-ups, no storage. Its origin is opaque.
    frame.setAttribute("sandbox", "allow-scripts");
    // A page that never ends never loads: `load` says that the stream has ended, or was an error page. Packets
    // that were posted before come first. After a reset (RST) Chromium fires nothing at all: then the host's
    // refusal of the next POST tells, or the missing ping.
    frame.onload = () => setTimeout(() => this.#frame === frame && this.ended());
    addEventListener("message", this.#onMessage);
    frame.src = this.url({ origin: location.origin });
    document.body.append(frame);
    this.#frame = frame;
  }

  /** Any window may post messages to this page, so only our own iframe's count. */
  #onMessage = (event: MessageEvent): void => {
    if (event.source !== this.#frame?.contentWindow || typeof event.data !== "string") return;
    this.receiveText(event.data);
  };

  async #read(signal: AbortSignal): Promise<void> {
    const { askingOrigin = new URL(this.url()).origin } = this.opts as IframeStreamingOptions;
    const body = await this.fetchDown(this.url({ origin: askingOrigin }), "text/html", signal);
    for await (const part of partsOf(body, "</script>")) {
      const literal = /<script[^>]*>p\(('[^']*')\)$/.exec(part)?.[1];
      if (literal) this.receiveText(unquote(literal));
    }
  }
}
