/** Sides of the icon's drawing (renderer/public/icon.svg), in its own units. */
const SIDE = 32;
const STROKE = 2.5;
const CORNER = 7;

type Point = readonly [x: number, y: number];

/** The two arrows. */
const LINES: readonly (readonly [Point, Point])[] = [
  [
    [7, 11.5],
    [24, 11.5],
  ],
  [
    [19.5, 7],
    [24, 11.5],
  ],
  [
    [24, 11.5],
    [19.5, 16],
  ],
  [
    [25, 20.5],
    [8, 20.5],
  ],
  [
    [12.5, 16],
    [8, 20.5],
  ],
  [
    [8, 20.5],
    [12.5, 25],
  ],
];

/** The dot that says that something is unread, and the gap around it. */
const DOT = { center: [25.5, 6.5], radius: 6, gap: 8 } as const;

/** Shades of the icon: 0 black to 255 white. Grey, so that the order of the colours does not matter. */
const INK = 25;
const PAPER = 255;

function toLine([x, y]: Point, [[x1, y1], [x2, y2]]: readonly [Point, Point]): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

function toBox([x, y]: Point): number {
  const half = SIDE / 2 - CORNER;
  const [qx, qy] = [Math.abs(x - SIDE / 2) - half, Math.abs(y - SIDE / 2) - half];
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - CORNER;
}

export interface TrayLook {
  /** Pixels to a side. */
  size: number;
  unread: boolean;
  /** A Mac takes only the shape, and paints it itself. */
  shapeOnly: boolean;
}

/** The tray's icon: four bytes a pixel, three equal shades and how much they cover, the shades multiplied by that. */
export function trayPixels({ size, unread, shapeOnly }: TrayLook): Uint8Array {
  const scale = size / SIDE;
  const pixels = new Uint8Array(size * size * 4);
  /** How much of a pixel is inside a shape, 0 to 1, when its edge is `distance` away. */
  const inside = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance * scale));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const point: Point = [(column + 0.5) / scale, (row + 0.5) / scale];
      const arrows = inside(Math.min(...LINES.map((line) => toLine(point, line))) - STROKE / 2);
      const fromDot = Math.hypot(point[0] - DOT.center[0], point[1] - DOT.center[1]);
      const dot = unread ? inside(fromDot - DOT.radius) : 0;
      const kept = unread ? 1 - inside(fromDot - DOT.gap) : 1;
      const cover = Math.max(dot, kept * (shapeOnly ? arrows : inside(toBox(point))));
      const shade = shapeOnly ? 0 : Math.max(dot * PAPER, INK + arrows * kept * (PAPER - INK));
      const at = (row * size + column) * 4;
      pixels.fill(Math.round(shade * cover), at, at + 3);
      pixels[at + 3] = Math.round(cover * 255);
    }
  }
  return pixels;
}
