import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { typeFamily, typeLength } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'blank-padded-char';
const source = 'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_char.28n.29';

/** Codes of a fixed length: country, currency, language, a flag. */
const longestCode = 3;

export const blankPaddedChar = defineRule({
  id,
  summary: 'A column of char(n) is filled up with blanks.',
  needs: ['schema'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      const padded = table.columns.filter(
        ({ type }) => typeFamily(type) === 'padded' && (typeLength(type) ?? 1) > longestCode,
      );
      if (padded.length === 0) continue;
      const remedies = padded.map(({ name, type }) => ({
        ...retyped({ schema, statistics, table, column: name, type: `character varying(${typeLength(type)})` }),
      }));
      const advice = remedies.flatMap((one) => one.advice ?? []);
      const names = padded.map(({ name }) => name);
      yield schemaFinding({
        rule: { id, source },
        severity: 'info',
        at: table,
        message: `${listed(padded.map(({ name, type }) => `${name} ${type}`))}: shorter values are filled up with blanks.`,
        why: 'The blanks take room, count in LIKE and in regular expressions but not in =, and come back to the application. It saves nothing: the length is stored all the same.',
        shown: { what: 'columns of char(n)', value: padded.length },
        changes: remedies.flatMap((one) => one.changes ?? []),
        advice: advice.length === 0 ? undefined : advice.join(' '),
        about: names,
      });
    }
  },
});
