import { below, type Random } from '#analysis/row-generator/random.ts';
import type { DrawPlan, PlannedTable } from './draw-plan.ts';
import { drawValue, type Mood, moodOf, pick, shuffled } from './draw-value.ts';
import type { SmallDatabase, SmallRow, SmallTable } from './small-database.ts';

/**
 * A database a little unlike one in which the statements gave rows: conditions that few rows meet by chance are then met,
 * or just not met any more.
 */
export function mutateDatabase(plan: DrawPlan, database: SmallDatabase, random: Random): SmallDatabase {
  const mood = moodOf(plan, random);
  let tables = [...database.tables];
  for (let changes = 1 + below(random, 4); changes > 0; changes--) {
    const at = below(random, tables.length);
    tables = tables.map((table, which) => {
      const planned = plan.tables[which];
      return which === at && planned !== undefined ? changedTable(planned, table, mood, random) : table;
    });
  }
  return {
    ...database,
    tables: tables.map((table) => ({ ...table, rows: shuffled(table.rows, random), links: table.links })),
    timeZone: pick(plan.timeZones, random) ?? database.timeZone,
  };
}

function changedTable(planned: PlannedTable, table: SmallTable, mood: Mood, random: Random): SmallTable {
  const row = pick(table.rows, random);
  if (row === undefined) return table;
  const others = table.rows.filter((one) => one !== row);
  const choice = random();
  if (choice < 0.15) return { ...table, rows: others };
  const changed = changedRow(planned, row, mood, random);
  // One more row like it: where a key is in the way, the server throws it out unless the key changed too.
  if (choice < 0.5)
    return { ...table, rows: [...table.rows, withOtherKey(planned, changed, table.rows, mood, random)] };
  return { ...table, rows: [...others, changed] };
}

/** One to three of its values are others. */
function changedRow({ columns }: PlannedTable, row: SmallRow, mood: Mood, random: Random): SmallRow {
  const places = new Set(Array.from({ length: 1 + below(random, 3) }, () => below(random, columns.length)));
  return row.map((value, at) => {
    const column = columns[at];
    if (column === undefined || !places.has(at)) return value;
    return column.nullable && random() < 0.3 ? null : drawValue(column, mood, random, undefined);
  });
}

function withOtherKey(
  { columns, table }: PlannedTable,
  row: SmallRow,
  rows: readonly SmallRow[],
  mood: Mood,
  random: Random,
): SmallRow {
  const key = table.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const last = key.at(-1);
  return row.map((value, at) => {
    const column = columns[at];
    if (column === undefined || !(column.unique || column.name === last)) return value;
    return drawValue(
      column,
      mood,
      random,
      rows.map((one) => one[at] ?? null),
    );
  });
}
