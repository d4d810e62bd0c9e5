import { knownValues } from '#analysis/schema-review/known-values.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { separatedList } from '#analysis/schema-review/separated-list.ts';
import { sqlName, sqlTable } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'comma-separated-list';
const source = 'https://pragprog.com/titles/bksap1/sql-antipatterns-volume-1/';

export const commaSeparatedList = defineRule({
  id,
  summary: 'A text holds a list of values.',
  needs: ['schema'],
  likes: ['statistics', 'samples'],
  source,
  *check({ schema, statistics, samples }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, type } of table.columns) {
        if (typeFamily(type) !== 'text') continue;
        const known = knownValues({ statistics, samples }, table, name);
        const list = known === undefined ? undefined : separatedList(known.values);
        if (list === undefined && (known !== undefined || !isNamedList(name))) continue;
        const isNumbers = list?.members.every((one) => /^\d+$/.test(one)) ?? /ids$/i.test(name);
        yield schemaFinding({
          rule: { id, source },
          severity: list === undefined ? 'info' : 'warning',
          at: table,
          column: name,
          message:
            list === undefined
              ? `${name} is ${type}, by its name a list.`
              : `${name} holds lists in one text, such as "${list.example}".`,
          why: 'No member can be checked, referred to, counted or found by an index; LIKE finds 1 in 21; and two writers who add a member at a time lose one.',
          shown: {
            what: 'values that are lists',
            value: list === undefined ? 'by the name only' : `${list.lists} of ${list.values}`,
            by:
              known?.from === 'sample'
                ? 'the rows that were read'
                : known === undefined
                  ? 'the schema'
                  : 'the statistics',
          },
          advice: isNumbers
            ? `Make a table of (${table.name}, member) with a foreign key on each, and fill it: INSERT INTO … SELECT t.id, m::bigint FROM ${sqlTable(table)} t, regexp_split_to_table(t.${sqlName(name)}, '\\s*${list?.separator ?? ','}\\s*') m; then drop the column.`
            : `Make a table of (${table.name}, member) and fill it from regexp_split_to_table(${sqlName(name)}, '\\s*${list?.separator ?? ','}\\s*'); where nothing refers to the members, text[] with a GIN index does as well.`,
        });
      }
    }
  },
});

/** `tag_ids`, `recipient_list`, `tags`. */
function isNamedList(name: string): boolean {
  const last = nameWords(name).at(-1) ?? '';
  return ['ids', 'csv', 'tags'].includes(last) || (last === 'list' && nameWords(name).length > 1);
}
