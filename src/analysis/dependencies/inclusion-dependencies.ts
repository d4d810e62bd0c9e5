import { singular } from '#analysis/plural.ts';
import { type ColumnValues, objectIdentity } from './encode-columns.ts';
import { wordsOf } from './words-of.ts';
import { type SearchLimits, workBudget } from './work-budget.ts';

/** A table's rows, or a sample of them. */
export interface TableValues {
  readonly table: string;
  readonly columns: readonly (ColumnValues & { readonly type: string })[];
  /** False: only some rows, so a value that is not there may yet be in the table. */
  readonly complete: boolean;
}

export interface ColumnPlace {
  readonly table: string;
  readonly column: string;
}

/** The values of `from` are values of `to`, which has each once: what a foreign key says. */
export interface InclusionDependency {
  readonly from: ColumnPlace;
  readonly to: ColumnPlace;
  /** Different values of `from`, NULL not counted. */
  readonly values: number;
  /** Those that `to` does not have; 0 … `maxMissing` of them. Examples in `missing`. */
  readonly missingValues: number;
  readonly missing: readonly unknown[];
  /** Share of the values of `to` that `from` uses, 0 … 1. */
  readonly coverage: number;
  /** 1: the same type. 0.7: types that compare without a cast. Others are not looked at. */
  readonly typeScore: number;
  /** 1: the name says the table and its column (customer_id, customers.id); 0: it says nothing of it. */
  readonly nameScore: number;
  /** All of it in one number, 0 … 1. */
  readonly score: number;
  /**
   * `likely`: name and values agree. `possible`: the values are many or wide enough to be no accident, the name is
   * silent. `accidental`: few or small numbers, which many a key holds.
   */
  readonly kind: 'likely' | 'possible' | 'accidental';
}

export interface InclusionOptions {
  /** Share of different values that may be missing from `to`: 0 unless told; rows of a sample are forgiven 0.02. */
  readonly maxMissing?: number;
  readonly limits?: SearchLimits;
}

export interface InclusionSearch {
  /** Best first. */
  readonly dependencies: readonly InclusionDependency[];
  readonly unseen: readonly string[];
}

/** What a sample of the table referred to may lack. */
const forgiven = 0.02;
const mostExamples = 5;

/** A column, its different values without NULL, and what comparing needs to know. */
interface Held extends ColumnPlace {
  readonly type: string;
  readonly family: string;
  readonly values: ReadonlyMap<unknown, unknown>;
  readonly isUnique: boolean;
  readonly complete: boolean;
}

/**
 * Columns whose values all stand in a column of another table (or the same one) that has each of them once. Single
 * columns only. De Marchi, Lopes and Petit, "Unary and n-ary inclusion dependency discovery" (2009).
 */
export function inclusionDependencies(tables: readonly TableValues[], options: InclusionOptions = {}): InclusionSearch {
  const budget = workBudget(options.limits ?? {});
  const held = tables.flatMap(({ table, columns, complete }) =>
    columns.map((column): Held => {
      budget.spend(column.values.length);
      return heldOf(table, column, complete);
    }),
  );
  const targets = held.filter(({ isUnique, values }) => isUnique && values.size > 1);
  const sources = held.filter(({ values }) => values.size > 0);
  const dependencies: InclusionDependency[] = [];
  let skipped = 0;
  for (const from of sources) {
    for (const to of targets) {
      if (from === to || from.family !== to.family || from.family === '') continue;
      if (budget.isSpent()) skipped += 1;
      else dependencies.push(...compared(from, to, options.maxMissing ?? (to.complete ? 0 : forgiven), budget.spend));
    }
  }
  return {
    dependencies: dependencies.sort((one, other) => other.score - one.score),
    unseen: [
      ...(skipped === 0 ? [] : [`${skipped} pairs of columns: time was up`]),
      'references of two and more columns',
    ],
  };
}

function heldOf(table: string, { name, type, values }: TableValues['columns'][number], complete: boolean): Held {
  const different = new Map<unknown, unknown>();
  let present = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value === null || value === undefined) continue;
    present += 1;
    // A driver may give a bigint as text and an integer as number: the key and its reference are the same all the same.
    different.set(typeof value === 'object' ? objectIdentity(value) : String(value), value);
  }
  return {
    table,
    column: name,
    type,
    family: familyOf(type),
    values: different,
    isUnique: present === different.size,
    complete,
  };
}

