import { escapeXml as e } from '#drawing/escape-xml.ts';
import { endLength, loopDepth } from '#drawing/layout/card.ts';
import type { Point, Wire } from '#drawing/layout/place-tables.ts';
import { colorClass } from './palette.ts';
import { childEnd, childRing, parentEnd } from './svg-ends.ts';
import { tenths } from './tenths.ts';

/** A reference as a line from row to row, in the colour of the table that is referred to. */
export function svgWire(wire: Wire, groups: ReadonlyMap<string, number>, labelOf: (table: string) => string): string {
  const { reference, parent, child } = wire;
  const { from, to = '' } = reference;
  const hover = `${labelOf(from)} (${reference.columns.join(', ')}) refers to ${reference.label} (${reference.targets.join(', ')})`;
  return (
    `<g class="wire ${colorClass(groups.get(to))}" data-from="${from}" data-to="${to}"><title>${e(hover)}</title>` +
    `<path d="${lineOf(wire)}${childEnd(rounded(child), reference)}"/>` +
    `${childRing(rounded(child), reference)}${parentEnd(rounded(parent), reference)}</g>`
  );
}

/** Straight where the ends' signs stand, and a curve between. */
function lineOf({ points, parent, child }: Wire): string {
  const [first, last] = [points[0], points.at(-1)];
  const at = ({ x, y }: Point) => `${tenths(x)} ${tenths(y)}`;
  if (first === undefined || last === undefined) {
    const [from, to] = [parent.x + endLength, child.x + endLength];
    const out = Math.max(from, to) + loopDepth - 6;
    return `M${at(parent)}H${tenths(from)}C${tenths(out)} ${tenths(parent.y)} ${tenths(out)} ${tenths(child.y)} ${tenths(to)} ${tenths(child.y)}H${tenths(child.x)}`;
  }
  const [start, end] = parent.side > child.side ? [parent, child] : [child, parent];
  return `M${at(start)}L${at(first)}C${points.slice(1).map(at).join(' ')}L${at(end)}`;
}

function rounded<T extends Point>(point: T): T {
  return { ...point, x: tenths(point.x), y: tenths(point.y) };
}
