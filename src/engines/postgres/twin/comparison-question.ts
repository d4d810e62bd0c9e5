import { countsIn, type Literals, literalsOf } from '#analysis/comparison/literals.ts';
import { generateConstrainedRows } from '#engines/postgres/generate-rows.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

/** What is known of two statements before they run. */
export interface ComparisonQuestion {
  readonly literals: Literals;
  /** By `schema.table.column`: what a column is compared with. */
  readonly comparedWith: ReadonlyMap<string, Literals>;
  /** By number: what the column that a parameter is compared with is compared with besides. */
  readonly parameters: ReadonlyMap<string, Literals>;
  /** Tables that are filled: those that are read, and what they refer to. */
  readonly tables: readonly Table[];
  readonly counts: readonly number[];
  readonly readsText: boolean;
  readonly asksClock: boolean;
  /** Columns of each table that the statements read, by `schema.table`; `everyColumn` among them: all. */
  readonly read: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why they cannot be compared. */
  readonly refusal: string | undefined;
}

/** Errors: those of `resolve`, of the first statement only: what is wrong with the second the server says. */
export async function comparisonQuestion(
  before: string,
  afters: readonly string[],
  schema: DatabaseSchema,
): Promise<ComparisonQuestion> {
  const first = await resolve(before, schema);
  const others = await Promise.all(afters.map((text) => resolve(text, schema).catch(() => undefined)));
  const known = [first, ...others].filter((query) => query !== undefined);
  const all = [before, ...afters].join('\n;\n');
  const tables = others.includes(undefined) ? fillable(schema.tables) : tablesOf(known, schema);
  const comparedWith = comparisons(known);
  return {
    literals: literalsOf(all),
    comparedWith,
    parameters: new Map(
      known.flatMap((query) =>
        query.parameters.flatMap(({ number, comparedWith: column }) => {
          const own = column === undefined ? undefined : comparedWith.get(placeOf(query, column) ?? '');
          return own === undefined ? [] : [[String(number), own] as const];
        }),
      ),
    ),
    tables,
    counts: countsIn(all),
    readsText: readsText.test(all),
    asksClock:
      /\b(now|current_date|current_timestamp|localtimestamp|localtime|clock_timestamp|statement_timestamp|transaction_timestamp)\b/i.test(
        all,
      ),
    read: columnsRead(known),
    refusal: known.some(isWriting) ? 'A statement that writes is not compared.' : undefined,
  };
}

/** `code::int`, cast(code AS date) */
const readsText =
  /(?:::|\bas)\s*"?(?:int\w*|bigint|smallint|numeric|decimal|float\w*|real|double|date|timestamp\w*)\b/i;

function isWriting({ kind, relations }: ResolvedQuery): boolean {
  return kind !== 'select' || relations.some(({ target }) => target);
}

function comparisons(queries: readonly ResolvedQuery[]): ReadonlyMap<string, Literals> {
  const texts = new Map<string, string[]>();
  for (const query of queries) {
    for (const predicate of query.predicates) {
      for (const column of predicate.columns) {
        const place = placeOf(query, { relation: predicate.relation, column });
        if (place !== undefined) texts.set(place, [...(texts.get(place) ?? []), predicate.text]);
      }
    }
  }
  return new Map([...texts].map(([place, pieces]) => [place, literalsOf(...pieces)]));
}

function placeOf(
  { relations }: ResolvedQuery,
  { relation, column }: { readonly relation: number; readonly column: string },
): string | undefined {
  const found = relations.find(({ id }) => id === relation);
  return found?.kind === 'table' ? `${found.schema ?? ''}.${found.name}.${column}` : undefined;
}

