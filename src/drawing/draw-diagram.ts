import type { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { Diagram, DiagramForm } from '#vocabulary/diagram.ts';
import type { Artifact } from '#vocabulary/report.ts';
import { htmlPage } from './html/html-page.ts';
import { loadGraphviz } from './layout/load-graphviz.ts';
import { overviewOf } from './layout/overview.ts';
import { groupSheet, type Sheet, sheetOfGroups, wholeSheet } from './layout/sheet.ts';
import { pngOf } from './png.ts';
import { overviewBody } from './svg/svg-overview.ts';
import { svgPage, svgSheet } from './svg/svg-sheet.ts';
import { dbml } from './text/dbml.ts';
import { mermaid } from './text/mermaid.ts';
import { plantUml } from './text/plantuml.ts';

/** So many tables fit on one page with all their lines. */
const onePage = 40;

/**
 * The diagram as a file: text, a picture or a page. A picture of many tables is several: an overview of the groups
 * first, then a page for each.
 */
export async function drawDiagram(diagram: Diagram, form: DiagramForm): Promise<readonly Artifact[]> {
  const name = fileName(diagram.title.replace(/\.\w+$/, '')) || 'diagram';
  switch (form) {
    case 'mermaid':
      return [{ path: `${name}.mmd`, mediaType: 'text/vnd.mermaid', content: mermaid(diagram) }];
    case 'plantuml':
      return [{ path: `${name}.puml`, mediaType: 'text/plain', content: plantUml(diagram) }];
    case 'dbml':
      return [{ path: `${name}.dbml`, mediaType: 'text/plain', content: dbml(diagram) }];
    case 'html': {
      const graphviz = await loadGraphviz();
      const sheet = isSmall(diagram) ? wholeSheet(diagram, graphviz) : sheetOfGroups(groupSheets(diagram, graphviz));
      return [{ path: `${name}.html`, mediaType: 'text/html', content: htmlPage(diagram, sheet, counts(diagram)) }];
    }
    case 'svg':
      return pictures(diagram, name, await loadGraphviz());
    case 'png':
      return Promise.all(
        pictures(diagram, name, await loadGraphviz()).map(async ({ path, content }) => ({
          path: path.replace(/svg$/, 'png'),
          mediaType: 'image/png',
          encoding: 'base64' as const,
          content: await pngOf(content),
        })),
      );
  }
}

function pictures(diagram: Diagram, name: string, graphviz: Graphviz): readonly Artifact[] {
  const svg = (path: string, content: string): Artifact => ({ path, mediaType: 'image/svg+xml', content });
  const { title, groups } = diagram;
  if (isSmall(diagram)) {
    return [svg(`${name}.svg`, svgSheet(wholeSheet(diagram, graphviz), diagram, title, counts(diagram)))];
  }
  const overview = overviewOf(diagram, graphviz);
  const lines = overview.ties.length === 0 ? '' : ' Lines stand for references between groups.';
  const note = `${counts(diagram)} in ${told(groups.length, 'group')}.${lines}`;
  const digits = String(groups.length).length;
  return [
    svg(`${name}.svg`, svgPage(overviewBody(overview), overview, title, note, false)),
    ...groupSheets(diagram, graphviz).map((sheet, at) => {
      const group = groups[at]?.name ?? '';
      const path = [name, String(at + 1).padStart(digits, '0'), fileName(group)].filter((part) => part !== '');
      return svg(`${path.join('-')}.svg`, svgSheet(sheet, diagram, `${title}: ${group}`, pageNote(diagram, at)));
    }),
  ];
}

function isSmall({ tables }: Diagram): boolean {
  return tables.length <= onePage;
}

function groupSheets(diagram: Diagram, graphviz: Graphviz): readonly Sheet[] {
  return diagram.groups.map((_, at) => groupSheet(diagram, at, graphviz));
}

function counts({ tables, references }: Diagram): string {
  return `${told(tables.length, 'table')}, ${told(references.length, 'reference')}`;
}

function pageNote({ groups }: Diagram, at: number): string {
  return `${told(groups[at]?.tables.length ?? 0, 'table')}, page ${at + 1} of ${groups.length}. Tables of other pages are named beside what refers to them.`;
}

function told(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count.toLocaleString('en-US')} ${thing}s`;
}

function fileName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
}
