import { knownValues } from '#analysis/schema-review/known-values.ts';
import { moneyName } from '#analysis/schema-review/money-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'money-as-float';
const source = 'https://www.postgresql.org/docs/18/datatype-numeric.html#DATATYPE-FLOAT';

export const moneyAsFloat = defineRule({
  id,
  summary: 'An amount of money is kept as a binary floating-point number.',
  needs: ['schema'],
  likes: ['statistics', 'samples'],
  source,
  *check({ schema, statistics, samples }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, type, generated } of table.columns) {
        const certainty = typeFamily(type) === 'float' ? moneyName(table, name) : undefined;
        if (certainty === undefined || generated !== undefined) continue;
        const known = knownValues({ statistics, samples }, table, name)?.values ?? [];
        // Shares, whatever they are called.
        if (known.length > 1 && known.every((value) => Math.abs(Number(value)) <= 1)) continue;
        yield schemaFinding({
          rule: { id, source },
          severity: certainty === 'unsure' ? 'info' : 'warning',
          at: table,
          column: name,
          message: `${name} is ${type}: it cannot hold 0.10 exactly.`,
          why: 'Sums are off by a cent sooner or later, two amounts that are printed alike compare as different, and a sum depends on the order of the rows.',
          shown: { what: 'type', value: type },
          ...retyped({
            schema,
            statistics,
            table,
            column: name,
            type: 'numeric(19,4)',
          }),
        });
      }
    }
  },
});
