import type { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { Diagram, DiagramGroup } from '#vocabulary/diagram.ts';
import { headHeight, padding, sizes } from './card.ts';
import { packBoxes } from './pack-boxes.ts';
import type { Point } from './place-tables.ts';
import { fitText, textWidth } from './text-width.ts';

export interface GroupBox extends Point {
  readonly number: number;
  readonly name: string;
  readonly note: string;
  readonly width: number;
  readonly height: number;
  /** Names of its tables, in columns. */
  readonly columns: readonly { readonly x: number; readonly labels: readonly string[] }[];
}

export interface Tie {
  readonly from: number;
  readonly to: number;
  /** Foreign keys from tables of one group to tables of the other, in either direction. */
  readonly count: number;
  /** A Bézier spline. */
  readonly points: readonly Point[];
}

export interface Overview {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly GroupBox[];
  readonly ties: readonly Tie[];
}

export const lineHeight = 18;
const listRows = 12;
const mostColumns = 3;
/** With more groups than this, lines between them would hide what they tell. */
const mostTied = 24;

/** The groups as boxes with the names of their tables, and how many references lead from one to another. */
export function overviewOf(diagram: Diagram, graphviz: Graphviz): Overview {
  const labels = listedLabels(diagram);
  const boxes = diagram.groups.map((group, number) => boxOf(group, number, (table) => labels.get(table) ?? ''));
  const ties = boxes.length > mostTied ? [] : tiesOf(diagram);
  const tied = new Set(ties.flatMap(({ from, to }) => [from, to]));
  const inside = boxes.filter(({ number }) => tied.has(number));
  const placed = inside.length === 0 ? { width: 0, height: 0, boxes: [], ties: [] } : place(inside, ties, graphviz);
  const apart = boxes.filter(({ number }) => !tied.has(number));
  const { width, height, places } = packBoxes([placed, ...apart], 40);
  const at = (index: number) => places[index] ?? { x: 0, y: 0 };
  const move = ({ x, y }: Point): Point => ({ x: x + at(0).x, y: y + at(0).y });
  return {
    width,
    height,
    boxes: [
      ...placed.boxes.map((box) => ({ ...box, ...move(box) })),
      ...apart.map((box, index) => ({ ...box, ...at(index + 1) })),
    ],
    ties: placed.ties.map((tie) => ({ ...tie, points: tie.points.map(move) })),
  };
}

/** Of a hub also how many refer to it: no line tells. */
function listedLabels({ tables, references }: Diagram): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { to = '' } of references) counts.set(to, (counts.get(to) ?? 0) + 1);
  return new Map(tables.map(({ id, label, hub }) => [id, hub ? `${label} ← ${counts.get(id) ?? 0}` : label]));
}

function boxOf({ name, tables }: DiagramGroup, number: number, labelOf: (table: string) => string): GroupBox {
  const all = tables.map(labelOf);
  const room = listRows * mostColumns;
  const shown = all.length > room ? [...all.slice(0, room - 1), `and ${all.length - room + 1} more`] : all;
  const count = Math.ceil(shown.length / listRows);
  const rows = Math.ceil(shown.length / Math.max(1, count));
  const lists = Array.from({ length: count }, (_, at) =>
    shown.slice(at * rows, (at + 1) * rows).map((label) => fitText(label, 200, sizes.type + 0.5)),
  );
  const widths = lists.map((list) => Math.max(...list.map((label) => textWidth(label, sizes.type + 0.5))) + 22);
  const note = `${all.length === 1 ? '1 table' : `${all.length} tables`}, page ${number + 1}`;
  const title = fitText(name, 260, sizes.head, 'bold');
  const head = textWidth(title, sizes.head, 'bold') + textWidth(note, sizes.type) + 2 * padding + 20;
  const starts = widths.map((_, at) => padding + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
  return {
    number,
    name: title,
    note,
    x: 0,
    y: 0,
    width: Math.ceil(Math.max(head, widths.reduce((sum, width) => sum + width, 0) + padding)),
    height: headHeight + rows * lineHeight + 14,
    columns: lists.map((list, at) => ({ x: starts[at] ?? padding, labels: list })),
  };
}

/** References to hubs are left out: every group has them. */
function tiesOf({ tables, references, groups }: Diagram): readonly Omit<Tie, 'points'>[] {
  const groupOf = new Map(groups.flatMap((group, at) => group.tables.map((table) => [table, at])));
  const hubs = new Set(tables.flatMap(({ id, hub }) => (hub ? [id] : [])));
  const counts = new Map<string, number>();
  for (const { from, to } of references) {
    const [one, other] = [groupOf.get(from), to === undefined || hubs.has(to) ? undefined : groupOf.get(to)];
    if (one === undefined || other === undefined || one === other) continue;
    const key = `${Math.min(one, other)} ${Math.max(one, other)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => {
    const [from = 0, to = 0] = key.split(' ').map(Number);
    return { from, to, count };
  });
}

/** As Graphviz takes it: 72 points are an inch. */
function place(boxes: readonly GroupBox[], ties: readonly Omit<Tie, 'points'>[], graphviz: Graphviz): Overview {
  const nodes = boxes.map(({ number, width, height }) => `n${number} [width=${width / 72} height=${height / 72}]`);
  const edges = ties.map(({ from, to, count }, at) => `n${from} -- n${to} [id="${at}" weight=${Math.min(count, 20)}]`);
  const dot = `graph { graph [rankdir=LR nodesep=0.6 ranksep=1]; node [shape=box fixedsize=true label=""];
${nodes.join('\n')}
${edges.join('\n')}
}`;
  const layout: Layout = JSON.parse(graphviz.layout(dot, 'json', 'dot'));
  const [, , width = 0, height = 0] = layout.bb.split(',').map(Number);
  const pointOf = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number);
    return { x, y: height - y };
  };
  const centers = new Map(layout.objects.map(({ name, pos }) => [Number(name.slice(1)), pointOf(pos)]));
  const splines = new Map((layout.edges ?? []).map(({ id, pos }) => [Number(id), pos.split(/\s+/).map(pointOf)]));
  return {
    width,
    height,
    boxes: boxes.map((box) => {
      const { x, y } = centers.get(box.number) ?? { x: 0, y: 0 };
      return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
    }),
    ties: ties.map((tie, at) => ({ ...tie, points: splines.get(at) ?? [] })),
  };
}

interface Layout {
  readonly bb: string;
  readonly objects: readonly { readonly name: string; readonly pos: string }[];
  readonly edges?: readonly { readonly id: string; readonly pos: string }[];
}
