import { majority } from '#analysis/schema-review/majority.ts';
import { constraintStyle, indexStyle, ownNames, pluralStyle } from '#analysis/schema-review/naming-styles.ts';
import { needsQuotes } from '#analysis/schema-review/needs-quotes.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';

const id = 'inconsistent-naming';
const source = 'https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS';

/** More names than this with capitals, and it is the style of the database. */
const mostQuoted = 0.25;

export const inconsistentNaming = defineRule({
  id,
  summary: 'Some names do not follow the style of the others.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    const tables = reviewedTables(schema);
    const at = schema.database ?? 'the schema';
    yield* quoted(tables, at, schema);
    yield* deviating(
      at,
      'tables',
      majority(
        tables.filter((table) => !isRecord(table)).map(({ name }) => name),
        pluralStyle,
      ),
      'named in the',
    );
    const indexes = tables.flatMap((table) =>
      table.indexes.filter(({ constraint, partOf }) => constraint === undefined && partOf === undefined),
    );
    yield* deviating(
      at,
      'indexes',
      majority(
        indexes.map(({ name }) => name),
        indexStyle,
      ),
      'named like',
    );
    for (const kind of ['foreign-key', 'check'] as const) {
      const names = tables.flatMap(({ constraints }) =>
        constraints.filter((one) => one.kind === kind).map(({ name }) => name),
      );
      const words = kind === 'check' ? 'CHECK constraints' : 'foreign keys';
      yield* deviating(
        at,
        words,
        majority(names, (name) => constraintStyle(name, kind)),
        'named like',
      );
    }
  },
});

function* deviating(
  at: string,
  things: string,
  found: ReturnType<typeof majority<string, string>>,
  how: string,
): Iterable<Finding> {
  if (found === undefined || found.deviants.length === 0 || found.style === ownNames) return;
  const names = [...new Set(found.deviants.map(({ item }) => item))].sort();
  yield verdict({
    at,
    message: `${found.followers.length} ${things} are ${how} ${found.style}, and ${names.length} ${names.length === 1 ? 'is' : 'are'} not: ${listed(names, 10)}.`,
    value: names.length,
    about: [things, ...names],
    advice: renaming,
  });
}

const renaming =
  'Rename them when they are changed anyway: ALTER … RENAME TO takes a moment, but statements that use the name of a table or column have to change with it.';

/** Names that PostgreSQL folds to lower case where somebody forgets the quotes. */
function* quoted(tables: readonly Table[], at: string, { engine }: DatabaseSchema): Iterable<Finding> {
  if (engine !== 'postgres') return;
  const names = tables.flatMap((table) => [
    table.name,
    ...table.columns.map((column) => `${table.name}.${column.name}`),
  ]);
  const odd = names.filter((name) => needsQuotes(name.split('.').at(-1) ?? ''));
  if (odd.length === 0) return;
  const isHabit = odd.length / names.length > mostQuoted;
  yield verdict({
    at,
    message: isHabit
      ? `${odd.length} of ${names.length} names of tables and columns need quotes, such as ${listed(odd, 3)}: that is the style here.`
      : `${odd.length} of ${names.length} names of tables and columns need quotes: ${listed(odd, 10)}.`,
    value: odd.length,
    about: isHabit ? ['quoted'] : ['quoted', ...odd],
    advice: isHabit
      ? 'Leave it as it is: a mixture would be worse. For a new database, snake_case needs no quotes.'
      : renaming,
  });
}

interface Verdict {
  readonly at: string;
  readonly message: string;
  readonly value: number;
  readonly about: readonly string[];
  readonly advice: string;
}

function verdict({ value, ...more }: Verdict): Finding {
  return schemaFinding({
    rule: { id, source },
    severity: 'info',
    why: 'A name that follows no rule has to be looked up each time, and is the one that is got wrong.',
    shown: { what: 'names that deviate', value },
    ...more,
  });
}
