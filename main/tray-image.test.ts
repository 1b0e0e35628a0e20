import { describe, expect, it } from "vitest";
import { trayPixels } from "./tray-image.ts";

/** Shade and cover of the pixel at a place of the 32-unit drawing. */
function at(pixels: Uint8Array, x: number, y: number): [shade: number, cover: number] {
  const size = Math.sqrt(pixels.length / 4);
  const offset = (Math.floor((y * size) / 32) * size + Math.floor((x * size) / 32)) * 4;
  return [pixels[offset] ?? -1, pixels[offset + 3] ?? -1];
}

describe.each([16, 32, 64])("at %i pixels", (size) => {
  it("draws white arrows on a dark square with round corners", () => {
    const pixels = trayPixels({ size, unread: false, shapeOnly: false });
    expect(pixels).toHaveLength(size * size * 4);
    expect(at(pixels, 16, 11.5)[0]).toBeGreaterThan(180);
    expect(at(pixels, 16, 16)).toEqual([25, 255]);
    expect(at(pixels, 0, 0)[1]).toBe(0);
  });

  it("has a white dot when something is unread", () => {
    expect(at(trayPixels({ size, unread: false, shapeOnly: false }), 25.5, 3)[0]).toBeLessThan(60);
    expect(at(trayPixels({ size, unread: true, shapeOnly: false }), 25.5, 3)).toEqual([255, 255]);
  });

  it("is a black shape for a Mac", () => {
    const pixels = trayPixels({ size, unread: true, shapeOnly: true });
    expect(at(pixels, 16, 16)[1]).toBe(0);
    expect(at(pixels, 25.5, 6.5)).toEqual([0, 255]);
  });
});
