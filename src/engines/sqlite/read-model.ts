import { modelOfSchema } from '#analysis/logical-model/model-of-schema.ts';
import { createNames } from '#analysis/physical-design/names.ts';
import type { Engine } from '#contracts/engine.ts';
import { columnsIn } from '#engines/sql/read/schema-of-draft.ts';
import { spellOthers } from '#engines/sql/read/spell-others.ts';
import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { sqliteDialect } from './design/dialect.ts';
import { marks } from './design/sum-guards.ts';
import { quoteIdentifier } from './quote.ts';
import { sqliteLexis } from './read-schema.ts';
import { sqliteWords } from './read-words.ts';

/** A schema of SQLite in the words of the logical model. */
export const readModel: Engine['readModel'] = (schema) =>
  modelOfSchema(unshaped(schema), sqliteDialect, spellOthers(sqliteDialect), sqliteWords);

/** Without what the design puts in place of rules that SQLite has not, and with names in place of SQLite's own. */
function unshaped(schema: DatabaseSchema): DatabaseSchema {
  const names = createNames(sqliteDialect.longestName);
  return {
    ...schema,
    tables: schema.tables.filter(({ name }) => name !== marks).map((table) => plainTable(table, names)),
  };
}

function plainTable(table: Table, nameFor: ReturnType<typeof createNames>): Table {
  if (table.kind !== 'table') return table;
  const given = new Map<string, string>();
  const constraints = table.constraints.map((rule): Constraint => {
    const columns = rule.kind === 'check' ? columnsIn(rule.definition, table, { lexis: sqliteLexis }) : rule.columns;
    const isMade =
      /^sqlite_(?:autoindex|primarykey)_/.test(rule.name) ||
      rule.name === `${table.name}_${columns.join('_')}_fkey` ||
      (rule.kind === 'check' && /_check\d+$/.test(rule.name));
    const name = isMade
      ? nameFor(kinds[rule.kind] ?? 'chk', table.name, rule.kind === 'primary-key' ? [] : columns)
      : rule.name;
    given.set(rule.name, name);
    return { ...rule, columns, name };
  });
  const nullsEqual = table.indexes.flatMap((index) => nullsEqualOf(index, table));
  const strict = table.options.includes('STRICT');
  const options = table.options.filter((option) => option !== 'STRICT');
  const refers = (column: string) =>
    constraints.some(({ kind, columns }) => kind === 'foreign-key' && columns.includes(column));
  return {
    ...table,
    // SQLite would count any INTEGER PRIMARY KEY; one that refers to another row takes its number.
    columns: table.columns.map((column) => {
      const { identity, ...rest } = column;
      return identity !== undefined && refers(column.name) ? rest : column;
    }),
    constraints: [...constraints, ...nullsEqual],
    indexes: table.indexes
      .filter(({ name }) => !nullsEqual.some((rule) => rule.name === name))
      .map((index) =>
        index.constraint === undefined
          ? index
          : { ...index, constraint: given.get(index.constraint) ?? index.constraint },
      ),
    // STRICT alone is what the design writes.
    options: strict ? (options.length === 0 ? [] : ['STRICT', ...options]) : ['not STRICT', ...options],
  };
}

const kinds: Readonly<Record<string, 'pk' | 'uq' | 'fk'>> = { 'primary-key': 'pk', unique: 'uq', 'foreign-key': 'fk' };

/** `(ifnull(a, 0), a IS NULL, b)` under a unique index: two NULLs are the same. */
function nullsEqualOf(
  { name, unique, predicate, keys }: Table['indexes'][number],
  table: Table,
): readonly Constraint[] {
  const columns = keys.flatMap(({ column, expression = '' }) => {
    if (column !== undefined) return [column];
    const [, quoted] = /^ifnull\((.+), 0\)$/.exec(expression) ?? [];
    return table.columns.find((one) => quoteIdentifier(one.name) === quoted)?.name ?? [];
  });
  const nullable = columns.filter((column) =>
    keys.some(({ expression }) => expression === `${quoteIdentifier(column)} IS NULL`),
  );
  const isOwn =
    unique && predicate === undefined && nullable.length > 0 && keys.length === columns.length + nullable.length;
  if (!isOwn) return [];
  const definition = `UNIQUE NULLS NOT DISTINCT (${columns.map(quoteIdentifier).join(', ')})`;
  return [{ name, kind: 'unique', columns, definition, validated: true }];
}
