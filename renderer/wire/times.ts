const two = (value: number): string => String(value).padStart(2, "0");

/** Minutes and seconds with ms: "06:08.412". Hours stand in the details. */
export function shortTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** "14:06:08.412" */
export function longTime(at: number): string {
  return `${two(new Date(at).getHours())}:${shortTime(at)}`;
}

/** "2026-11-20 14:06:08.412" */
export function dayTime(at: number): string {
  return `${day(new Date(at))} ${longTime(at)}`;
}

function day(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A label on an axis whose labels are `step` ms apart: with ms only where seconds would not tell them apart. */
export function axisTime(at: number, step: number): string {
  const time = shortTime(at);
  return step < 1_000 ? time.slice(3) : time.slice(0, 5);
}

/** For a file's name: "2026-11-20 14-06-08". */
export function fileTime(at: number): string {
  const date = new Date(at);
  return `${day(date)} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join("-")}`;
}
