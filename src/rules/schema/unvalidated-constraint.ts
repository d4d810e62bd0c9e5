import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'unvalidated-constraint';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT';

export const unvalidatedConstraint = defineRule({
  id,
  summary: 'A constraint was added as NOT VALID and never validated.',
  needs: ['schema'],
  engines: ['postgres'],
  source,
  *check({ schema }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, kind, validated } of table.constraints) {
        if (validated || (kind !== 'foreign-key' && kind !== 'check' && kind !== 'not-null')) continue;
        // NOT ENFORCED (PostgreSQL 18) is meant that way, and cannot be validated.
        if (/NOT ENFORCED/.test(table.constraints.find((one) => one.name === name)?.definition ?? '')) continue;
        yield schemaFinding({
          rule: { id, source },
          severity: 'warning',
          at: table,
          message: `${name} of ${table.name} was never validated: rows that were there before it may break it.`,
          why: 'New rows keep to it, old ones need not, and the planner does not rely on it. It is the second half of a migration that was forgotten.',
          shown: { what: 'validated', value: 'no' },
          changes: [{ kind: 'validate-constraint', schema: table.schema, table: table.name, name }],
          about: [name],
        });
      }
    }
  },
});
