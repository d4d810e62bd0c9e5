import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

/** How much there is to lock, read and write anew. `fresh`: its own file made it, nobody uses it yet. */
export interface TableWeight {
  readonly kind: 'fresh' | 'small' | 'large' | 'unknown';
  readonly rows?: number;
  readonly bytes?: number;
}

/** A table of fewer rows is read and written anew in the blink of an eye. */
const smallRows = 10_000;

/** `name` is "app.orders". */
export function tableWeight(
  name: string,
  { before, fresh }: { readonly before: DatabaseSchema; readonly fresh: readonly string[] },
  statistics?: Statistics,
): TableWeight {
  if (fresh.includes(name)) return { kind: 'fresh' };
  const isIt = (one: { readonly schema: string; readonly name: string }) => `${one.schema}.${one.name}` === name;
  const counted = statistics?.relations.find((one) => one.kind === 'table' && isIt(one));
  const table = before.tables.find(isIt);
  const rows = counted?.rows ?? table?.rows;
  const pages = counted?.pages;
  const bytes = table?.bytes?.total ?? (pages === undefined ? undefined : pages * 8192);
  if (rows === undefined || rows < 0) return { kind: 'unknown' };
  return { kind: rows < smallRows ? 'small' : 'large', rows, ...(bytes === undefined ? {} : { bytes }) };
}
