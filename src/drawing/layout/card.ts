import type { Diagram, DiagramColumn, DiagramReference, DiagramTable } from '#vocabulary/diagram.ts';
import { fitText, textWidth } from './text-width.ts';

export interface CardRow {
  readonly column: DiagramColumn;
  readonly name: string;
  readonly type: string;
  readonly mark: string;
  /** Middle of the row, from the card's top. */
  readonly y: number;
  /** A reference that is told by the other table's name beside the row, not by a line. */
  readonly stub?: Stub;
}

export interface Stub {
  readonly reference: DiagramReference;
  readonly label: string;
  readonly width: number;
}

/** A table as it is drawn. All sizes are pixels. */
export interface Card {
  readonly table: DiagramTable;
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly rows: readonly CardRow[];
  /** Columns that are not shown. */
  readonly more: number;
  /** What is kept free for lines' ends and stubs. */
  readonly left: number;
  readonly right: number;
}

export const headHeight = 30;
export const rowHeight = 22;
/** Left of the names stands what keys they are. */
export const markWidth = 40;
export const padding = 12;
/** Room for a crow's foot with its circle. */
export const endLength = 20;
/** From a stub to the card. */
export const stubLine = 26;
export const loopDepth = 30;
export const sizes = { head: 13.5, name: 12.5, type: 11, stub: 11 } as const;

const widestName = 240;
const widestType = 130;
const mostRows = 30;

/** `stubs` are the references of this table that no line is drawn for. */
export function cardOf(table: DiagramTable, stubs: readonly DiagramReference[], hasLoop: boolean): Card {
  const shown = shownColumns(table);
  const rows = shown.map((column, at): CardRow => {
    const stub = stubs.find(({ columns }) => columns[0] === column.name);
    return {
      column,
      name: fitText(column.name, widestName, sizes.name, column.keys.includes('PK') ? 'bold' : 'regular'),
      type: fitText(`${column.shortType}${column.nullable ? '?' : ''}`, widestType, sizes.type),
      mark: column.keys.slice(0, 2).join(' '),
      y: headHeight + at * rowHeight + rowHeight / 2,
      ...(stub === undefined ? {} : { stub: stubOf(stub) }),
    };
  });
  const more = table.columns.length - shown.length;
  const label = fitText(table.label, widestName + 60, sizes.head, 'bold');
  const note = partitionNote(table);
  const head =
    textWidth(label, sizes.head, 'bold') + (note === '' ? 0 : textWidth(note, sizes.type) + 16) + 2 * padding;
  const inner = rows.map(
    ({ name, type, column }) =>
      markWidth +
      textWidth(name, sizes.name, column.keys.includes('PK') ? 'bold' : 'regular') +
      18 +
      textWidth(type, sizes.type) +
      2 * padding -
      4,
  );
  const stubWidth = Math.max(0, ...rows.map(({ stub }) => (stub === undefined ? 0 : stub.width + stubLine)));
  return {
    table,
    label,
    width: Math.ceil(Math.max(150, head, ...inner)),
    height: headHeight + (rows.length + (more > 0 ? 1 : 0)) * rowHeight + 4,
    rows,
    more,
    left: Math.max(endLength, Math.ceil(stubWidth) + (stubWidth > 0 ? 10 : 0)),
    right: hasLoop ? endLength + loopDepth : endLength,
  };
}

export function partitionNote({ partitions }: DiagramTable): string {
  return partitions === 0 ? '' : partitions === 1 ? '1 partition' : `${partitions} partitions`;
}

/** Middle of the row at which a line to these columns ends; the head's where they are not shown. */
export function rowOf(card: Card, columns: readonly string[]): number {
  return card.rows.find(({ column }) => column.name === columns[0])?.y ?? headHeight / 2;
}

/** All, or of a very wide table its keys and what comes first. */
function shownColumns({ columns }: DiagramTable): readonly DiagramColumn[] {
  if (columns.length <= mostRows) return columns;
  const keys = columns.filter((column) => column.keys.length > 0);
  const rest = columns.filter((column) => column.keys.length === 0).slice(0, Math.max(0, mostRows - 1 - keys.length));
  const chosen = new Set([...keys, ...rest]);
  return columns.filter((column) => chosen.has(column));
}

function stubOf(reference: DiagramReference): Stub {
  const label = fitText(reference.label, 150, sizes.stub);
  return { reference, label, width: Math.ceil(textWidth(label, sizes.stub) + 16) };
}

/** The number of each table's group, which decides its colour. */
export function groupNumbers({ groups }: Diagram): ReadonlyMap<string, number> {
  return new Map(groups.flatMap(({ tables }, at) => tables.map((table): [string, number] => [table, at])));
}
