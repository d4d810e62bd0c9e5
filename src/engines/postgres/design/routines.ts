import type { Dialect, Routine } from '#analysis/physical-design/dialect.ts';
import { type TreeRead, treeReads } from '#analysis/physical-design/tree-reads.ts';
import { quoteIdentifier as q } from '#engines/postgres/quote.ts';
import { loadingOrder } from '#engines/sql/design/loading-order.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import { partsDropper, partsMaker } from './parts-procedures.ts';

/** Functions that read trees, and procedures that keep divided tables divided. */
export function routines(dialect: Pick<Dialect, 'quote' | 'longestName'>): NonNullable<Dialect['routines']> {
  return (tables, site) => {
    const divided = tables.filter(({ kind }) => kind === 'partitioned').map(({ name }) => name);
    const days = new Map(
      Object.entries(site.model.entities).map(([entity, { volume }]) => [site.tableOf(entity), volume?.keepDays]),
    );
    // What refers to others goes first: a part to which rows refer cannot be taken off.
    const expiring = loadingOrder(tables)
      .order.toReversed()
      .flatMap(({ name: table, kind }) => {
        const kept = kind === 'partitioned' ? days.get(table) : undefined;
        return kept === undefined ? [] : [{ table, days: kept }];
      });
    return [
      ...treeReads(site, dialect).map((tree) => treeFunction(tree, site.schema, tables)),
      ...(divided.length === 0 ? [] : [partsMaker(divided, site.schema)]),
      ...(expiring.length === 0 ? [] : [partsDropper(expiring, site.schema)]),
    ];
  };
}

function treeFunction({ name, table, key, sql, says }: TreeRead, schema: string, tables: readonly Table[]): Routine {
  const type = tables.find((one) => one.name === table)?.columns.find((one) => one.name === key)?.type ?? 'bigint';
  return {
    object: {
      kind: 'function',
      schema,
      name,
      definition: `CREATE FUNCTION ${q(name)}(start_id ${type}) RETURNS TABLE (id ${type}, level integer)
LANGUAGE sql STABLE AS $$
-- ${says}
${sql('start_id')}
$$`,
      comment: says,
    },
    call: `SELECT * FROM ${q(name)}((SELECT min(${q(key)}::text)::${type} FROM ${q(table)}))`,
    says,
  };
}
