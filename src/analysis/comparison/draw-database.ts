import type { TableForeignKey } from '#analysis/row-generator/loading-order.ts';
import { below, type Random } from '#analysis/row-generator/random.ts';
import type { DrawPlan, PlannedParameter, PlannedTable } from './draw-plan.ts';
import { anyOf, drawValue, type Mood, moodOf, pick, shuffled, themeOf } from './draw-value.ts';
import type { SmallDatabase, SmallLink, SmallRow, SmallTable } from './small-database.ts';

/**
 * One small database. Columns of one kind share a handful of values, so that rows join, collide and repeat; what the
 * statements compare with comes often, what lies beside it too. The server throws out the rows that it does not take.
 */
export function drawDatabase(plan: DrawPlan, random: Random): SmallDatabase {
  const mood = moodOf(plan, random);
  const drawn = new Map<string, SmallTable>();
  const tables = plan.tables.map((planned) => {
    const table = drawTable(planned, drawn, mood, random);
    drawn.set(`${table.schema}.${table.name}`, table);
    return table;
  });
  return {
    tables: tables.map((table, at) => ({ ...table, links: linksOf(plan.tables[at], table, drawn, random) })),
    parameters: Object.fromEntries(plan.parameters.map((one) => [one.number, drawParameter(one, mood, random)])),
    timeZone: pick(plan.timeZones, random) ?? 'UTC',
  };
}

/** Many are empty, many have one row. */
const sizes = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8] as const;

function drawTable(
  planned: PlannedTable,
  drawn: ReadonlyMap<string, SmallTable>,
  mood: Mood,
  random: Random,
): SmallTable {
  const { table, columns } = planned;
  const count = mood.many !== undefined && random() < 0.6 ? mood.many : (pick(sizes, random) ?? 1);
  // A column may be NULL in all rows, and in none.
  const nullShares = columns.map(({ nullable }) =>
    nullable ? (pick([0, mood.nulls, mood.nulls, mood.nulls, random() < 0.1 ? 1 : mood.nulls], random) ?? 0) : 0,
  );
  const rows: (string | null)[][] = [];
  for (let at = 0; at < count; at++) {
    const row = columns.map((column, which) => {
      if (random() < (nullShares[which] ?? 0)) return null;
      return drawValue(column, mood, random, column.unique ? rows.map((one) => one[which] ?? null) : undefined);
    });
    rows.push(startedFrom(planned, row, rows, mood, random));
  }
  const of = rows.map((row) => withParents(planned, row, rows, drawn, mood, random));
  return {
    schema: table.schema,
    name: table.name,
    columns: columns.map(({ name }) => name),
    rows: shuffled(of, random),
    links: [],
  };
}

/** A row as drawn; one like a row before, with or without a change; or one that is known to keep the table's conditions. */
function startedFrom(
  { columns, templates }: PlannedTable,
  row: (string | null)[],
  before: readonly SmallRow[],
  mood: Mood,
  random: Random,
): (string | null)[] {
  const isCopy = before.length > 0 && random() < mood.copies;
  const model = isCopy ? pick(before, random) : random() < 0.5 ? pick(templates, random) : undefined;
  if (model === undefined) return row;
  const change = pick([0, 0.15, 0.4], random) ?? 0;
  return row.map((value, at) => ((columns[at]?.unique && isCopy) || random() < change ? value : (model[at] ?? null)));
}

/** Foreign keys take the values of a row of their parent, or NULL. */
function withParents(
  { columns, foreignKeys, table }: PlannedTable,
  row: readonly (string | null)[],
  siblings: readonly SmallRow[],
  drawn: ReadonlyMap<string, SmallTable>,
  mood: Mood,
  random: Random,
): SmallRow {
  const values = [...row];
  const place = (name: string) => columns.findIndex((column) => column.name === name);
  const set = new Set<number>();
  for (const key of foreignKeys) {
    const places = key.columns.map(place);
    if (places.some((at) => at < 0)) continue;
    const mayBeNull = places.filter((at) => columns[at]?.nullable && !set.has(at));
    const isNull = mayBeNull.length > 0 && random() < Math.max(0.1, mood.nulls);
    const parents =
      key.parent === table ? { columns: columns.map(({ name }) => name), rows: siblings } : parentOf(key, drawn);
    const wanted = places.map((at) => (set.has(at) ? values[at] : undefined));
    const parent = isNull ? undefined : pick(fitting(parents, key.referenced, wanted), random);
    for (const [nth, at] of places.entries()) {
      if (parent !== undefined) {
        const from = parents?.columns.indexOf(key.referenced[nth] ?? '') ?? -1;
        values[at] = parent[from] ?? null;
      } else if (columns[at]?.nullable && !set.has(at)) {
        values[at] = null;
      }
      set.add(at);
    }
  }
  return values;
}

function parentOf(
  key: TableForeignKey,
  drawn: ReadonlyMap<string, SmallTable>,
): Pick<SmallTable, 'columns' | 'rows'> | undefined {
  return drawn.get(`${key.parent.schema}.${key.parent.name}`);
}

/** Rows that agree with what another foreign key has set already. */
function fitting(
  parents: Pick<SmallTable, 'columns' | 'rows'> | undefined,
  referenced: readonly string[],
  wanted: readonly (string | null | undefined)[],
): readonly SmallRow[] {
  if (parents === undefined) return [];
  const places = referenced.map((name) => parents.columns.indexOf(name));
  const agreeing = parents.rows.filter((row) =>
    places.every((at, nth) => wanted[nth] === undefined || wanted[nth] === row[at]),
  );
  return agreeing.length > 0 ? agreeing : parents.rows;
}

function linksOf(
  planned: PlannedTable | undefined,
  { rows }: SmallTable,
  drawn: ReadonlyMap<string, SmallTable>,
  random: Random,
): readonly SmallLink[] {
  return (planned?.later ?? []).flatMap((key) => {
    const parents = parentOf(key, drawn)?.rows.length ?? 0;
    if (parents === 0) return [];
    return rows.flatMap((_, from) =>
      random() < 0.3
        ? []
        : [
            {
              columns: key.columns,
              parent: { schema: key.parent.schema, name: key.parent.name },
              referenced: key.referenced,
              from,
              to: below(random, parents),
            },
          ],
    );
  });
}

/** The value given, as often as not; else one that the rows have too. NULL only where nobody gave a value. */
function drawParameter({ pool, type, given }: PlannedParameter, mood: Mood, random: Random): string | null {
  if (given !== undefined && random() < 0.5) return given;
  if (given === undefined && random() < 0.1) return null;
  const theme = random() < 0.6 ? pick(themeOf(type, pool, mood, random), random) : undefined;
  return theme ?? anyOf(pool, mood, random) ?? given ?? null;
}
