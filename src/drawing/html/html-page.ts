import { createHash } from 'node:crypto';
import { escapeXml as e } from '#drawing/escape-xml.ts';
import type { Sheet } from '#drawing/layout/sheet.ts';
import { colorClass, colorOf } from '#drawing/svg/palette.ts';
import { sheetBody } from '#drawing/svg/svg-sheet.ts';
import type { Diagram } from '#vocabulary/diagram.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

const margin = 40;

/**
 * One self-contained page: it loads nothing from anywhere, and its policy lets only its own script run. Without
 * scripts it shows the drawing whole.
 */
export function htmlPage(diagram: Diagram, sheet: Sheet, note: string): string {
  const hash = createHash('sha256').update(pageScript).digest('base64');
  const view = `${-margin} ${-margin} ${Math.ceil(sheet.width + 2 * margin)} ${Math.ceil(sheet.height + 2 * margin)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>${e(diagram.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header><span class="brand">dbwright</span><h1>${e(diagram.title)}</h1><span class="faint">${e(note)}</span>
<div class="tools"><span class="faint"><kbd>/</kbd> find · <kbd>Esc</kbd> clear · arrows move</span>
<button type="button" id="wider" title="Zoom out (-)" aria-label="Zoom out">−</button><button type="button" id="closer" title="Zoom in (+)" aria-label="Zoom in">+</button><button type="button" id="all" title="Show all (0)">All</button></div></header>
<nav aria-label="Tables"><input type="search" id="find" placeholder="Find a table or column" aria-label="Find a table or column" autocomplete="off" spellcheck="false">
${tableList(diagram)}
</nav>
<main id="stage" tabindex="0" aria-label="Diagram">
<svg id="sheet" xmlns="http://www.w3.org/2000/svg" viewBox="${view}" role="img" aria-label="${e(diagram.title)}">
${sheetBody(sheet, diagram)}
<g id="links"></g>
</svg>
<aside id="detail" aria-live="polite" hidden><button type="button" id="close" title="Close (Esc)" aria-label="Close">×</button><div id="about"></div></aside>
</main>
<script type="application/json" id="data">${scriptData(diagram)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

function tableList({ tables, groups }: Diagram): string {
  const labels = new Map(tables.map(({ id, label }) => [id, label]));
  return groups
    .map(
      (group, at) =>
        `<section class="${colorClass(at)}"><h2><span class="dot" style="background:${colorOf(at)}"></span><button type="button" data-group="${at}">${e(group.name)}</button><span class="faint">${group.tables.length}</span></h2>
<ul>${group.tables.map((id) => `<li><button type="button" data-table="${id}" aria-pressed="false">${e(labels.get(id) ?? '')}<small></small></button></li>`).join('')}</ul></section>`,
    )
    .join('\n');
}

/** No `<` is left in it, so that nothing in it can end the script. */
function scriptData({ tables, references }: Diagram): string {
  const data = {
    tables: tables.map(({ id, label, columns, comment }) => ({
      id,
      label,
      ...(comment === undefined ? {} : { comment }),
      columns: columns.map((column) => ({
        name: column.name,
        type: `${column.shortType}${column.nullable ? '?' : ''}`,
        keys: column.keys.join(' '),
        ...(column.comment === undefined ? {} : { comment: column.comment }),
      })),
    })),
    references: references.map(({ from, to, label, columns }) => ({
      from,
      ...(to === undefined ? {} : { to }),
      label,
      columns: columns.join(', '),
    })),
  };
  return JSON.stringify(data)
    .replace(/</g, '\\u003c')
    .replace(/\u2028|\u2029/g, ' ');
}
