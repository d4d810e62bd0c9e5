import type { KeyPool } from './key-pool.ts';
import type { TableForeignKey } from './loading-order.ts';
import { below, scattered, seededRandom } from './random.ts';
import type { TablePlan } from './table-plan.ts';

/** Foreign keys that are filled in when all tables are loaded: UPDATE … SET columns WHERE keyColumns = …. */
export interface GeneratedUpdate {
  readonly schema: string;
  readonly name: string;
  readonly constraint: string;
  readonly keyColumns: readonly string[];
  readonly columns: readonly string[];
  /** Rows of keyColumns and columns, to be taken after all tables. */
  readonly batches: () => Generator<readonly (readonly string[])[], void, undefined>;
}

/** Undefined where the table has no primary key by which its rows could be found: they stay NULL. */
export function deferredUpdate(
  plan: TablePlan,
  key: TableForeignKey,
  poolOf: (table: TablePlan['table'], columns: readonly string[]) => KeyPool,
  seed: string,
): GeneratedUpdate | undefined {
  const { table, uniques, columns } = plan;
  const primary = table.constraints.find(({ kind }) => kind === 'primary-key');
  if (primary === undefined || key.columns.some((column) => primary.columns.includes(column))) return undefined;
  const isUnique = uniques.some((rule) => rule.columns.some((column) => key.columns.includes(column)));
  const nullFraction = Math.max(
    0,
    ...columns.filter(({ name }) => key.columns.includes(name)).map(({ model }) => model.nullFraction),
  );
  return {
    schema: table.schema,
    name: table.name,
    constraint: key.constraint.name,
    keyColumns: primary.columns,
    columns: key.columns,
    *batches() {
      const random = seededRandom(`${seed} ${table.schema}.${table.name} ${key.constraint.name}`);
      const [rows, parents] = [poolOf(table, primary.columns), poolOf(key.parent, key.referenced)];
      const place = scattered(Math.max(1, parents.size()));
      let batch: (readonly string[])[] = [];
      for (let at = 0; at < rows.size() && parents.size() > 0; at++) {
        if (isUnique && at >= parents.size()) break;
        if (random() < nullFraction) continue;
        const parent = parents.key(isUnique ? place(at) : below(random, parents.size()));
        batch.push([...rows.key(at), ...parent]);
        if (batch.length === 1000) {
          yield batch;
          batch = [];
        }
      }
      if (batch.length > 0) yield batch;
    },
  };
}
