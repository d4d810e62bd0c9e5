import { escapeXml as e } from '#drawing/escape-xml.ts';
import { headHeight, padding } from '#drawing/layout/card.ts';
import { type GroupBox, lineHeight, type Overview, type Tie } from '#drawing/layout/overview.ts';
import { colorClass } from './palette.ts';
import { cardRadius, headPath } from './svg-card.ts';
import { tenths } from './tenths.ts';

/** The groups of a large diagram, each with the names of its tables; lines are the wider the more references they stand for. */
export function overviewBody({ boxes, ties }: Overview): string {
  const names = new Map(boxes.map(({ number, name }) => [number, name]));
  return [
    ...ties.map((tie) => tieLine(tie, `${names.get(tie.from) ?? ''} and ${names.get(tie.to) ?? ''}`)),
    ...boxes.map(groupBox),
    ...ties.map(tieCount),
  ].join('\n');
}

function groupBox({ number, name, note, x, y, width, height, columns }: GroupBox): string {
  const lists = columns.flatMap((column) =>
    column.labels.map(
      (label, at) =>
        `<text class="listed" x="${tenths(column.x)}" y="${headHeight + 20 + at * lineHeight}">${e(label)}</text>`,
    ),
  );
  return `<g class="card ${colorClass(number)}" transform="translate(${tenths(x)} ${tenths(y)})">
<rect class="body" width="${width}" height="${height}" rx="${cardRadius}"/><path class="head" d="${headPath(width)}"/>
<text class="head-name" x="${padding}" y="${headHeight / 2 + 4.7}">${e(name)}</text>
<text class="head-note" x="${width - padding}" y="${headHeight / 2 + 4}">${note}</text>
${lists.join('\n')}</g>`;
}

function tieLine({ count, points }: Tie, between: string): string {
  const [first, ...rest] = points.map(({ x, y }) => `${tenths(x)} ${tenths(y)}`);
  if (first === undefined) return '';
  const width = tenths(1.4 + Math.min(4.5, Math.log2(count)));
  return `<path class="tie" style="stroke-width:${width}px" d="M${first}C${rest.join(' ')}"><title>${e(`${count} ${count === 1 ? 'reference' : 'references'} between ${between}`)}</title></path>`;
}

function tieCount({ count, points }: Tie): string {
  const middle = points[Math.floor(points.length / 2)];
  const before = points[Math.floor(points.length / 2) - 1];
  if (middle === undefined || before === undefined || count === 1) return '';
  const [x, y] = [tenths((middle.x + before.x) / 2), tenths((middle.y + before.y) / 2)];
  return `<g class="tie-count"><rect class="body" x="${x - 12}" y="${y - 9}" width="24" height="18" rx="9"/><text class="listed" x="${x}" y="${y + 4}" text-anchor="middle">${count}</text></g>`;
}
