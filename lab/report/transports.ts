import type { TransportName } from "../../protocol/transport-names.ts";

/** How a transport is drawn, here as in the app. */
export interface TransportLook {
  /** Its shape as an SVG path, in a box from -5 to 5. */
  shape: string;
  /** Colours of marks on a light and on a dark ground. */
  light: string;
  dark: string;
}

export const LOOKS: Readonly<Record<TransportName, TransportLook>> = {
  "short-polling": {
    shape: "M0-3.87a3.87 3.87 0 1 1 0 7.74a3.87 3.87 0 1 1 0-7.74",
    light: "#BF4400",
    dark: "#E8742A",
  },
  "long-polling": {
    shape: "M-3.44-3.44h6.88v6.88h-6.88Z",
    light: "#BE8300",
    dark: "#E69F00",
  },
  "iframe-streaming": {
    shape: "M0-4.82 4.82 0 0 4.82-4.82 0Z",
    light: "#B95890",
    dark: "#D68DB6",
  },
  "http-streaming": {
    shape: "M0-4.39 4.64 3.61h-9.28Z",
    light: "#2F93CE",
    dark: "#79C4EE",
  },
  sse: { shape: "M0 4.39 4.64-3.61h-9.28Z", light: "#00507F", dark: "#3B8FD0" },
  websocket: {
    shape: "M-1.55-4.64h3.1v3.09h3.09v3.1h-3.09v3.09h-3.1v-3.09h-3.09v-3.1h3.09Z",
    light: "#007A58",
    dark: "#17AE83",
  },
};
