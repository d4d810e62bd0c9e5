/** The page's look: system fonts, one accent, light and dark by the reader's setting. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --faint: #5d6b7c; --paper: #ffffff; --panel: #f4f6f9; --line: #dde3ea;
  --accent: #1f6feb; --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; --hot: #fff1f0; --fill: #e5534b; }
@media (prefers-color-scheme: dark) { :root { --ink: #dfe6ee; --faint: #93a1b2; --paper: #0f141a; --panel: #18202a; --line: #2b3643;
  --accent: #6cb0ff; --good: #57c878; --warn: #e0b23f; --bad: #ff7b72; --hot: #34191a; --fill: #e5534b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
header { border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
.mark { font-weight: 700; letter-spacing: .02em; color: var(--accent); }
nav ol { padding-left: 1.3rem; } a { color: var(--accent); }
article { margin-top: 2.2rem; } article + article { border-top: 3px solid var(--line); padding-top: 1.6rem; margin-top: 3rem; }
.subject { color: var(--faint); margin: 0; font-size: .9rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: .2rem 0 .6rem; } h2 { font-size: 1.1rem; margin: 1.8rem 0 .5rem; } h3 { font-size: 1rem; margin: 0 0 .5rem; }
.summary { font-size: 1.1rem; } p { margin: .4rem 0; } .faint { color: var(--faint); font-size: .9rem; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; overflow-x: auto; margin: .6rem 0; }
code, pre, .plan td { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .86rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th { text-align: left; color: var(--faint); font-weight: 600; font-size: .8rem; } th, td { padding: .28rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.short { white-space: nowrap; } td { overflow-wrap: anywhere; } td:not(.n, .short, .plan td) { min-width: 12rem; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .bar { white-space: nowrap; width: 8.5rem; }
.track { display: inline-block; width: 4rem; height: .55rem; background: var(--line); border-radius: 3px; overflow: hidden; vertical-align: baseline; }
.fill { display: block; height: 100%; background: var(--accent); } .hot .fill { background: var(--fill); } .hot td { background: var(--hot); } .hot .label { font-weight: 700; }
.plan .n { width: 6rem; } .fold > td { padding: 0; } .fold .plan { border-top: 1px dashed var(--line); }
summary { cursor: pointer; color: var(--faint); padding: .28rem .6rem; margin-left: 20.5rem; } summary:hover { color: var(--ink); }
.never td { color: var(--faint); } .note { color: var(--faint); font-size: .82rem; }
.card { border: 1px solid var(--line); border-left: 4px solid var(--good); border-radius: 6px; padding: .9rem 1rem; margin: .8rem 0; }
.finding { border-left: 4px solid var(--accent); padding: .2rem 0 .2rem .9rem; margin: .9rem 0; } .finding.warning { border-color: var(--warn); } .finding.critical { border-color: var(--bad); }
.badge { font-size: .75rem; font-weight: 700; text-transform: uppercase; color: var(--accent); } .warning .badge { color: var(--warn); } .critical .badge { color: var(--bad); }
.level { font-size: .78rem; font-weight: 700; color: var(--faint); } .level.measured { color: var(--good); } .level.simulated { color: var(--accent); }
.witness { margin: .7rem 0 .2rem; font-size: .92rem; } .seen { display: grid; grid-template-columns: minmax(8rem, 15rem) 1fr; gap: .1rem .9rem; padding: .2rem 0 .2rem .9rem; border-bottom: 1px solid var(--line); font-size: .92rem; }
.seen .note { display: block; } @media (max-width: 40rem) { .seen { grid-template-columns: 1fr; } h1 { font-size: 1.25rem; } summary { margin-left: 0; } .bar { width: auto; } .track { display: none; } .plan .n { width: auto; } .plan td:last-child { min-width: 24rem; } }
.gain { color: var(--good); font-weight: 600; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .6rem 0 0; } dt { color: var(--faint); } dd { margin: 0; }
ul { padding-left: 1.2rem; margin: .4rem 0; }
@media print { main { max-width: none; } .card, .finding, tr { break-inside: avoid; } }
`;
