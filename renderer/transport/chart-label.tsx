import { useTranslation } from "react-i18next";
import { HEIGHT, type Point, WIDTH } from "./chart-scene.ts";
import { bytes, clock, inWords, latency, perMinute } from "./format.ts";

/** What the label of a point says: its figure, and where it comes from. */
export function useLabelOf(wall: number): (point: Point) => readonly [string, string] {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return (point) => {
    if (point.pane === "latency") {
      const { latency: ms, transport, sender, at } = point.arrived;
      const figure = t("transport.pointLatency", {
        time: inWords(latency(ms, language)),
        transport: t(`transport.name.${transport}`),
      });
      return [figure, `${sender}, ${clock(at + wall, language)}`];
    }
    if (point.pane === "switches") {
      const { from, to, at } = point.switched;
      const time = clock(at + wall, language);
      return [
        t("transport.switchedTo", { transport: t(`transport.said.${to}`) }),
        t("transport.switchedAt", { time, transport: t(`transport.said.${from}`) }),
      ];
    }
    const { transport, from, to, up, down, requests } = point.step;
    const figure =
      point.pane === "bytes"
        ? t("transport.pointBytes", {
            sent: inWords(bytes(up, language)),
            received: inWords(bytes(down, language)),
          })
        : t("transport.pointRequests", { figure: inWords(perMinute(requests, language)) });
    const time = `${clock(from + wall, language)}–${clock(to + wall, language)}`;
    return [figure, `${t(`transport.name.${transport}`)}, ${time}`];
  };
}

/** One label in ink, beside the point that it is about. */
export function ChartLabel({ point: { x, y }, lines }: { point: Point; lines: readonly [string, string] }) {
  const side = x > WIDTH / 2 ? "left" : "right";
  const place = { left: `${(x / WIDTH) * 100}%`, top: `${(y / HEIGHT) * 100}%` };
  return (
    <div className={`chart-label-box ${side}`} style={place} aria-hidden="true">
      <b>{lines[0]}</b>
      {lines[1]}
    </div>
  );
}
