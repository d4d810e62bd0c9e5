import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier } from '#engines/sqlite/quote.ts';
import { sqliteForm } from './forms.ts';
import { guard } from './guard.ts';
import { trigger } from './guard-trigger.ts';
import { sqliteStatements } from './statements.ts';
import { wordsTable } from './words-table.ts';

const milliseconds = `printf('%012x', CAST(unixepoch('subsec') * 1000 AS INTEGER))`;

/** A UUID of version 7: milliseconds first, then chance. https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
const uuid = [
  `substr(${milliseconds}, 1, 8) || '-' || substr(${milliseconds}, 9)`,
  `'-7' || substr(lower(hex(randomblob(2))), 2)`,
  `'-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2)`,
  `'-' || lower(hex(randomblob(6)))`,
].join(' || ');

/** SQLite 3.42 and newer (`subsec`); without UUID keys 3.37 (STRICT). */
export const sqliteDialect: Dialect = {
  id: 'sqlite',
  name: 'SQLite',
  schema: 'main',
  longestName: 63,
  has: {
    partialIndexes: true,
    secondaryIndexes: true,
  },
  form: sqliteForm,
  key: (keys) =>
    keys === 'uuid' ? { type: 'TEXT', default: `(${uuid})` } : { type: 'INTEGER', identity: 'by-default' },
  keyType: (keys) => (keys === 'uuid' ? 'TEXT' : 'INTEGER'),
  moment: { type: 'TEXT', now: 'CURRENT_TIMESTAMP' },
  quote: quoteIdentifier,
  guard,
  touch: (table, site) => {
    const key = keyOf(table, site);
    return [
      trigger(site, {
        table,
        words: ['updated_at'],
        event: 'AFTER UPDATE',
        // Its own UPDATE must not call it again, whatever PRAGMA recursive_triggers says.
        when: 'NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT CURRENT_TIMESTAMP',
        body: [
          `UPDATE ${quoteIdentifier(table)} SET updated_at = CURRENT_TIMESTAMP WHERE ${key
            .map((name) => `${quoteIdentifier(name)} = NEW.${quoteIdentifier(name)}`)
            .join(' AND ')}`,
        ],
      }),
    ];
  },
  searchIndex: (column) => ({ method: 'fts5', keys: [{ column, direction: 'asc' }] }),
  searchCondition: (column, parameter, table) => {
    const words = quoteIdentifier(wordsTable(table, column));
    return `rowid IN (SELECT rowid FROM ${words} WHERE ${words} MATCH ${parameter})`;
  },
  parameter: (number) => `?${number}`,
  limit: (sql, rows) => `${sql}\nLIMIT ${rows}`,
  statements: sqliteStatements,
};

function keyOf(table: string, { model, tableOf, keyOf: key }: Parameters<Dialect['touch']>[1]): readonly string[] {
  const entity = Object.keys(model.entities).find((name) => tableOf(name) === table);
  return entity === undefined ? [] : key(entity);
}
