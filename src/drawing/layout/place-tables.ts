import type { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { DiagramReference } from '#vocabulary/diagram.ts';
import { type Card, headHeight, rowHeight, rowOf } from './card.ts';
import { lineOrder } from './line-order.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A card and where its upper left corner is. */
export interface PlacedCard extends Point {
  readonly card: Card;
}

export interface Wire {
  readonly reference: DiagramReference;
  /** A Bézier spline: a start, then three points for each piece. It begins and ends a line's end before the cards. */
  readonly points: readonly Point[];
  /** The end at the table that is referred to, and at the one that refers. */
  readonly parent: WireEnd;
  readonly child: WireEnd;
}

export interface WireEnd extends Point {
  /** To which side of the card the line leaves. */
  readonly side: -1 | 1;
}

export interface Block {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly PlacedCard[];
  readonly wires: readonly Wire[];
}

/**
 * Places tables that lines tie to each other, with Graphviz: it is told sizes, rows and numbers, never a name. Lines
 * run from the right edge of a row to the left edge of another.
 */
export function placeTables(
  cards: readonly Card[],
  references: readonly DiagramReference[],
  graphviz: Graphviz,
): Block {
  const [only] = cards;
  if (only !== undefined && cards.length === 1) return withLoops(alone(only), references);
  const lines = linesOf(cards, references);
  const answer = graphviz.layout(dotOf(cards, lines), 'json', 'dot');
  return withLoops(readLayout(JSON.parse(answer), cards, lines), references);
}

function alone(card: Card): Block {
  return {
    width: card.left + card.width + card.right,
    height: card.height,
    cards: [{ card, x: card.left, y: 0 }],
    wires: [],
  };
}

interface Line {
  readonly reference: DiagramReference;
  /** The table on the left is the one that is referred to: so it is but where references go in a circle. */
  readonly forward: boolean;
  readonly left: number;
  readonly right: number;
}

function linesOf(cards: readonly Card[], references: readonly DiagramReference[]): readonly Line[] {
  const at = new Map(cards.map(({ table }, index) => [table.id, index]));
  const order = lineOrder([...at.keys()], references);
  return references.flatMap((reference) => {
    const { from, to } = reference;
    const child = at.get(from);
    const parent = to === undefined ? undefined : at.get(to);
    if (child === undefined || parent === undefined || to === undefined || child === parent) return [];
    const forward = (order.get(to) ?? 0) < (order.get(from) ?? 0);
    return [{ reference, forward, left: forward ? parent : child, right: forward ? child : parent }];
  });
}

function dotOf(cards: readonly Card[], lines: readonly Line[]): string {
  const nodes = cards.map((card, index) => {
    const width = card.left + card.width + card.right;
    const cell = (port: string, height: number) =>
      `<TR><TD PORT="${port}" FIXEDSIZE="TRUE" WIDTH="${width}" HEIGHT="${height}"></TD></TR>`;
    const rows = card.rows.map((_, at) => cell(`c${at}`, rowHeight));
    const rest = card.height - headHeight - card.rows.length * rowHeight;
    return `n${index} [label=<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">${cell('h', headHeight)}${rows.join('')}${cell('e', rest)}</TABLE>>]`;
  });
  const spread = spreadOf(cards, lines);
  const edges = lines.map((line, index) => {
    const { reference, forward, left, right } = line;
    const parent = port(cards[forward ? left : right], reference.targets);
    const child = port(cards[forward ? right : left], reference.columns);
    const [tail, head] = forward ? [parent, child] : [child, parent];
    return `n${left}:${tail}:e -> n${right}:${head}:w [id="${index}" minlen=${spread.get(index) ?? 1}]`;
  });
  return `digraph { graph [rankdir=LR nodesep=0.42 ranksep=0.75]; node [shape=plain]; edge [dir=none];
${nodes.join('\n')}
${edges.join('\n')}
}`;
}

function port(card: Card | undefined, columns: readonly string[]): string {
  const row = card?.rows.findIndex(({ column }) => column.name === columns[0]) ?? -1;
  return row < 0 ? 'h' : `c${row}`;
}

/** A column of this height fills a screen. */
const columnHeight = 1000;

/** Many tables that hang on one only would make one very tall column: they are spread over several. */
function spreadOf(cards: readonly Card[], lines: readonly Line[]): ReadonlyMap<number, number> {
  const degree = new Map<number, number>();
  for (const { left, right } of lines) {
    degree.set(left, (degree.get(left) ?? 0) + 1);
    degree.set(right, (degree.get(right) ?? 0) + 1);
  }
  const lengths = new Map<number, number>();
  for (const hub of cards.keys()) {
    for (const side of ['left', 'right'] as const) {
      const leaves = lines.flatMap((line, index) => {
        const leaf = side === 'left' ? line.right : line.left;
        return line[side] === hub && degree.get(leaf) === 1 ? [{ index, height: cards[leaf]?.height ?? 0 }] : [];
      });
      const total = leaves.reduce((sum, { height }) => sum + height + rowHeight, 0);
      const columns = Math.ceil(total / columnHeight);
      for (const [at, { index }] of leaves.entries()) {
        lengths.set(index, 1 + Math.floor((at * columns) / leaves.length));
      }
    }
  }
  return lengths;
}

interface Layout {
  readonly bb: string;
  readonly objects: readonly { readonly name: string; readonly pos: string }[];
  readonly edges: readonly { readonly id: string; readonly pos: string }[];
}

/** Graphviz measures from below, in points: what is a pixel here. */
function readLayout({ bb, objects, edges }: Layout, cards: readonly Card[], lines: readonly Line[]): Block {
  const [, , width = 0, height = 0] = bb.split(',').map(Number);
  const pointOf = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number);
    return { x, y: height - y };
  };
  const centers = new Map(objects.map(({ name, pos }) => [Number(name.slice(1)), pointOf(pos)]));
  const placed = cards.map((card, index): PlacedCard => {
    const { x, y } = centers.get(index) ?? { x: 0, y: 0 };
    return { card, x: x - (card.left + card.width + card.right) / 2 + card.left, y: y - card.height / 2 };
  });
  const splines = new Map(edges.map(({ id, pos }) => [Number(id), pos.split(/\s+/).map(pointOf)]));
  const wires = lines.flatMap((line, index): readonly Wire[] => {
    const points = splines.get(index);
    const [left, right] = [placed[line.left], placed[line.right]];
    const [first, last] = [points?.[0], points?.at(-1)];
    if (points === undefined || first === undefined || last === undefined || !left || !right) return [];
    const start: WireEnd = { x: left.x + left.card.width, y: first.y, side: 1 };
    const end: WireEnd = { x: right.x, y: last.y, side: -1 };
    return [
      {
        reference: line.reference,
        points,
        ...(line.forward ? { parent: start, child: end } : { parent: end, child: start }),
      },
    ];
  });
  return { width, height, cards: placed, wires };
}

/** A table that refers to itself: the line goes around at its right. */
function withLoops(block: Block, references: readonly DiagramReference[]): Block {
  const loops = references.flatMap((reference): readonly Wire[] => {
    const place = block.cards.find(({ card }) => card.table.id === reference.from);
    if (reference.from !== reference.to || place === undefined) return [];
    const x = place.x + place.card.width;
    const y = (columns: readonly string[]) => place.y + rowOf(place.card, columns);
    return [
      {
        reference,
        points: [],
        parent: { x, y: y(reference.targets), side: 1 },
        child: { x, y: y(reference.columns), side: 1 },
      },
    ];
  });
  return { ...block, wires: [...block.wires, ...loops] };
}
