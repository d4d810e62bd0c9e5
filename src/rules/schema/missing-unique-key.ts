import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { indexesOf } from '#analysis/index-coverage.ts';
import { indexName } from '#analysis/index-name.ts';
import { countOf } from '#analysis/plan-words.ts';
import { singular } from '#analysis/plural.ts';
import { rowsOf } from '#analysis/schema-review/known-values.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { foreignKeys } from '#analysis/schema-review/table-keys.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

const id = 'missing-unique-key';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS';

const fewestRows = 200;
/** Names by which people tell things apart. */
const keys = new Set('email username login slug sku isbn ean gtin iban vin uuid guid barcode'.split(' '));

export const missingUniqueKey = defineRule({
  id,
  summary: 'What people tell the rows apart by is different in each row, but nothing keeps it so.',
  needs: ['schema', 'statistics'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      const rows = rowsOf(statistics, table) ?? 0;
      if (rows < fewestRows || isRecord(table)) continue;
      const known = tableStatistics(statistics, table);
      for (const { name, type } of table.columns) {
        const found = columnStatistics(known, name);
        // -1: no two rows that ANALYZE saw were alike.
        const isUnique = found !== undefined && found.distinct <= -1 + found.nullFraction && found.nullFraction < 0.5;
        if (!isUnique || !['text', 'padded', 'uuid'].includes(typeFamily(type))) continue;
        if (!isBusinessKey(table, name) || isKept(table, name)) continue;
        yield schemaFinding({
          rule: { id, source },
          severity: 'info',
          at: table,
          column: name,
          message: `${name} was different in each row that ANALYZE saw (${countOf(rows, 'row')}), and no unique key keeps it so.`,
          why: 'Two requests at the same time make two rows of one, whatever the application asked before; afterwards nobody can tell which one is right.',
          shown: { what: 'unique keys with the column', value: 0, by: 'the schema' },
          changes: [{ kind: 'create-index', index: uniqueIndex(table, name) }],
        });
      }
    }
  },
});

/** `email`, `sku`; `order_number` of orders. */
function isBusinessKey({ name: table }: Table, column: string): boolean {
  const words = nameWords(column);
  const last = words.at(-1) ?? '';
  if (words.length <= 2 && keys.has(last)) return true;
  const own = nameWords(table).map(singular).at(-1);
  return words.length === 2 && words[0] === own && ['number', 'no', 'code', 'reference'].includes(last);
}

/** A key of several columns may be meant: unique within each shop. */
function isKept(table: Table, column: string): boolean {
  const isReference = foreignKeys(table).some(({ columns }) => columns.includes(column));
  return (
    isReference || indexesOf(table).some(({ unique, keys: of }) => unique && of.some((key) => covers(key, column)))
  );
}

function covers({ column, expression }: IndexDefinition['keys'][number], name: string): boolean {
  return column === name || new RegExp(`\\b${name}\\b`).test(expression ?? '');
}

function uniqueIndex(table: Table, column: string): IndexDefinition {
  const index = {
    schema: table.schema,
    table: table.name,
    method: 'btree',
    unique: true,
    keys: [{ column, direction: 'asc' as const }],
    include: [],
    valid: true,
    ...(table.kind === 'partitioned' ? { partitioned: true } : {}),
  };
  return { ...index, name: indexName(index, new Set(table.indexes.map(({ name }) => name))) };
}
