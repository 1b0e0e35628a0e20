import "./icon.css";

/** Line icons on a 16 px grid, stroked with 1.5 px in the colour of the text around them. */
const PATHS = {
  alert: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M8 4.8v3.7M8 11v.2",
  back: "M10 3 5 8l5 5",
  chat: "M2.5 3h11v8h-6l-3 2.7V11h-2z",
  check: "m3.5 8.5 3 3 6-7",
  "chevron-down": "M4.5 6.5 8 10l3.5-3.5",
  clock: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M8 5v3l2 1.5",
  "chevron-up": "M4.5 9.5 8 6l3.5 3.5",
  close: "m4 4 8 8M12 4l-8 8",
  copy: "M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5",
  down: "M8 3v9.5M4 8.5l4 4 4-4",
  flag: "M3.5 14V2M3.5 3h9l-2 2.7 2 2.8h-9",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.8-.8",
  lock: "M4.5 7h7a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1M5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  menu: "M2.5 4h11M2.5 8h11M2.5 12h11",
  minus: "M4 8h8",
  more: "M3.5 7.5a.5.5 0 1 1 0 1 .5.5 0 1 1 0-1M8 7.5a.5.5 0 1 1 0 1 .5.5 0 1 1 0-1M12.5 7.5a.5.5 0 1 1 0 1 .5.5 0 1 1 0-1",
  panel:
    "M3.5 2.5h9A1.5 1.5 0 0 1 14 4v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5M10 2.5v11",
  pause: "M5.5 3v10M10.5 3v10",
  people:
    "M6 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M1.5 13c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4M10.5 3.2a2.4 2.4 0 0 1 0 4.6M12 9.3c1.4.5 2.3 1.8 2.5 3.7",
  play: "M5 3v10l7.5-5z",
  plus: "M8 3.5v9M3.5 8h9",
  pushpull: "M2 5h11M10 2l3 3-3 3M14 11H3M6 8l-3 3 3 3",
  retry: "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.8h-2.8",
  search: "M7 2.75a4.25 4.25 0 1 1 0 8.5 4.25 4.25 0 0 1 0-8.5M10.2 10.2l3.3 3.3",
  send: "M8 13V3.5M4 7l4-4 4 4",
  settings:
    "M8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4M8 1.8v1.9M8 12.3v1.9M1.8 8h1.9M12.3 8h1.9M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4",
  wire: "M2 4h12M2 8h7M2 12h10",
} as const;

export type IconName = keyof typeof PATHS;

/** `size` in px. It says nothing itself: a word stands beside it, or its button has a label. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
