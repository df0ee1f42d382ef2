/** The look of a report: light, dark, and on paper. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--page:#f5f7f9;--surface:#fff;--line:#dde3e8;--text:#1a222b;--dim:#55626f;--normal:#6f8ca6;--anomaly:#c23b0a;--unknown:#7d7f85;--threshold:#6a35b0;--series-1:#1f4e9c;--series-2:#0f8a7e;--series-3:#8a6500;--wash:#fff6e2;--wash-line:#ecc777}
@media (prefers-color-scheme:dark){:root{--page:#0f1318;--surface:#161c22;--line:#29323b;--text:#dde3e9;--dim:#9aa7b4;--normal:#6a88a4;--anomaly:#ff8d5e;--unknown:#94979d;--threshold:#c5a3ff;--series-1:#8db8ff;--series-2:#4fc4ba;--series-3:#e3c15a;--wash:#2a2417;--wash-line:#5f4d20}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.2rem;margin:2.5rem 0 .75rem;padding-top:.5rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.4rem 0}
.dim,figcaption{color:var(--dim);font-size:.87rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600}
td.n,th.n{text-align:right}
tr.changed td:nth-child(2){font-weight:700}
pre{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;overflow-x:auto;font:13px/1.45 ui-monospace,Menlo,Consolas,monospace}
code{font:13px ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.note{background:var(--wash);border:1px solid var(--wash-line);border-radius:6px;padding:.5rem .9rem;margin:.6rem 0}
figure{margin:1rem 0;background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 1rem}
svg{display:block;width:100%;height:auto}
.normal{--ink:var(--normal)}.anomaly{--ink:var(--anomaly)}.unknown{--ink:var(--unknown)}
.series-1{--ink:var(--series-1)}.series-2{--ink:var(--series-2)}.series-3{--ink:var(--series-3)}
.line{fill:none;stroke:var(--ink);stroke-width:1.8;stroke-linejoin:round}
.area{fill:var(--ink);fill-opacity:.28}
.dot{fill:var(--ink);stroke:var(--surface);stroke-width:1.5}
.grid{stroke:var(--line)}.axis{stroke:var(--dim)}
.mark{stroke:var(--threshold);stroke-width:1.6;stroke-dasharray:5 3}
.tick,.label,.mark-label{font:11px system-ui,sans-serif;fill:var(--dim)}
.mark-label{fill:var(--threshold);font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1rem;font-size:.85rem;margin:0 0 .25rem}
.legend i{display:inline-block;width:.8em;height:.8em;border-radius:2px;background:var(--ink);margin-right:.4em}
dt{font-weight:600;margin-top:.5rem}dd{margin:0;color:var(--dim)}
@media print{:root{color-scheme:light;--page:#fff;--surface:#fff;--line:#ccc;--text:#000;--dim:#444;--normal:#6f8ca6;--anomaly:#c23b0a;--unknown:#7d7f85;--threshold:#6a35b0;--series-1:#1f4e9c;--series-2:#0f8a7e;--series-3:#8a6500;--wash:#fff;--wash-line:#888}
@page{margin:14mm 12mm}
body{font-size:10.5pt}main{max-width:none;padding:0}.scroll,pre{overflow:visible}figure,pre,tr,.note{break-inside:avoid}table:not(:has(tr:nth-child(25))){break-inside:avoid}h2,h3{break-after:avoid}.area,.legend i,.dot{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();
