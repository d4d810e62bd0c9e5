import { knownValues } from '#analysis/schema-review/known-values.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { sqlName } from '#analysis/schema-review/sql-name.ts';
import { typeFamily, typeLength } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'uuid-as-text';
const source = 'https://www.postgresql.org/docs/18/datatype-uuid.html';

const fewestValues = 3;

export const uuidAsText = defineRule({
  id,
  summary: 'UUIDs are kept as text.',
  needs: ['schema'],
  likes: ['statistics', 'samples'],
  engines: ['postgres'],
  source,
  *check({ schema, statistics, samples }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, type } of table.columns) {
        const family = typeFamily(type);
        if (family !== 'text' && family !== 'padded') continue;
        const known = knownValues({ statistics, samples }, table, name)?.values;
        const isKnown = known !== undefined && known.length >= fewestValues;
        const isNamed = nameWords(name).some((word) => word === 'uuid' || word === 'guid') && typeLength(type) !== 22;
        if (!(isKnown ? known.every((value) => uuid.test(value.trim())) : isNamed)) continue;
        yield schemaFinding({
          rule: { id, source },
          severity: 'info',
          at: table,
          column: name,
          message: `${name} is ${type}, ${isKnown ? 'and its values are UUIDs' : 'by its name a UUID'}.`,
          why: 'A UUID takes 16 bytes, its text 37 in each row and each index; upper and lower case are two values, and any other text is accepted.',
          shown: { what: 'bytes of a value', value: 37 },
          ...retyped({ schema, statistics, table, column: name, type: 'uuid', using: `${sqlName(name)}::uuid` }),
        });
      }
    }
  },
});

const uuid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