/** What is read, what that refers to, and the parts of which it is made, until nothing is added. */
function tablesOf(queries: readonly ResolvedQuery[], schema: DatabaseSchema): readonly Table[] {
  const name = (place: string, table: string) => `${place}.${table}`;
  const wanted = new Set(
    queries.flatMap(({ relations }) =>
      relations.filter(({ kind }) => kind === 'table').map((one) => name(one.schema ?? '', one.name)),
    ),
  );
  const isRead = (table: Table) => wanted.has(name(table.schema, table.name));
  if (schema.tables.some((table) => table.kind === 'materialized-view' && isRead(table)))
    return fillable(schema.tables);
  // Rows of a partition come in by its parent, rows of an inheritance child are rows of the parent too.
  for (let size = -1; size !== wanted.size; ) {
    size = wanted.size;
    for (const table of schema.tables) {
      if (isRead(table)) {
        for (const { references } of table.constraints) {
          if (references !== undefined) wanted.add(name(references.schema, references.table));
        }
        if (table.partitionOf !== undefined) wanted.add(name(table.partitionOf.schema, table.partitionOf.table));
      } else if (table.inherits.some((parent) => wanted.has(name(parent.schema, parent.table)))) {
        wanted.add(name(table.schema, table.name));
      }
    }
  }
  return fillable(schema.tables.filter(isRead));
}

function fillable(tables: readonly Table[]): readonly Table[] {
  return tables.filter(({ kind, partitionOf }) => kind !== 'materialized-view' && partitionOf === undefined);
}

/** Among the columns of a table: all of them. */
export const everyColumn = '*';

function columnsRead(queries: readonly ResolvedQuery[]): ReadonlyMap<string, ReadonlySet<string>> {
  const read = new Map<string, Set<string>>();
  for (const { columns, relations, wholeRows } of queries) {
    for (const { relation, column } of columns) {
      const found = relations.find(({ id }) => id === relation);
      const place = `${found?.schema ?? ''}.${found?.name ?? ''}`;
      read.set(place, (read.get(place) ?? new Set()).add(column));
    }
    for (const whole of wholeRows) {
      const found = relations.find(({ id }) => id === whole);
      read.set(`${found?.schema ?? ''}.${found?.name ?? ''}`, new Set([everyColumn]));
    }
  }
  return read;
}

/** Rows of tables whose conditions values drawn at random would seldom meet. */
const templateRows = 16;

/** Whole rows that keep the conditions of their table, by `schema.table`; none where they cannot be made. */
export function rowTemplates(
  schema: DatabaseSchema,
  tables: readonly Table[],
  seed: string,
): (table: Table, columns: readonly string[]) => readonly (readonly (string | null)[])[] {
  const found = new Map<
    string,
    { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }
  >();
  try {
    const rows = Object.fromEntries(tables.map((table) => [`${table.schema}.${table.name}`, templateRows]));
    const generated = generateConstrainedRows({ schema, rows, seed, goOn: true });
    for (const table of generated.tables) {
      const made: (readonly (string | null)[])[] = [];
      found.set(`${table.schema}.${table.name}`, { columns: table.columns, rows: made });
      for (const batch of table.batches()) made.push(...batch);
    }
  } catch {
    // What was made up to here is good; the others are drawn without a model.
  }
  return (table, columns) => {
    const made = found.get(`${table.schema}.${table.name}`);
    if (made === undefined || !needsTemplates(table, schema)) return [];
    return made.rows.map((row) => columns.map((column) => row[made.columns.indexOf(column)] ?? null));
  };
}

function needsTemplates(table: Table, schema: DatabaseSchema): boolean {
  const own = new Set(schema.objects.filter(({ kind }) => kind !== 'enum').map(({ name }) => name));
  return (
    table.partitionKey !== undefined ||
    table.constraints.some(({ kind }) => kind === 'check' || kind === 'exclusion') ||
    table.columns.some(({ type }) => own.has(type.replace(/^.*\.|"|\[\]$/g, ''))) ||
    table.columns.some(({ nullable, type }) => !nullable && !ordinary.test(type))
  );
}

const ordinary =
  /^(smallint|integer|bigint|numeric|real|double|boolean|text|char|uuid|date|time|interval|json|bytea|inet|cidr)/;
