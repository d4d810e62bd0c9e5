import type { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { Diagram, DiagramReference } from '#vocabulary/diagram.ts';
import { type Card, cardOf } from './card.ts';
import { packBoxes } from './pack-boxes.ts';
import { type Block, type PlacedCard, placeTables, type Wire } from './place-tables.ts';

/** Groups of tables drawn together: framed where there are several. */
export interface Area extends Block {
  readonly name: string;
  /** Of the group, which decides the frame's colour. */
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly areas: readonly Area[];
}

export const frame = { padding: 26, title: 34, gap: 44 } as const;
const blockGap = 34;

/** All tables on one sheet, with a line for every reference but those to hubs: for small diagrams. */
export function wholeSheet(diagram: Diagram, graphviz: Graphviz): Sheet {
  const hubs = new Set(diagram.tables.flatMap(({ id, hub }) => (hub ? [id] : [])));
  const groupOf = new Map(diagram.groups.flatMap(({ tables }, at) => tables.map((table) => [table, at])));
  const isLine = ({ from, to }: DiagramReference) =>
    to !== undefined && (!hubs.has(to) || groupOf.get(from) === groupOf.get(to));
  const block = placeAll(diagram, new Set(diagram.tables.map(({ id }) => id)), isLine, graphviz);
  return { width: block.width, height: block.height, areas: [{ ...block, name: '', number: 0, x: 0, y: 0 }] };
}

/** One group on a sheet: lines inside of it, and stubs for what lies outside. */
export function groupSheet(diagram: Diagram, number: number, graphviz: Graphviz): Sheet {
  const group = diagram.groups[number] ?? { name: '', tables: [] };
  const inside = new Set(group.tables);
  const isLine = ({ to }: DiagramReference) => to !== undefined && inside.has(to);
  const block = placeAll(diagram, inside, isLine, graphviz);
  return { width: block.width, height: block.height, areas: [{ ...block, name: group.name, number, x: 0, y: 0 }] };
}

/** The sheets of all groups, framed and side by side. */
export function sheetOfGroups(sheets: readonly Sheet[]): Sheet {
  const areas = sheets.flatMap((sheet) => sheet.areas);
  const boxes = areas.map(({ width, height }) => ({
    width: width + 2 * frame.padding,
    height: height + 2 * frame.padding + frame.title,
  }));
  const { width, height, places } = packBoxes(boxes, frame.gap);
  return {
    width,
    height,
    areas: areas.map((area, at) => ({
      ...area,
      x: (places[at]?.x ?? 0) + frame.padding,
      y: (places[at]?.y ?? 0) + frame.padding + frame.title,
    })),
  };
}

/** Each connected part is placed by itself; parts are then packed. */
function placeAll(
  { tables, references }: Diagram,
  inside: ReadonlySet<string>,
  isLine: (reference: DiagramReference) => boolean,
  graphviz: Graphviz,
): Block {
  const own = references.filter(({ from }) => inside.has(from));
  const lines = own.filter(isLine);
  const stubs = own.filter((reference) => !isLine(reference));
  const cards = tables
    .filter(({ id }) => inside.has(id))
    .map((table) =>
      cardOf(
        table,
        stubs.filter(({ from }) => from === table.id),
        lines.some(({ from, to }) => from === table.id && to === table.id),
      ),
    );
  const blocks = connected(cards, lines).map((part) => placeTables(part, linesWithin(part, lines), graphviz));
  const { width, height, places } = packBoxes(blocks, blockGap);
  return {
    width,
    height,
    cards: blocks.flatMap((block, at) => block.cards.map((card) => movedCard(card, places[at]))),
    wires: blocks.flatMap((block, at) => block.wires.map((wire) => movedWire(wire, places[at]))),
  };
}

function linesWithin(cards: readonly Card[], lines: readonly DiagramReference[]): readonly DiagramReference[] {
  const ids = new Set(cards.map(({ table }) => table.id));
  return lines.filter(({ from }) => ids.has(from));
}

function connected(cards: readonly Card[], lines: readonly DiagramReference[]): readonly (readonly Card[])[] {
  const near = new Map<string, string[]>();
  for (const { from, to } of lines) {
    if (to === undefined) continue;
    near.set(from, [...(near.get(from) ?? []), to]);
    near.set(to, [...(near.get(to) ?? []), from]);
  }
  const seen = new Set<string>();
  return cards.flatMap(({ table }): readonly (readonly Card[])[] => {
    if (seen.has(table.id)) return [];
    const part = new Set([table.id]);
    // A set is walked in the order of insertion, what is added on the way included.
    for (const id of part) for (const other of near.get(id) ?? []) part.add(other);
    for (const id of part) seen.add(id);
    return [cards.filter((card) => part.has(card.table.id))];
  });
}

type Offset = { readonly x: number; readonly y: number };

function movedCard(card: PlacedCard, { x, y }: Offset = { x: 0, y: 0 }): PlacedCard {
  return { ...card, x: card.x + x, y: card.y + y };
}

function movedWire(wire: Wire, { x, y }: Offset = { x: 0, y: 0 }): Wire {
  const move = <T extends Offset>(point: T): T => ({ ...point, x: point.x + x, y: point.y + y });
  return { ...wire, points: wire.points.map(move), parent: move(wire.parent), child: move(wire.child) };
}
