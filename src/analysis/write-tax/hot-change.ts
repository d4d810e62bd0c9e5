import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { TableWrites } from './table-writes.ts';
import { breaksHot, changedColumns, watchedColumns } from './watched-columns.ts';

/** What an index makes of the updates of its table. */
export interface HotChange {
  /** Rows that updates enter into it, of a whole table's. */
  readonly entries: number;
  /** Updates that are heap-only without it and not with it. */
  readonly lost: number;
  /** The columns that do it. */
  readonly columns: readonly string[];
  readonly doubts: readonly string[];
}

interface Surroundings {
  readonly table: Table | undefined;
  /** The indexes that were there when the updates were counted. */
  readonly present: readonly IndexDefinition[];
  /** Those that are there beside the index in question. */
  readonly beside: readonly IndexDefinition[];
  readonly writes: TableWrites;
  readonly major: number;
}

/** Where nobody counted: of the updates that no index forbids to be heap-only, most find room on their page. */
const assumedHot = 0.8;

/**
 * An update is heap-only (HOT) where it changes no indexed column and its page has room. How often there is room follows
 * from the updates counted as heap-only; where more were than the statements allow, some set a column to the value that
 * it had, which is no change (`unchanged`, those that found room). https://www.postgresql.org/docs/18/storage-hot.html
 */
export function hotChange(index: IndexDefinition, surroundings: Surroundings): HotChange {
  const { table, present, beside, writes, major } = surroundings;
  const updates = writes.updates.map(({ rows, columns }) => ({ rows, columns: changedColumns(columns, table) }));
  const { updated, hotUpdated } = writes;
  if (updated <= 0) return { entries: 0, lost: 0, columns: [], doubts: [] };
  const hotShare = hotUpdated === undefined ? undefined : hotUpdated / updated;
  if (updates.length === 0) {
    return {
      entries: updated * (1 - (hotShare ?? assumedHot)),
      lost: 0,
      columns: [],
      doubts: [
        `Which columns the updates of ${index.schema}.${index.table} set is not known: they are taken not to touch this index.`,
      ],
    };
  }
  const touches = (columns: ReadonlySet<string>, ones: readonly IndexDefinition[]) =>
    ones.some((one) => breaksHot(one, major) && [...watchedColumns(one, table)].some((name) => columns.has(name)));
  const rowsOf = (some: typeof updates) => some.reduce((sum, { rows }) => sum + rows, 0);
  const eligible = rowsOf(updates.filter(({ columns }) => !touches(columns, present)));
  const touching = rowsOf(updates) - eligible;
  const hotRows = hotShare === undefined ? undefined : hotShare * rowsOf(updates);
  const room = hotRows === undefined || eligible === 0 ? assumedHot : Math.min(1, hotRows / eligible);
  const unchanged =
    hotRows === undefined || touching === 0 ? 0 : Math.min(1, Math.max(0, hotRows - eligible) / touching);
  let entries = 0;
  let lost = 0;
  const columns = new Set<string>();
  const own = watchedColumns(index, table);
  for (const update of updates) {
    const without = touches(update.columns, beside) ? unchanged : room;
    const isHit = touches(update.columns, [index]);
    const kept = isHit ? Math.min(without, unchanged) : without;
    entries += update.rows * (1 - kept);
    lost += update.rows * (without - kept);
    if (without > kept) for (const name of update.columns) if (own.has(name)) columns.add(name);
  }
  return {
    entries,
    lost,
    columns: [...columns],
    doubts:
      hotShare === undefined && lost >= 0.5
        ? [
            `How many updates are heap-only was not counted; ${Math.round(assumedHot * 100)} % of those that can be are taken to be.`,
          ]
        : [],
  };
}
