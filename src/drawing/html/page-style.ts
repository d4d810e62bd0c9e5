import { darkTheme, lightTheme, shapeRules, themeRules } from '#drawing/svg/palette.ts';

/** The page's look: the drawing fills the window, the list of tables stands beside it; light and dark by the reader's setting. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1c2430; --faint: #5d6b7c; --paper: #f7f9fc; --panel: #ffffff; --line: #dde3ea; --accent: #1f6feb; --hover: #eef3fb; }
@media (prefers-color-scheme: dark) { :root { --ink: #dfe6ee; --faint: #93a1b2; --paper: #0f141a; --panel: #151c25; --line: #2b3643; --accent: #6cb0ff; --hover: #1e2935; } }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { display: grid; grid-template: auto 1fr / 17rem 1fr; background: var(--paper); color: var(--ink); font: 14px/1.45 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { grid-column: 1 / -1; display: flex; gap: .8rem; align-items: baseline; padding: .55rem 1rem; background: var(--panel); border-bottom: 1px solid var(--line); }
h1 { font-size: 1.05rem; margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .brand { font-weight: 700; color: var(--accent); } .faint { color: var(--faint); }
.tools { margin-left: auto; display: flex; gap: .3rem; align-items: center; }
button { font: inherit; color: inherit; background: none; border: 1px solid transparent; border-radius: 6px; padding: .15rem .5rem; cursor: pointer; text-align: left; }
.tools button { border-color: var(--line); min-width: 2rem; text-align: center; } button:hover { background: var(--hover); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
nav { overflow-y: auto; background: var(--panel); border-right: 1px solid var(--line); padding: .7rem; }
input { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .35rem .6rem; }
nav h2 { display: flex; align-items: center; gap: .45rem; font-size: .8rem; margin: .9rem 0 .15rem; } nav h2 button { font-weight: 600; }
.dot { width: .65rem; height: .65rem; border-radius: 50%; flex: none; } nav ul { list-style: none; margin: 0; padding: 0; }
nav li button { width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: .1rem .5rem .1rem 1.1rem; } nav li small { color: var(--faint); }
button[aria-pressed="true"] { background: var(--hover); border-color: var(--accent); } [hidden] { display: none !important; }
main { position: relative; overflow: hidden; min-width: 0; min-height: 0; } #sheet { position: absolute; inset: 0; width: 100%; height: 100%; display: block; cursor: grab; touch-action: none; user-select: none; } #sheet.drag { cursor: grabbing; }
aside { position: absolute; top: .8rem; right: .8rem; width: 21rem; max-width: calc(100% - 1.6rem); max-height: calc(100% - 1.6rem); overflow-y: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 6px 24px rgb(0 0 0 / .12); padding: .8rem 1rem; }
aside h2 { font-size: 1.05rem; margin: 0 1.6rem .2rem 0; overflow-wrap: anywhere; } aside h3 { font-size: .78rem; color: var(--faint); margin: .8rem 0 .2rem; } aside p { margin: .2rem 0; overflow-wrap: anywhere; }
aside table { border-collapse: collapse; width: 100%; } aside td { padding: .14rem .3rem .14rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; } aside td:last-child { color: var(--faint); text-align: right; }
aside td:first-child { color: var(--faint); font-size: .68rem; font-weight: 600; width: 2.6rem; padding-top: .3rem; } aside ul { list-style: none; margin: 0; padding: 0; } aside li button { padding: .05rem .3rem; color: var(--accent); }
#close { position: absolute; top: .5rem; right: .5rem; }
${shapeRules}
${themeRules(lightTheme)}
@media (prefers-color-scheme: dark) {
${themeRules(darkTheme)}
}
.card { cursor: pointer; } .area-title { pointer-events: none; } .area-title text { paint-order: stroke; stroke: var(--paper); stroke-width: .25em; stroke-linejoin: round; }
.far .rows, .far .stub, .far .divider, .far .end { display: none; } .far .card .head-note { display: none; }
.card.chosen .body { stroke: var(--accent); stroke-width: 3; } .card.hot .body { stroke: var(--accent); stroke-width: 2; }
.dim .card:not(.near) { opacity: .2; } .dim .wire:not(.on) { opacity: .07; } .wire.on path:first-of-type, .wire.hot path:first-of-type, .wire:hover path:first-of-type { stroke-width: 2.6; }
#links path { fill: none; stroke: var(--accent); stroke-width: 2; stroke-dasharray: 7 5; vector-effect: non-scaling-stroke; pointer-events: none; }
@media (max-width: 46rem) { body { grid-template: auto auto 1fr / 1fr; } nav { max-height: 34vh; border-right: 0; border-bottom: 1px solid var(--line); } header .faint, .tools kbd { display: none; } }
@media print { header, nav, aside { display: none; } body { display: block; } }
`;
