/** Where the focus goes in a column: the first of these that it has. */
const STOPS = [
  "[aria-current=true]", // the room on screen
  "textarea",
  "[role=log]",
  "input:checked", // the transport in use
  "button:not(:disabled)",
];

/** Moves the focus to the next column, or to the one before: left, messages, composer, panel. */
export function moveToColumn(step: 1 | -1): void {
  const columns = [...document.querySelectorAll<HTMLElement>("[data-column]")].filter((column) =>
    column.checkVisibility({ visibilityProperty: true }),
  );
  const at = columns.findIndex((column) => column.contains(document.activeElement));
  const from = at === -1 && step === -1 ? 0 : at;
  const column = columns.at((from + step + columns.length) % Math.max(1, columns.length));
  const stops = STOPS.map((stop) => column?.querySelector<HTMLElement>(stop));
  stops.find((stop) => stop)?.focus();
}
