import { columnValues } from './column-values.ts';
import type { LoadingOrder } from './loading-order.ts';
import type { TablePlan } from './table-plan.ts';

/** Keys that rows refer to before the rows that have them are made: the first row has the first key, and so on. */
export interface PromisedKeys {
  readonly plan: TablePlan;
  readonly column: string;
  readonly key: (row: number) => string;
}

export function promisedKeys(plans: readonly TablePlan[], order: LoadingOrder): readonly PromisedKeys[] {
  const all = new Map<string, PromisedKeys>();
  for (const { parent, referenced } of order.promised) {
    const plan = plans.find(({ table }) => table === parent);
    const [name = ''] = referenced;
    const column = plan?.columns.find((one) => one.name === name);
    const [way] = plan?.solved.ways ?? [];
    if (plan === undefined || column === undefined || way === undefined) continue;
    const { source } = columnValues(column, way, plan.rows);
    if (source === undefined || source.count < plan.rows) continue;
    all.set(`${parent.schema}.${parent.name}.${name}`, { plan, column: name, key: (row) => source.at(row) });
  }
  return [...all.values()];
}
