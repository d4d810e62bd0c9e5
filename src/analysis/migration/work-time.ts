import type { MigrationStep } from '#vocabulary/migration.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { BlockVerdict } from './block-verdict.ts';
import { tableWeight } from './table-weight.ts';

/** How long the work of a statement takes on the real tables, s: between which bounds it lies. */
export interface WorkTime {
  readonly low: number;
  readonly high: number;
  /** What of the work is in it: "orders read, 1.2 GB". */
  readonly bytes: number;
}

/*
 * Bytes a second. Low: a table in memory, one fast process. High: a slow network disk that others use too. Reading was
 * measured at 0.9 … 2.5 GB/s from memory; writing anew goes through WAL as well, building sorts.
 */
const speeds: Readonly<Record<BlockVerdict['work'][number]['what'], { readonly fast: number; readonly slow: number }>> =
  {
    read: { fast: 1.5e9, slow: 100e6 },
    rewritten: { fast: 200e6, slow: 25e6 },
    built: { fast: 150e6, slow: 20e6 },
  };

/** undefined: a size is not known, or there is no work. */
export function workTime(
  { work }: Pick<BlockVerdict, 'work'>,
  step: MigrationStep,
  statistics?: Statistics,
): WorkTime | undefined {
  if (work.length === 0) return undefined;
  let [low, high, total] = [0, 0, 0];
  for (const { name, what } of work) {
    const table = what === 'built' ? tableOf(name, step) : name;
    if (table === undefined) continue;
    const { kind, bytes } = tableWeight(table, step, statistics);
    if (kind === 'fresh') continue;
    if (bytes === undefined) return undefined;
    low += bytes / speeds[what].fast;
    high += bytes / speeds[what].slow;
    total += bytes;
  }
  return total === 0 ? undefined : { low, high, bytes: total };
}

/** An index that is new has no table before the statement: what is read is counted already. */
function tableOf(index: string, { before }: MigrationStep): string | undefined {
  const owner = before.tables.find(({ indexes }) => indexes.some((one) => `${one.schema}.${one.name}` === index));
  return owner && `${owner.schema}.${owner.name}`;
}
