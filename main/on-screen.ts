/** A window's place, or the part of a screen that windows may take; in the system's own pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** So much of a window's top edge must be in sight, in pixels, for a person to take hold of it. */
const HOLD = { width: 100, height: 32 } as const;

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b);
}

function canBeHeld(window: Area, screen: Area): boolean {
  const width = overlap(window.x, window.width, screen.x, screen.width);
  const height = overlap(window.y, HOLD.height, screen.y, screen.height);
  return width >= Math.min(HOLD.width, window.width) && height >= HOLD.height;
}

/**
 * Where a window has to be moved so that it can be taken hold of: to the middle of the first screen, no larger than it.
 * `null` when it can stay, or there is no screen to move it to.
 */
export function placeOnScreen(window: Area, screens: readonly Area[]): Area | null {
  const [first] = screens;
  if (first === undefined || screens.some((screen) => canBeHeld(window, screen))) return null;
  const width = Math.min(window.width, first.width);
  const height = Math.min(window.height, first.height);
  const x = first.x + Math.round((first.width - width) / 2);
  const y = first.y + Math.round((first.height - height) / 2);
  return { x, y, width, height };
}
