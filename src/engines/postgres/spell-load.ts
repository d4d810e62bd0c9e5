import { count, countOf } from '#analysis/plan-words.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Statement } from '#vocabulary/statement.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts';

/**
 * What the loading of made-up rows comes to, to be read and approved. It is one step, as the rows themselves stand in no
 * text: the digest in it is what binds them to the approval.
 * https://www.postgresql.org/docs/18/sql-copy.html
 */
export function spellLoad(change: Extract<Change, { kind: 'load-rows' }>): Statement {
  const { tables, updates, triggers, sequences, recipe, digest } = change;
  const asleep = recipe.withoutTriggers === true && triggers.length > 0;
  const rows = tables.reduce((sum, one) => sum + one.rows, 0);
  const names = tables.map(({ schema, table }) => quoteQualified(schema, table));
  const lines = [
    `-- Load ${countOf(rows, 'row')} into ${countOf(tables.length, 'table')}`,
    `-- All of them or none; SHA-256 of the rows: ${digest}`,
    'BEGIN;',
    `LOCK TABLE ${names.join(', ')} IN SHARE ROW EXCLUSIVE MODE;`,
    'SET CONSTRAINTS ALL DEFERRED;',
    ...triggers.map((trigger) => `-- ${asleep ? 'Put to sleep' : 'Fires'}: ${oneLine(trigger)}`),
    ...tables.map(
      ({ schema, table, columns, rows: own }) =>
        `COPY ${quoteQualified(schema, table)} (${columns.map(quoteIdentifier).join(', ')}) FROM STDIN; -- ${countOf(own, 'row')}`,
    ),
    ...updates.map(
      ({ schema, table, columns }) =>
        `UPDATE ${quoteQualified(schema, table)} SET ${columns.map((column) => `${quoteIdentifier(column)} = …`).join(', ')}; -- a circle of foreign keys`,
    ),
    ...(asleep ? ['-- The triggers are woken.'] : []),
    ...sequences.map((sequence) => `SELECT setval(${quoteLiteral(sequence)}, …); -- behind the last number`),
    'COMMIT',
  ];
  return {
    text: lines.join('\n'),
    transactional: true,
    note: `Takes SHARE ROW EXCLUSIVE on ${count(tables.length)} tables until all rows are in: others read on, and wait to write. https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES`,
  };
}

/** A name may hold a line break, which would end the comment. */
function oneLine(name: string): string {
  return name.replace(/\s/g, ' ');
}
