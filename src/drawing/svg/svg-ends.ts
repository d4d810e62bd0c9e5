import type { WireEnd } from '#drawing/layout/place-tables.ts';
import type { DiagramReference } from '#vocabulary/diagram.ts';

/**
 * Crow's feet. At the table that refers, a foot (any number of rows), or at most one (a bar); none is always possible
 * (a ring), as no key can ask for a row there. At the table that is referred to: exactly one (two bars), or perhaps
 * none (a bar and a ring), where the column may be null.
 */
export function childEnd({ x, y, side }: WireEnd, { single }: Pick<DiagramReference, 'single'>): string {
  if (single) return bar(x + side * 6, y);
  return `M${x} ${y - 5}L${x + side * 10} ${y}L${x} ${y + 5}`;
}

export function childRing({ x, y, side }: WireEnd, { single }: Pick<DiagramReference, 'single'>): string {
  return ring(x + side * (single ? 12.5 : 13.5), y);
}

/** `short`: only whether there is one for sure. */
export function parentEnd(
  { x, y, side }: WireEnd,
  { optional }: Pick<DiagramReference, 'optional'>,
  short = false,
): string {
  if (short) return optional ? ring(x + side * 5, y) : `<path d="${bar(x + side * 5, y)}"/>`;
  return optional
    ? `<path d="${bar(x + side * 6, y)}"/>${ring(x + side * 12.5, y)}`
    : `<path d="${bar(x + side * 6, y)}${bar(x + side * 10, y)}"/>`;
}

function bar(x: number, y: number): string {
  return `M${x} ${y - 5}V${y + 5}`;
}

function ring(x: number, y: number): string {
  return `<circle class="end" cx="${x}" cy="${y}" r="3.2"/>`;
}
