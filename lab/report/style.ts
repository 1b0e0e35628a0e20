import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { LOOKS } from "./transports.ts";

const colours = (ground: "light" | "dark"): string =>
  TRANSPORTS.map((name) => `--${name}:${LOOKS[name][ground]};`).join("");

const FONTS = 'Inter,system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';

/** The report's style sheet: the app's ink on paper, with system fonts, for screens light and dark and for paper. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--sunk:#f2f2ef;--line:#e4e4e0;--line-2:#d2d2cd;--ink:#17191c;--ink-2:#4b4f56;
--ink-3:#63676e;--danger:#b3261e;--ok:#1b6e45;--warn:#7f5800;${colours("light")}}
@media (prefers-color-scheme:dark){:root{--bg:#18191b;--sunk:#202224;--line:#2a2c2f;--line-2:#3b3e42;--ink:#ededea;
--ink-2:#b9bcc0;--ink-3:#969aa0;--danger:#ff8f85;--ok:#5cc795;--warn:#edb03a;${colours("dark")}}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/22px ${FONTS};
font-variant-numeric:tabular-nums}
main{max-width:1080px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:28px;line-height:36px;margin:0 0 4px}
h2{font-size:20px;line-height:28px;margin:0 0 4px}
h3{font-size:14px;line-height:22px;margin:24px 0 8px}
p{margin:0 0 8px;max-width:80ch}
section{border-top:1px solid var(--line-2);margin-top:40px;padding-top:24px}
.lead,.note,figcaption,.how{color:var(--ink-2)}
ul{margin:0;padding-left:20px;max-width:84ch}
li{margin:2px 0}
a{color:inherit}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;line-height:20px;white-space:nowrap}
th,td{padding:4px 12px 4px 0;text-align:right;border-bottom:1px solid var(--line)}
td,thead th{min-width:88px}
thead th{font-weight:500;color:var(--ink-2);vertical-align:bottom}
th[scope=row],.text{text-align:left;font-weight:500}
.faulty{color:var(--danger);font-weight:600}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(460px,100%),1fr));gap:24px}
figure{margin:16px 0 0}
figcaption{font-size:12px;line-height:16px;margin-bottom:4px}
svg{display:block;width:100%;height:auto}
svg.mark{display:inline-block;width:11px;height:11px;margin-right:6px}
svg text{font:11px ${FONTS};fill:var(--ink-2)}
svg .value{fill:var(--ink)}
.grid{stroke:var(--line)}.median{stroke:var(--ink);stroke-width:2}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0 0 8px}
dt{color:var(--ink-2)}dd{margin:0;overflow-wrap:anywhere}
code{font:12px/18px "JetBrains Mono",ui-monospace,Menlo,Consolas,monospace;background:var(--sunk);padding:2px 4px;border-radius:3px}
.verdict{font-weight:600}
.confirmed{color:var(--ok)}.refuted{color:var(--ink-2)}.in-part{color:var(--warn)}
${TRANSPORTS.map((name) => `.${name}{color:var(--${name})}`).join("")}
@media print{section{break-inside:avoid}}
`;
