import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'locale-bound-money';
const source = 'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_money';

export const localeBoundMoney = defineRule({
  id,
  summary: 'A column has the type money, whose digits and sign depend on a setting of the session.',
  needs: ['schema'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, type } of table.columns) {
        if (typeFamily(type) !== 'money') continue;
        yield schemaFinding({
          rule: { id, source },
          severity: 'warning',
          at: table,
          column: name,
          message: `${name} is of type money.`,
          why: 'What it prints, and how many digits it keeps, follows lc_monetary of whoever reads: the same bytes are 1.00 dollar here and 100 yen there. It rounds fractions of a cent without a word.',
          shown: { what: 'type', value: type },
          ...retyped({ schema, statistics, table, column: name, type: 'numeric(19,4)' }),
        });
      }
    }
  },
});
