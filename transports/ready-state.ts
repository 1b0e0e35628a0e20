/** Is told of each WebSocket and EventSource as soon as it is made; what it returns is called after each `close()`. */
export type NativeListener = (native: WebSocket | EventSource) => () => void;

/** In socket.io-client's `transportOptions`, under the wire names of SSE and WebSocket. */
export interface NativeOptions {
  /** Default: nobody is told. */
  onNative?: NativeListener;
}
