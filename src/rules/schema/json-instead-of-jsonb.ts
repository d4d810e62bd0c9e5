import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { sqlName } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'json-instead-of-jsonb';
const source = 'https://www.postgresql.org/docs/18/datatype-json.html';

export const jsonInsteadOfJsonb = defineRule({
  id,
  summary: 'Documents are kept as json, which is text.',
  needs: ['schema'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, type } of table.columns) {
        if (typeFamily(type) !== 'json') continue;
        yield schemaFinding({
          rule: { id, source },
          severity: 'info',
          at: table,
          column: name,
          message: `${name} is json.`,
          why: 'It is kept as text and parsed anew at each access, has no equality, so that DISTINCT, UNION and GROUP BY fail on it, and no index can search in it.',
          shown: { what: 'type', value: type },
          ...retyped({ schema, statistics, table, column: name, type: 'jsonb', using: `${sqlName(name)}::jsonb` }),
        });
      }
    }
  },
});
