import type { Cursor } from './cursor.ts';
import { keyOf, lose, placeOf, type ScriptDraft, type TableDraft } from './drafts.ts';
import { readColumn } from './read-column.ts';
import { readConstraint, seesConstraint } from './read-constraint.ts';

/** What follows CREATE TABLE. A second one of the same name is the one that counts, unless IF NOT EXISTS says otherwise. */
export function readCreateTable(cursor: Cursor, draft: ScriptDraft, isTemporary: boolean): void {
  const isCareful = cursor.take('IF', 'NOT', 'EXISTS');
  const place = placeOf(cursor.path('the name of the table'), draft);
  const table: TableDraft = {
    ...place,
    columns: [],
    constraints: [],
    indexes: [],
    options: [],
    persistence: isTemporary || place.name.startsWith('#') ? 'temporary' : 'permanent',
    sources: [draft.current],
  };
  if (cursor.sees('LIKE') || cursor.sees('(', 'LIKE') || cursor.sees('CLONE') || cursor.sees('COPY')) {
    lose(draft, 'Tables that are made LIKE others are not read', table.name);
    return;
  }
  // Partitions may stand before the query.
  const isQuery = !cursor.sees('(') && !cursor.sees('CLUSTER') && /\bAS\b/i.test(draft.current);
  if (cursor.sees('AS') || isQuery) {
    lose(draft, 'Tables that are made from queries are not read', table.name);
    return;
  }
  // GET_DDL of Snowflake writes it there.
  if (cursor.take('CLUSTER', 'BY')) table.options.push(`CLUSTER BY (${cursor.parentheses('the keys').sql})`);
  const { inner } = cursor.parentheses('the columns of the table');
  while (!inner.isAtEnd()) {
    if (seesConstraint(inner)) readConstraint(inner, table, draft);
    else table.columns.push(readColumn(inner, table, draft));
    if (inner.isAtEnd()) break;
    if (!inner.take(','))
      inner.fail(`"${inner.peek()?.text}" was not expected here: a comma is missing before it, or a ) is one too many`);
    // Clients of SQL Server and BigQuery write a last comma.
    if (inner.isAtEnd() && !draft.dialect.lexis.names.includes('[') && draft.dialect.id !== 'bigquery')
      inner.fail('after the last comma a column is missing');
  }
  if (table.columns.length === 0) cursor.fail(`the table ${table.name} has no columns`);
  draft.dialect.tail(cursor, table, draft);
  if (!(isCareful && draft.tables.has(keyOf(place)))) draft.tables.set(keyOf(place), table);
}
