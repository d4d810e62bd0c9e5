import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, linesOf } from './fixtures/resolved-lines.ts';
import { shopSchema } from './fixtures/shop-schema.ts';
import { quoteIdentifier } from './quote.ts';
import { resolve } from './resolve.ts';

/** Queries built from a grammar, so that what they read is known beforehand. */
interface Source {
  readonly schema: string;
  readonly table: string;
  readonly alias: string;
  readonly columns: readonly string[];
}

interface Built {
  readonly sources: readonly Source[];
  /** [source, column] of the select list, and of the conditions with their operator. */
  readonly selected: readonly (readonly [number, string])[];
  readonly compared: readonly (readonly [number, string, '=' | '<' | 'IS NULL'])[];
  readonly sorted: readonly (readonly [number, string])[];
}

const source = (alias: string) =>
  fc.constantFrom(...shopSchema.tables).map(
    (table): Source => ({
      schema: table.schema,
      table: table.name,
      alias,
      columns: table.columns.map(({ name }) => name),
    }),
  );

const built: fc.Arbitrary<Built> = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => source(`t${at}`))))
  .chain((sources) => {
    const use = fc
      .integer({ min: 0, max: sources.length - 1 })
      .chain((at) => fc.tuple(fc.constant(at), fc.constantFrom(...(sources[at]?.columns ?? []))));
    const comparison = fc
      .tuple(use, fc.constantFrom('=' as const, '<' as const, 'IS NULL' as const))
      .map(([[at, column], operator]) => [at, column, operator] as const);
    return fc.record({
      sources: fc.constant(sources),
      selected: fc.array(use, { minLength: 1, maxLength: 4 }),
      compared: fc.array(comparison, { maxLength: 4 }),
      sorted: fc.array(use, { maxLength: 2 }),
    });
  });

interface Style {
  readonly quoteAll: boolean;
  readonly comments: boolean;
  readonly derived: boolean;
  readonly upper: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  quoteAll: fc.boolean(),
  comments: fc.boolean(),
  derived: fc.boolean(),
  upper: fc.boolean(),
});

function write(query: Built, as: Style): string {
  const name = (text: string) => (as.quoteAll ? `"${text.replaceAll('"', '""')}"` : quoteIdentifier(text));
  const column = ([at, own]: readonly [number, string, ...unknown[]]) =>
    `${name(query.sources[at]?.alias ?? '')}.${name(own)}`;
  const gap = as.comments ? ' /* WHERE t0.x = $9 -- */ ' : ' ';
  const word = (text: string) => (as.upper ? text : text.toLowerCase());
  const from = query.sources.map((one) => {
    const table = `${name(one.schema)}.${name(one.table)}`;
    return as.derived
      ? `(${word('SELECT')} * ${word('FROM')} ${table}) ${name(one.alias)}`
      : `${table} ${name(one.alias)}`;
  });
  const where = query.compared.map((one) =>
    one[2] === 'IS NULL' ? `${column(one)} IS NULL` : `${column(one)} ${one[2]} 'Ab "c"'`,
  );
  return [
    `${word('SELECT')} ${query.selected.map((one, at) => `${column(one)} AS c${at}`).join(', ')}`,
    `${word('FROM')} ${from.join(', ')}`,
    ...(where.length > 0 ? [`${word('WHERE')} ${where.join(' AND ')}`] : []),
    ...(query.sorted.length > 0 ? [`${word('ORDER')} BY ${query.sorted.map(column).join(', ')}`] : []),
  ].join(gap);
}

const plain: Style = { quoteAll: false, comments: false, derived: false, upper: true };

describe('queries built from a grammar', () => {
  test('resolve to exactly the columns they were built from', async () => {
    await fc.assert(
      fc.asyncProperty(built, style, async (query, as) => {
        const resolved = await resolve(write(query, as), shopSchema);
        const tables = resolved.relations.filter((one) => one.kind === 'table');
        const uses = resolved.columns.map(
          (use) => `${tables.findIndex((one) => one.id === use.relation)}.${use.column}`,
        );
        const meant = [...query.selected, ...query.compared, ...query.sorted].map(([at, column]) => `${at}.${column}`);
        expect(new Set(uses)).toEqual(new Set(meant));
        expect(tables.map((one) => `${one.schema}.${one.name}`)).toEqual(
          query.sources.map((one) => `${one.schema}.${one.table}`),
        );
        expect(resolved.predicates.map((one) => `${one.column} ${one.operator} ${one.conjunct}`)).toEqual(
          query.compared.map(([, column, operator]) => `${column} ${operator} true`),
        );
        expect(resolved.unresolved).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('quotes, comments and the case of keywords change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(built, style, async (query, as) => {
        const one = await resolve(write(query, plain), shopSchema);
        const other = await resolve(write(query, { ...as, derived: false }), shopSchema);
        expect(linesOf(other)).toEqual(linesOf(one));
        expect(columnsOf(other)).toBe(columnsOf(one));
      }),
      { numRuns: 200 },
    );
  });

  test('a derived table that passes its columns through changes nothing but who is asked', async () => {
    await fc.assert(
      fc.asyncProperty(built, async (query) => {
        const bare = (text: readonly string[]) => text.map((line) => line.replaceAll(/(?:^|(?<=order ))[^.]*\./g, ''));
        const one = await resolve(write(query, plain), shopSchema);
        const other = await resolve(write(query, { ...plain, derived: true }), shopSchema);
        expect(bare(linesOf(other))).toEqual(bare(linesOf(one)));
      }),
      { numRuns: 200 },
    );
  });
});
