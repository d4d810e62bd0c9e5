import { knownValues } from '#analysis/schema-review/known-values.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { sqlName } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'date-as-text';
const source = 'https://www.postgresql.org/docs/18/datatype-datetime.html';

const fewestValues = 3;

export const dateAsText = defineRule({
  id,
  summary: 'Dates or times are kept as text.',
  needs: ['schema'],
  likes: ['statistics', 'samples'],
  engines: ['postgres'],
  source,
  *check({ schema, statistics, samples }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, type } of table.columns) {
        const family = typeFamily(type);
        if (family !== 'text' && family !== 'padded') continue;
        const known = knownValues({ statistics, samples }, table, name)?.values.filter((value) => value.trim() !== '');
        const isKnown = known !== undefined && known.length >= fewestValues;
        const kind = isKnown ? kindOf(known) : kindByName(name);
        if (kind === undefined) continue;
        const target = kind === 'date' ? 'date' : 'timestamp with time zone';
        const column = sqlName(name);
        yield schemaFinding({
          rule: { id, source },
          severity: 'warning',
          at: table,
          column: name,
          message: isKnown
            ? `${name} is ${type}, and its values are ${kind === 'date' ? 'dates' : 'times'}: ${known
                .slice(0, 2)
                .map((value) => `"${value}"`)
                .join(', ')}.`
            : `${name} is ${type}, by its name ${kind === 'date' ? 'a date' : 'a time'}.`,
          why: 'Any text is accepted, the thirtieth of February too; ranges and orders go by letters, intervals cannot be computed, and each value takes two or three times the bytes.',
          shown: { what: 'type', value: type },
          ...retyped({ schema, statistics, table, column: name, type: target, using: `${column}::${target}` }),
        });
      }
    }
  },
});

const date = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$/;
const time = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:Z|[+-]\d{2}:?\d{0,2}))?$/;

/** Nearly all must be: one "n/a" among them is what such a column leads to. */
function kindOf(values: readonly string[]): 'date' | 'time' | undefined {
  const dates = values.filter((value) => date.test(value.trim())).length;
  const times = values.filter((value) => time.test(value.trim())).length;
  if (dates + times < values.length * 0.9) return undefined;
  return times > 0 ? 'time' : 'date';
}

/** `created_at`, `birth_date`, `dob`: what cannot be anything else. */
function kindByName(name: string): 'date' | 'time' | undefined {
  const words = nameWords(name);
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (['dob', 'birthdate', 'birthday'].includes(last)) return 'date';
  if (last === 'date' && words.length > 1) return 'date';
  if (last === 'timestamp' || last === 'datetime') return 'time';
  return last === 'at' && /ed$|^sent$|^paid$|^built$/.test(before) ? 'time' : undefined;
}