/** Types that are compared with each other; '' is not looked at: no key is one. */
function familyOf(type: string): string {
  const base = type.toLowerCase().replace(/\(.*$/, '').trim();
  if (/^(?:smallint|integer|bigint|int[248]?|tinyint|mediumint|serial|bigserial)(?: unsigned)?$/.test(base))
    return 'integer';
  if (/^(?:numeric|decimal)$/.test(base)) return /,\s*[1-9]/.test(type) ? '' : 'integer';
  if (/^(?:text|citext|bpchar|char|varchar|character|character varying|nvarchar|nchar)$/.test(base)) return 'text';
  return /^(?:uuid|uniqueidentifier|date|bytea|binary|varbinary)$/.test(base) ? base : '';
}

function compared(
  from: Held,
  to: Held,
  maxMissing: number,
  spend: (steps: number) => void,
): readonly InclusionDependency[] {
  const most = Math.floor(maxMissing * from.values.size);
  // More different values than the key has: some must be missing.
  if (from.values.size > to.values.size + most) return [];
  const missing: unknown[] = [];
  let missingValues = 0;
  let looked = 0;
  for (const [identity, value] of from.values) {
    looked += 1;
    if (to.values.has(identity)) continue;
    missingValues += 1;
    if (missing.length < mostExamples) missing.push(value);
    if (missingValues > most) break;
  }
  spend(looked);
  if (missingValues > most) return [];
  const nameScore = nameAgreement(from, to);
  const typeScore = from.type === to.type ? 1 : 0.7;
  const coverage = (from.values.size - missingValues) / to.values.size;
  const weight = accidentWeight(from);
  const score = 0.5 * nameScore + 0.25 * weight + 0.15 * typeScore + 0.1 * Math.sqrt(coverage);
  const kind = nameScore >= 0.5 ? 'likely' : weight >= 0.5 && from.column !== 'id' ? 'possible' : 'accidental';
  return [
    {
      from: { table: from.table, column: from.column },
      to: { table: to.table, column: to.column },
      ...{ values: from.values.size, missingValues, missing, coverage, typeScore, nameScore, score, kind },
    },
  ];
}

/**
 * How hard it is to be within another column by chance, 0 … 1: texts and UUIDs by their number, whole numbers hardly at
 * all while they count from one as keys do (a quantity is within every id).
 */
function accidentWeight({ values, family }: Held): number {
  const many = Math.min(1, Math.log2(values.size + 1) / 6);
  if (family !== 'integer') return family === 'date' ? many / 3 : many;
  const numbers = [...values.keys()].map(Number);
  const highest = numbers.reduce((most, one) => Math.max(most, one), 0);
  // Numbers with wide gaps, as references into a larger table are, agree less by chance than 1, 2, 3 …
  return highest > 10 * values.size ? many / 2 : many / 6;
}

/** customer_id -> customers.id, customer_id -> customers.customer_id, billing_country -> countries.code */
function nameAgreement(from: Held, to: Held): number {
  const source = wordsOf(from.column);
  const table = wordsOf(to.table).map(singular);
  const target = wordsOf(to.column);
  const whole = source.join(' ');
  const thing = table.join(' ');
  const last = table.at(-1) ?? '';
  if (from.table === to.table && from.column === to.column) return 0;
  if (target.join(' ') !== 'id' && whole === target.join(' ')) return from.table === to.table ? 0 : 0.9;
  if (whole === `${thing} ${target.join(' ')}` || whole === thing) return 1;
  if (whole === `${last} ${target.join(' ')}` || whole === last) return 0.9;
  if (whole.endsWith(` ${thing} ${target.join(' ')}`) || whole.endsWith(` ${thing}`)) return 0.9;
  if (source.includes(last)) return 0.7;
  // parent_id, manager_id: of the same table.
  const isPointer = source.length > 1 && source.at(-1) === target.at(-1);
  return isPointer && from.table === to.table ? 0.5 : 0;
}
