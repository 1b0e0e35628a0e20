/** Moves the focus to the next column, or the one before: left, messages, composer, panel. */
export function moveToColumn(step: 1 | -1): void {
  const columns = [...document.querySelectorAll<HTMLElement>("[data-column]")].filter((column) =>
    column.checkVisibility(),
  );
  const at = columns.findIndex((column) => column.contains(document.activeElement));
  const from = at === -1 && step === -1 ? 0 : at;
  const column = columns.at((from + step + columns.length) % Math.max(1, columns.length));
  column?.querySelector<HTMLElement>(STOPS)?.focus();
}

/** Where the focus goes in a column: its chosen item, else the first thing that takes the focus. */
const STOPS =
  "[aria-current=true], [role=log], textarea, input:checked, button:not(:disabled), input:not(:disabled), [tabindex='0']";
