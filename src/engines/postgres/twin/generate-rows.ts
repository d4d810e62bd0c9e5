import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { LoadTarget } from './load-targets.ts';
import type { RowsPlan } from './plan-rows.ts';
import { distinctBase, numberedBase, plainBase } from './row-base.ts';
import { type RowNumber, type RowUnit, selectUnits } from './row-unit.ts';

/**
 * The statement that fills a table: the same rows on each machine and in each run, since every value hangs on a hash of
 * the row's number.
 */
export function insertRows(target: LoadTarget, plan: RowsPlan, into: string = tableOf(target)): string {
  const columns = plan.units.flatMap((unit) => unit.columns.map(({ name }) => quoteIdentifier(name)));
  return `INSERT INTO ${into} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE
${selectRows(plan)}`;
}

/** The rows, in their order, each with its columns in the order of the units. */
export function selectRows(plan: RowsPlan, wanted: readonly RowUnit[] = plan.units): string {
  const { base, drawn, numberOf, ready } = baseOf(plan);
  const made = wanted.filter((unit) => !ready.has(unit.id));
  const rows = selectUnits(
    base,
    made.map((unit) => ({ unit, number: numberOf(unit) })),
    drawn,
  );
  const values = wanted.flatMap((unit) => columnsOf(unit));
  const joins = wanted.flatMap(({ id, keys }) =>
    keys === undefined ? [] : [`LEFT JOIN ${keys.name} AS q${id} ON q${id}.rank = r.v${id}`],
  );
  return [`SELECT ${values.join(', ')}`, `FROM (${rows}) AS r`, ...joins, 'ORDER BY r.i'].join('\n');
}

export function tableOf({ schema, name }: Pick<LoadTarget, 'schema' | 'name'>): string {
  return quoteQualified(schema, name);
}

function columnsOf({ id, columns, keys }: RowUnit): readonly string[] {
  return keys === undefined ? [`r.v${id}`] : columns.map((_, at) => `q${id}.k${at + 1}`);
}

interface Base {
  readonly base: string;
  /** Columns of the base that are handed on. */
  readonly drawn: readonly string[];
  readonly numberOf: (unit: RowUnit) => RowNumber;
  /** Units whose values the base has. */
  readonly ready: ReadonlySet<number>;
}

function baseOf({ units, rows, together }: RowsPlan): Base {
  const number: RowNumber = { row: 'i', rows };
  if (together === undefined) {
    return { base: plainBase(rows), drawn: [], numberOf: () => number, ready: new Set() };
  }
  const inKey = new Set(together.units.map(({ id }) => id));
  const [first] = units;
  const of = first?.of ?? '';
  if (together.numbered === undefined) {
    const drawn = together.units.map(({ id }) => `v${id}`);
    return { base: distinctBase(together.units, rows, of), drawn, numberOf: () => number, ready: inKey };
  }
  const { unit: counter, groups } = together.numbered;
  const group: RowNumber = { row: 'g', rows: groups.groups };
  return {
    base: `SELECT i, g, l AS v${counter.id} FROM (${numberedBase(groups, of)}) AS numbered`,
    drawn: [`v${counter.id}`],
    numberOf: (unit) => (inKey.has(unit.id) ? group : number),
    ready: new Set([counter.id]),
  };
}
