import { singular } from '#analysis/plural.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys } from '#analysis/schema-review/table-keys.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';

const id = 'polymorphic-foreign-key';
const source = 'https://pragprog.com/titles/bksap1/sql-antipatterns-volume-1/';

/** So many are how an application is written: told once. */
const habit = 5;

export const polymorphicForeignKey = defineRule({
  id,
  summary: 'A column refers to one of several tables, which another column names.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    const names = new Set(schema.tables.map(({ name }) => oneOf(name)));
    const found = reviewedTables(schema).flatMap((table) =>
      isRecord(table)
        ? []
        : // `vehicle_type` beside `vehicle_id` is a kind of vehicle where there is a table of vehicles.
          pairs(table).flatMap((pair) => (names.has(pair.stem) ? [] : [{ table, ...pair }])),
    );
    const columns = found.map(({ table, key }) => `${table.name}.${key}`);
    if (found.length >= habit) {
      yield schemaFinding({
        ...common(columns.length),
        at: schema.database ?? 'the schema',
        message: `${found.length} columns refer to tables that another column names, so that no foreign key can be on them: ${listed(columns, 8)}.`,
        advice: adviceFor('each of these tables'),
      });
      return;
    }
    for (const { table, type, key } of found) {
      yield schemaFinding({
        ...common(1),
        at: table,
        column: key,
        message: `${key} refers to a table that ${type} names, so that no foreign key can be on it.`,
        advice: adviceFor(table.name),
      });
    }
  },
});

function common(value: number) {
  return {
    rule: { id, source },
    severity: 'warning' as const,
    why: 'Nothing keeps it from referring to rows that are not there, deletes leave orphans behind, and no join can follow it without knowing all the tables.',
    shown: { what: 'references without a foreign key', value },
  };
}

function adviceFor(table: string): string {
  return `Give ${table} one nullable foreign key for each table that it may refer to, and CHECK (num_nonnulls(…) = 1); or give those tables a common parent. What the rows refer to has to be copied over, table by table.`;
}

interface Pair {
  readonly type: string;
  readonly key: string;
  readonly stem: string;
}

function pairs(table: Table): readonly Pair[] {
  const tied = new Set(foreignKeys(table).flatMap(({ columns }) => columns));
  return table.columns.flatMap(({ name: key, type: keyType }) => {
    const words = nameWords(key);
    const stem = words.slice(0, -1).join(' ');
    const isKey = words.at(-1) === 'id' && stem !== '' && ['integer', 'uuid'].includes(typeFamily(keyType));
    if (!isKey || tied.has(key)) return [];
    const type = table.columns.find(({ name }) => {
      const [last, ...rest] = [...nameWords(name)].reverse();
      return last === 'type' && rest.reverse().join(' ') === stem;
    });
    const isNaming = type !== undefined && ['text', 'padded', 'other'].includes(typeFamily(type.type));
    return isNaming && !tied.has(type.name) ? [{ type: type.name, key, stem }] : [];
  });
}

function oneOf(name: string): string {
  const words = nameWords(name);
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join(' ');
}
