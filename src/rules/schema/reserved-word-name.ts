import { misleadingWords, reservedWords } from '#analysis/schema-review/reserved-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed, sqlName } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'reserved-word-name';
const source = 'https://www.postgresql.org/docs/18/sql-keywords-appendix.html';

export const reservedWordName = defineRule({
  id,
  summary: 'A table or column is named by a reserved word.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    for (const table of reviewedTables(schema)) {
      const columns = table.columns.map(({ name }) => name).filter((name) => reservedWords.has(name));
      const isNamed = reservedWords.has(table.name);
      if (!isNamed && columns.length === 0) continue;
      const names = [...(isNamed ? [table.name] : []), ...columns];
      const misleading = names.filter((name) => misleadingWords.has(name));
      yield schemaFinding({
        rule: { id, source },
        severity: misleading.length > 0 ? 'warning' : 'info',
        at: table,
        message: isNamed
          ? `The table ${table.name}${columns.length === 0 ? '' : ` and its ${listed(columns)}`} ${names.length === 1 ? 'is' : 'are'} named by a reserved word.`
          : `${listed(columns)} of ${table.name} ${names.length === 1 ? 'is' : 'are'} named by a reserved word.`,
        why:
          misleading.length > 0
            ? `Without quotes ${misleading[0]} is no error: it is a function of the server, so that a query which forgets them answers with something else.`
            : 'It has to be quoted in every statement, for ever, and each that forgets it is a syntax error.',
        shown: { what: 'names that are reserved', value: names.length },
        advice: `Choose another name, such as ${sqlName(`${names[0]}${isNamed ? 's' : '_value'}`)}; every statement that uses it has to change in the same moment, or read a view of the old name meanwhile.`,
        about: names,
      });
    }
  },
});
