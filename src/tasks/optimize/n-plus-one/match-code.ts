import type { ShapeReader } from '#contracts/trace.ts';
import type { QueryLoop } from '#vocabulary/query-loop.ts';
import type { LoopMatch } from './n-plus-one-report.ts';

/**
 * The loops in the sources that run this statement: their own statement has its shape, or, where a library writes it,
 * its model is its table and nothing better is known.
 */
export function matchCode(
  {
    fingerprint,
    normalized,
    kind,
  }: { readonly fingerprint: string; readonly normalized: string; readonly kind: string },
  loops: readonly QueryLoop[],
  shapeOf: ShapeReader | undefined,
): readonly LoopMatch[] {
  const own = loops.filter((loop) => loop.kind === kind);
  const bySql = own.filter(({ sql }) => sql !== undefined && shapeOfLoop(sql, shapeOf) === fingerprint);
  if (bySql.length > 0) return bySql.map((loop) => ({ loop, by: 'statement' }));
  const tables = tablesIn(normalized);
  return own
    .filter(({ model, sql }) => sql === undefined && model !== undefined && tables.has(bare(model)))
    .map((loop) => ({ loop, by: 'table' }));
}

/** What is put in is a value nearly always: `${id}`, and `?` of other drivers. */
function shapeOfLoop(sql: string, shapeOf: ShapeReader | undefined): string | undefined {
  const text = sql.replace(/'\$\{[^}]*\}'|\$\{[^}]*\}/g, '$1').replace(/(?<=[=<>(,]\s*)\?(?=[\s),;]|$)/g, '$1');
  return shapeOf?.(text)?.fingerprint;
}

/** Names after FROM, JOIN, INTO and UPDATE. */
function tablesIn(sql: string): ReadonlySet<string> {
  const found = sql.matchAll(/\b(?:from|join|into|update)\s+(?:only\s+)?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/gi);
  return new Set([...found].map(([, name = '']) => bare(name.split('.').at(-1) ?? '')));
}

/** `"OrderItems"`, `order_item` and `orderItem` are one. */
function bare(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.replace(/ies$/, 'y').replace(/s$/, '');
}
