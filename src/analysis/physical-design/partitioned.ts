import type { Table } from '#vocabulary/database-schema.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import type { Dialect, Site } from './dialect.ts';
import { list } from './entity-table.ts';

/** Rows in five years above which a table that grows with time is divided by it. */
const giant = 100_000_000;

/**
 * Giants that grow with time are divided by it, where the dialect can and nothing refers to them by their key alone.
 * The moment becomes part of the primary key, since a key is unique within one part only.
 */
export function partitioned(
  model: LogicalModel,
  tables: readonly Table[],
  site: Site,
  dialect: Dialect,
  now: Date,
): { readonly tables: readonly Table[]; readonly decisions: readonly { what: string; why: string }[] } {
  const decisions: { what: string; why: string }[] = [];
  const result = tables.flatMap((table): readonly Table[] => {
    const found = Object.entries(model.entities).find(([name]) => site.tableOf(name) === table.name);
    if (found === undefined) return [table];
    const [name, entity] = found;
    const rows = rowsInFiveYears(entity);
    const by = entity.partitionBy ?? (rows >= giant && entity.timestamps !== 'none' ? 'created_at' : undefined);
    if (by === undefined) return [table];
    const [column] = site.columnsOf(name, by);
    // Whoever refers to the moment too finds its row in one part.
    const parents = tables.filter(({ constraints }) =>
      constraints.some(
        ({ references }) => references?.table === table.name && !references.columns.includes(column ?? ''),
      ),
    );
    const uniques = table.constraints.filter(
      ({ kind, columns }) => kind === 'unique' && !columns.includes(column ?? ''),
    );
    const size = `${millions(rows)} rows in five years`;
    if (column === undefined || dialect.partition === undefined) {
      decisions.push({
        what: `${table.name} is not divided by ${by}.`,
        why: `${size}, but ${dialect.name} is not asked to divide it.`,
      });
      return [table];
    }
    // A key with a meaning of its own says that there is one such row: with the moment added it would say so no more.
    const isKeyTold =
      (entity.key !== undefined || entity.subtypeOf !== undefined) && !site.keyOf(name).includes(column);
    if (isKeyTold || parents.length > 0 || uniques.length > 0 || table.indexes.some(({ unique }) => unique)) {
      const because =
        parents.length > 0
          ? `${parents.map((one) => one.name).join(', ')} refer to it by its key alone`
          : `${isKeyTold ? 'its key must be unique' : 'what is unique in it must be so'} across all parts`;
      decisions.push({ what: `${table.name} is not divided by ${by}.`, why: `${size}, but ${because}.` });
      return [table];
    }
    decisions.push({
      what: `${table.name} is divided by ${by}, a part for each month.`,
      why: `${size}: old parts are dropped at once, and reads of the last days touch one part.`,
    });
    const constraints = table.constraints.map((one) => {
      if (one.kind !== 'primary-key' || one.columns.includes(column)) return one;
      const columns = [...one.columns, column];
      return { ...one, columns, definition: `PRIMARY KEY (${list(columns, dialect)})` };
    });
    const parent: Table = {
      ...table,
      kind: 'partitioned',
      constraints,
      partitionKey: `RANGE (${dialect.quote(column)})`,
      columns: table.columns.map((one) => (one.name === column ? { ...one, nullable: false } : one)),
    };
    return [parent, ...dialect.partition(parent, entity, now)];
  });
  return { tables: result, decisions };
}

/** What is kept for a time only never grows beyond what comes in that time. */
function rowsInFiveYears({ volume }: Entity): number {
  const { rows = 0, perYear = 0, keepDays } = volume ?? {};
  const all = rows + 5 * perYear;
  return keepDays === undefined ? all : Math.min(all, Math.max(rows, (perYear * keepDays) / 365));
}

function millions(rows: number): string {
  return rows >= 1e9 ? `${Number((rows / 1e9).toFixed(1))} billion` : `${Math.round(rows / 1e6)} million`;
}
