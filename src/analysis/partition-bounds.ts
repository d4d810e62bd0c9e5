import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { splitTopLevel } from './column-type.ts';

/** What a partition takes, read from its bound. Texts are values without quotes; null in a list is NULL. */
export type PartitionBound =
  /** From included, to excluded; undefined: MINVALUE or MAXVALUE. One entry for each column of the key. */
  | {
      readonly kind: 'range';
      readonly from: readonly (string | undefined)[];
      readonly to: readonly (string | undefined)[];
    }
  | { readonly kind: 'list'; readonly values: readonly (string | null)[] }
  | { readonly kind: 'hash'; readonly modulus: number; readonly remainder: number }
  | { readonly kind: 'default' };

export interface PartitionKey {
  readonly strategy: 'range' | 'list' | 'hash';
  /** Undefined where the key has an expression. */
  readonly columns: readonly string[] | undefined;
}

/** `RANGE (created_at)`, `LIST (region, "Kind")` */
export function partitionKey(table: Table): PartitionKey | undefined {
  const [, strategy, inner] = /^(RANGE|LIST|HASH)\s*\((.*)\)$/is.exec(table.partitionKey ?? '') ?? [];
  if (strategy === undefined || inner === undefined) return undefined;
  const names = splitTopLevel(inner).map((part) => {
    const name = /^("(?:[^"]|"")*"|[\w$]+)(?:\s+COLLATE\s+\S+)?(?:\s+[\w.]+)?$/i.exec(part)?.[1];
    return name?.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  });
  const columns = names.filter((name) => name !== undefined && table.columns.some((column) => column.name === name));
  return {
    strategy: strategy.toLowerCase() as PartitionKey['strategy'],
    columns: columns.length === names.length ? columns.flatMap((name) => name ?? []) : undefined,
  };
}

/** Undefined where the bound is none that we know. https://www.postgresql.org/docs/18/sql-createtable.html */
export function partitionBound(text: string): PartitionBound | undefined {
  if (/^DEFAULT$/i.test(text.trim())) return { kind: 'default' };
  const range = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/is.exec(text);
  if (range) return { kind: 'range', from: ends(range[1] ?? ''), to: ends(range[2] ?? '') };
  const list = /^FOR VALUES IN \((.*)\)$/is.exec(text);
  if (list)
    return {
      kind: 'list',
      values: splitTopLevel(list[1] ?? '').map((one) => (/^NULL\b/i.test(one) ? null : bare(one))),
    };
  const hash = /modulus (\d+), remainder (\d+)/i.exec(text);
  return hash ? { kind: 'hash', modulus: Number(hash[1]), remainder: Number(hash[2]) } : undefined;
}

function ends(text: string): readonly (string | undefined)[] {
  return splitTopLevel(text).map((one) => (/^(MINVALUE|MAXVALUE)$/i.test(one) ? undefined : bare(one)));
}

function bare(literal: string): string {
  const quoted = /^'((?:[^']|'')*)'/.exec(literal)?.[1];
  return quoted === undefined ? literal : quoted.replaceAll("''", "'");
}

/** Partitions right below a table. */
export function partitionsOf(schema: DatabaseSchema, table: Pick<Table, 'schema' | 'name'>): readonly Table[] {
  return schema.tables.filter(
    ({ partitionOf }) => partitionOf?.schema === table.schema && partitionOf.table === table.name,
  );
}
