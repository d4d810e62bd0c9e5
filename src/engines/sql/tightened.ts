import type { Bounds } from '#vocabulary/bounds.ts';

/** The session's bounds, made tighter where asked; never wider. */
export function tightened(bounds: Bounds, asked: Partial<Bounds> = {}): Bounds {
  const least = (limit: keyof Bounds) => Math.max(1, Math.min(bounds[limit], asked[limit] ?? bounds[limit]));
  return {
    statementMs: least('statementMs'),
    lockMs: least('lockMs'),
    rows: least('rows'),
    bytes: least('bytes'),
    cost: least('cost'),
    temporaryBytes: least('temporaryBytes'),
  };
}
