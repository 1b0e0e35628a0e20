import type { TFunction } from "i18next";
import type { RacePage } from "../../protocol/race.ts";
import { isMeasured } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { SHAPES } from "../transport/transport-mark.tsx";
import { type Panel, type RaceScene, ROWS, sceneOf } from "./chart-scene.ts";
import { duration, number } from "./figures.ts";
import { COLUMNS, sorted } from "./result-columns.ts";

// In px, of which each is drawn twice as fine.
const WIDTH = 1_400;
const MARGIN = 24;
const HEAD = 64;
const ROW = 26;
const NAMES = 140;
const FINENESS = 2;

export interface PictureText {
  /** Above the charts. */
  readonly title: string;
  /** What was raced. */
  readonly about: string;
  readonly t: TFunction;
  readonly locale: string;
}

/** The charts and the table of a race as a PNG, in the colours of the page. Null: this browser could not make one. */
export async function raceImage(page: RacePage, text: PictureText): Promise<Blob | null> {
  const scene = sceneOf(page, WIDTH - 2 * MARGIN);
  const rows = page.cells.length + 1;
  const height = HEAD + scene.height + 24 + rows * ROW + MARGIN;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * FINENESS;
  canvas.height = height * FINENESS;
  const context = canvas.getContext("2d");
  if (!context) return null;
  const pen = new Pen(context);
  context.scale(FINENESS, FINENESS);
  context.fillStyle = pen.colour("--bg");
  context.fillRect(0, 0, WIDTH, height);
  pen.text(text.title, MARGIN, 30, { size: 16, weight: 600 });
  pen.text(text.about, MARGIN, 48, { colour: "--ink-3" });
  for (const panel of scene.panels) drawPanel(pen, panel, scene, text);
  drawTable(pen, page, HEAD + scene.height + 24, text);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

interface TextLook {
  readonly size?: number;
  readonly weight?: number;
  readonly colour?: string;
  readonly align?: CanvasTextAlign;
}

/** Draws in the page's own colours and fonts. */
class Pen {
  readonly context: CanvasRenderingContext2D;
  readonly #style = getComputedStyle(document.documentElement);

  constructor(context: CanvasRenderingContext2D) {
    this.context = context;
  }

  colour(name: string): string {
    return this.#style.getPropertyValue(name).trim();
  }

  text(text: string, x: number, y: number, look: TextLook = {}): void {
    const { size = 11, weight = 400, colour = "--ink", align = "left" } = look;
    this.context.font = `${weight} ${size}px ${this.colour("--font-ui")}`;
    this.context.fillStyle = this.colour(colour);
    this.context.textAlign = align;
    this.context.fillText(text, x, y);
  }

  line(x: number, y: number, toX: number, toY: number, colour: string, width = 1): void {
    this.context.strokeStyle = this.colour(colour);
    this.context.lineWidth = width;
    this.context.beginPath();
    this.context.moveTo(x, y);
    this.context.lineTo(toX, toY);
    this.context.stroke();
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.context.fillStyle = this.colour(colour);
    this.context.fillRect(x, y, width, height);
  }

  mark(transport: TransportName, x: number, y: number, scale = 1): void {
    this.context.save();
    this.context.translate(x, y);
    this.context.scale(scale, scale);
    this.context.fillStyle = this.colour(`--${transport}`);
    this.context.fill(new Path2D(SHAPES[transport]));
    this.context.restore();
  }
}

function drawPanel(pen: Pen, panel: Panel, scene: RaceScene, { t, locale }: PictureText): void {
  const { cell, dots, bars, median, box, width } = panel;
  const { transport } = cell;
  const { context } = pen;
  context.save();
  context.translate(MARGIN + panel.x, HEAD + panel.y);
  pen.mark(transport, 5, ROWS.name - 4);
  pen.text(t(`transport.name.${transport}`), 16, ROWS.name, { size: 12, weight: 500 });
  if (median) {
    pen.text(duration(median.ms, locale), width, ROWS.name, { size: 13, weight: 600, align: "right" });
    pen.text(t("race.charts.median"), width, ROWS.second, { colour: "--ink-3", align: "right" });
  }
  for (const { ms, y } of scene.scale) {
    pen.line(0, Math.round(y) + 0.5, width, Math.round(y) + 0.5, "--grid");
    if (panel.isFirst) pen.text(duration(ms, locale), -8, y + 4, { colour: "--ink-3", align: "right" });
  }
  if (box) {
    pen.line(width / 2, box.p5, width / 2, box.p95, `--${transport}`, 1.5);
    context.globalAlpha = 0.5;
    pen.box(width / 2 - 16, box.p75, 32, Math.max(1, box.p25 - box.p75), `--${transport}`);
  }
  context.globalAlpha = 0.75;
  for (const { x, y } of dots) pen.mark(transport, x, y, 0.5);
  context.globalAlpha = 1;
  if (median) pen.line(0, Math.round(median.y) + 0.5, width, Math.round(median.y) + 0.5, "--ink");
  for (const bar of bars)
    pen.box(bar.x, ROWS.barsBottom - bar.height, bar.width, bar.height, `--${transport}`);
  pen.line(0, ROWS.barsBottom + 0.5, width, ROWS.barsBottom + 0.5, "--line-2");
  const axis = { colour: "--ink-3" } as const;
  if (panel.isFirst) {
    const most = t("race.charts.perSecond", { figure: number(scene.requests, locale) });
    pen.text(most, -8, ROWS.barsTop + 4, { ...axis, align: "right" });
    pen.text("0", -8, ROWS.barsBottom + 4, { ...axis, align: "right" });
  }
  pen.text("0", 0, ROWS.axis, axis);
  const end = t("race.charts.seconds", { seconds: number(scene.seconds, locale) });
  pen.text(end, width, ROWS.axis, { ...axis, align: "right" });
  context.restore();
}

function drawTable(pen: Pen, page: RacePage, top: number, { t, locale }: PictureText): void {
  const results = page.cells.flatMap(({ result }) => result ?? []);
  const [median] = COLUMNS;
  const measured = results.filter(isMeasured);
  const rows = median ? sorted(measured, median, false) : measured;
  const width = (WIDTH - 2 * MARGIN - NAMES) / COLUMNS.length;
  const right = (i: number): number => MARGIN + NAMES + (i + 1) * width;
  COLUMNS.forEach(({ name }, i) => {
    // The longest heads take two lines.
    const words = t(`race.table.${name}`).split(" ");
    const half = words.length > 2 || words.join(" ").length > 11 ? Math.ceil(words.length / 2) : 0;
    const lines = [words.slice(0, half).join(" "), words.slice(half).join(" ")];
    lines.forEach((line, j) => {
      pen.text(line, right(i), top + 4 + j * 13, { size: 10, colour: "--ink-3", align: "right" });
    });
  });
  [...rows, ...results.filter((result) => !isMeasured(result))].forEach((result, row) => {
    const y = top + (row + 1) * ROW;
    pen.line(MARGIN, y - 4.5, WIDTH - MARGIN, y - 4.5, "--line");
    pen.mark(result.transport, MARGIN + 5, y + 9);
    pen.text(t(`transport.name.${result.transport}`), MARGIN + 16, y + 13, { size: 12, weight: 500 });
    if (!isMeasured(result)) {
      const why = t(result.outcome === "failed" ? "race.failedCell" : "race.refused", {
        reason: result.reason,
      });
      pen.text(why, MARGIN + NAMES, y + 13, { colour: "--ink-2" });
      return;
    }
    COLUMNS.forEach((column, i) => {
      pen.text(column.show(column.value(result), locale), right(i), y + 13, { align: "right" });
    });
  });
}
