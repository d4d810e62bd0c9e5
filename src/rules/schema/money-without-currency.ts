import { moneyName } from '#analysis/schema-review/money-words.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys, referencedTable } from '#analysis/schema-review/table-keys.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

const id = 'money-without-currency';
const source = 'https://www.iso.org/iso-4217-currency-codes.html';

export const moneyWithoutCurrency = defineRule({
  id,
  summary: 'Amounts of money stand in tables from which no currency can be reached, while others say theirs.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    const tables = reviewedTables(schema);
    const holding = tables.flatMap((table) => {
      const columns = isRecord(table) ? [] : amounts(table);
      return columns.length === 0 ? [] : [{ table, columns }];
    });
    const silent = holding.filter(({ table }) => !reachesCurrency(table, schema, 3));
    // One database, one currency: that is told once, and no fault of any table.
    const isSingle = !tables.some(hasCurrency);
    const columns = silent.flatMap((one) => one.columns.map((column) => `${one.table.name}.${column}`));
    if (columns.length === 0) return;
    const verdict = {
      rule: { id, source },
      severity: 'info' as const,
      why: 'An amount means nothing without its currency. As long as there is one only, everybody knows it; the day that the second comes, nobody can tell which rows are of which.',
      shown: { what: 'amounts without a currency', value: columns.length },
      advice:
        'Keep the currency beside the amount, or in the row that it belongs to: currency char(3) NOT NULL, as ISO 4217 has it. What the rows of today are in, only you know.',
    };
    if (isSingle) {
      yield schemaFinding({
        ...verdict,
        at: schema.database ?? 'the schema',
        message: `No table says its currency: ${listed(columns, 8)}.`,
      });
      return;
    }
    for (const one of silent) {
      yield schemaFinding({
        ...verdict,
        at: one.table,
        message: `${one.table.name} has ${listed(one.columns)} without a currency, which other tables have.`,
        about: one.columns,
      });
    }
  },
});

function amounts(table: Table): readonly string[] {
  return table.columns
    .filter(({ name, type }) => {
      const certainty = moneyName(table, name);
      return ['exact', 'float'].includes(typeFamily(type)) && (certainty === 'sure' || certainty === 'likely');
    })
    .map(({ name }) => name);
}

/** Its own, or of a row that it belongs to. */
function reachesCurrency(table: Table, schema: DatabaseSchema, steps: number): boolean {
  if (hasCurrency(table)) return true;
  if (steps === 0) return false;
  return foreignKeys(table).some(({ references }) => {
    const parent = referencedTable(schema, references);
    return parent !== undefined && parent !== table && reachesCurrency(parent, schema, steps - 1);
  });
}

function hasCurrency(table: Table): boolean {
  return table.columns.some(({ name }) =>
    nameWords(name).some((word) =>
      ['currency', 'currencies', 'usd', 'eur', 'gbp', 'chf', 'jpy', 'iso4217'].includes(word),
    ),
  );
}
