import { headWord } from '#analysis/schema-review/name-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';

const id = 'repeated-column-group';
const source = 'https://pragprog.com/titles/bksap1/sql-antipatterns-volume-1/';

const fewest = 3;
/** Lines of an address, levels of a hierarchy, versions of a hash or a protocol: numbered by nature. */
const numberedByNature = new Set(
  'line addr address street level part version md sha crc utf base ipv oauth s x y z w q p v'.split(' '),
);

export const repeatedColumnGroup = defineRule({
  id,
  summary: 'Columns are numbered: phone1, phone2, phone3.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    for (const table of reviewedTables(schema)) {
      const groups = numberedGroups(table);
      if (groups.length === 0) continue;
      const names = groups.map(({ columns }) => columns);
      // Channels of an instrument are measured together and read together.
      const isMeasured = groups.every(({ families }) => families.every((family) => family === 'float'));
      const longest = Math.max(...names.map(({ length }) => length));
      yield schemaFinding({
        rule: { id, source },
        severity: isMeasured ? 'info' : 'warning',
        at: table,
        message: `${names.map((columns) => listed(columns, 4)).join('; ')} ${names.length === 1 ? 'are one thing' : 'are things'} that ${table.name} has several of.`,
        why: 'A search has to look into each of them and needs as many indexes, nothing keeps a value from being there twice, and the day that one more is needed, table and queries change.',
        shown: { what: 'columns of the longest row of numbers', value: longest },
        advice: `Make a table with one row for each (${table.name}, number), carry the columns over with UNION ALL, one SELECT for each number, and drop them here.`,
        about: groups.map(({ stem }) => stem),
      });
    }
  },
});

interface Group {
  readonly stem: string;
  readonly columns: readonly string[];
  readonly families: readonly string[];
}

/** `phone1 … phone3`, `sales_2024 … sales_2026`: one stem, one type, numbers that follow each other. */
function numberedGroups(table: Table): readonly Group[] {
  const found = new Map<string, { readonly name: string; readonly number: number; readonly type: string }[]>();
  for (const { name, type } of table.columns) {
    const [, before = '', digits = '', after = ''] = /^(.*?[A-Za-z])_?(\d{1,4})(?:_?([A-Za-z]\w*))?$/.exec(name) ?? [];
    if (before === '' || numberedByNature.has(headWord(before))) continue;
    const stem = `${before.replace(/_$/, '').toLowerCase()}#${after.toLowerCase()}`;
    found.set(stem, [...(found.get(stem) ?? []), { name, number: Number(digits), type }]);
  }
  return [...found].flatMap(([stem, members]) => {
    const numbers = members.map(({ number }) => number).sort((one, other) => one - other);
    const isRow = numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1);
    const isFromStart = (numbers[0] ?? 9) <= 1 || (numbers[0] ?? 0) >= 1900;
    const isAlike = new Set(members.map(({ type }) => type)).size === 1;
    if (members.length < fewest || !isRow || !isFromStart || !isAlike) return [];
    return [{ stem, columns: members.map(({ name }) => name), families: members.map(({ type }) => typeFamily(type)) }];
  });
}
