import { escapeXml as e } from '#drawing/escape-xml.ts';
import {
  type CardRow,
  headHeight,
  markWidth,
  padding,
  partitionNote,
  rowHeight,
  stubLine,
} from '#drawing/layout/card.ts';
import type { PlacedCard } from '#drawing/layout/place-tables.ts';
import { colorClass } from './palette.ts';
import { childEnd, parentEnd } from './svg-ends.ts';
import { tenths } from './tenths.ts';

/** A table: its name on its group's colour, a row a column, and beside rows the names of tables that no line leads to. */
export function svgCard({ card, x, y }: PlacedCard, groups: ReadonlyMap<string, number>): string {
  const { table, width, height, rows, more } = card;
  const note = partitionNote(table);
  const hover = table.comment === undefined ? table.label : `${table.label}: ${table.comment}`;
  const lastKey = rows.findLast(({ column }) => column.keys.includes('PK'));
  return [
    `<g class="card ${colorClass(groups.get(table.id))}" id="${table.id}" transform="translate(${tenths(x)} ${tenths(y)})"><title>${e(hover)}</title>`,
    `<rect class="body" width="${width}" height="${height}" rx="${cardRadius}"/><path class="head" d="${headPath(width)}"/>`,
    `<text class="head-name" x="${padding}" y="${headHeight / 2 + 4.7}">${e(card.label)}</text>`,
    note === '' ? '' : `<text class="head-note" x="${width - padding}" y="${headHeight / 2 + 4}">${note}</text>`,
    lastKey === undefined || lastKey === rows.at(-1)
      ? ''
      : `<path class="divider" d="M0 ${lastKey.y + rowHeight / 2}H${width}"/>`,
    '<g class="rows">',
    ...rows.map((row) => svgRow(row, width)),
    more === 0
      ? ''
      : `<text class="more" x="${markWidth}" y="${headHeight + rows.length * rowHeight + 14}">${more} more columns</text>`,
    '</g>',
    ...rows.map((row) => svgStub(row, groups)),
    '</g>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

export const cardRadius = 6;

/** Round at the top only. */
export function headPath(width: number): string {
  const r = cardRadius;
  return `M0 ${headHeight}V${r}a${r} ${r} 0 0 1 ${r} -${r}H${width - r}a${r} ${r} 0 0 1 ${r} ${r}V${headHeight}Z`;
}

function svgRow({ column, name, type, mark, y }: CardRow, width: number): string {
  const key = column.keys.includes('PK') ? ' key' : '';
  const title =
    column.comment === undefined && name === column.name
      ? ''
      : `<title>${e(`${column.name} ${column.type}. ${column.comment ?? ''}`)}</title>`;
  return (
    (mark === '' ? '' : `<text class="mark" x="${padding - 4}" y="${y + 3.4}">${mark}</text>`) +
    `<text class="name${key}" x="${markWidth}" y="${y + 4.4}">${e(name)}${title}</text>` +
    `<text class="type" x="${width - padding}" y="${y + 4}">${e(type)}</text>`
  );
}

/** The name of a table that is drawn elsewhere, on a short line to the row that refers to it. */
function svgStub({ stub, y }: CardRow, groups: ReadonlyMap<string, number>): string {
  if (stub === undefined) return '';
  const { reference, label, width } = stub;
  const group = reference.to === undefined ? undefined : groups.get(reference.to);
  const left = -stubLine - width;
  const to = reference.to === undefined ? '' : ` data-to="${reference.to}"`;
  return (
    `<g class="stub ${colorClass(group)}"${to}><title>${e(`${reference.columns.join(', ')} refers to ${reference.label}`)}</title>` +
    `<path d="M${-stubLine} ${y}H0${childEnd({ x: 0, y, side: -1 }, reference)}"/>${parentEnd({ x: -stubLine, y, side: 1 }, reference, true)}` +
    `<rect class="pill" x="${left}" y="${y - 8.5}" width="${width}" height="17" rx="8.5"/>` +
    `<text x="${left + 8}" y="${y + 3.9}">${e(label)}</text></g>`
  );
}
