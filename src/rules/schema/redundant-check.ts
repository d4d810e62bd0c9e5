import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { isNullable } from '#analysis/schema-review/table-keys.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'redundant-check';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL';

export const redundantCheck = defineRule({
  id,
  summary: 'A CHECK says of a column what NOT NULL says already.',
  needs: ['schema'],
  engines: ['postgres'],
  source,
  *check({ schema }) {
    for (const table of reviewedTables(schema)) {
      for (const constraint of table.constraints) {
        const column = constraint.kind === 'check' ? notNullOf(constraint.definition) : undefined;
        if (column === undefined || !table.columns.some(({ name }) => name === column) || isNullable(table, column))
          continue;
        const { name, columns, definition } = constraint;
        yield schemaFinding({
          rule: { id, source },
          severity: 'info',
          at: table,
          column,
          message: `${name} checks that ${column} is not NULL, and ${column} is NOT NULL.`,
          why: 'Each row that is written is checked twice. It is left from a migration that came to NOT NULL without reading the table under its lock.',
          shown: { what: 'constraints that say it', value: 2 },
          changes: [
            {
              kind: 'drop-constraint',
              schema: table.schema,
              table: table.name,
              constraint: { name, kind: 'check', columns: [...columns], definition },
            },
          ],
          about: [name],
        });
      }
    }
  },
});

/** The column of `CHECK ((email IS NOT NULL))`. */
function notNullOf(definition: string): string | undefined {
  const [, quoted, plain] = /^CHECK \(\((?:"((?:[^"]|"")+)"|(\w+)) IS NOT NULL\)\)/.exec(definition) ?? [];
  return quoted?.replaceAll('""', '"') ?? plain;
}
