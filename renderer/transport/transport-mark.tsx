import type { TransportName } from "../../protocol/transport-names.ts";
import "./transport-mark.css";

/** Each transport's shape, of about one area, in a box from -5 to 5. */
export const SHAPES: Record<TransportName, string> = {
  "short-polling": "M0-3.87a3.87 3.87 0 1 1 0 7.74a3.87 3.87 0 1 1 0-7.74",
  "long-polling": "M-3.44-3.44h6.88v6.88h-6.88Z",
  "iframe-streaming": "M0-4.82 4.82 0 0 4.82-4.82 0Z",
  "http-streaming": "M0-4.39 4.64 3.61h-9.28Z",
  sse: "M0 4.39 4.64-3.61h-9.28Z",
  websocket: "M-1.55-4.64h3.1v3.09h3.09v3.1h-3.09v3.09h-3.1v-3.09h-3.09v-3.1h3.09Z",
};

/** A transport's mark: shape and colour. Its name stands beside it, so it says nothing itself. `size` in px. */
export function TransportMark({ transport, size = 10 }: { transport: TransportName; size?: number }) {
  return (
    <svg
      className="transport-mark"
      data-transport={transport}
      viewBox="-5 -5 10 10"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={SHAPES[transport]} />
    </svg>
  );
}
