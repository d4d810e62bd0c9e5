import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { Change } from '#vocabulary/change.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { sqlRelation } from './sql-relation.ts';

/** Statements that can be copied, in this order. `why`: why no neutral change says it. */
export function inOrder(why: string, ...texts: readonly string[]): Change {
  // Two of them in one transaction would hold the lock of the first while the second works.
  const isOne = texts.length === 1;
  return {
    kind: 'native',
    why,
    statements: texts.map((text) => ({ text, transactional: isOne && mayBeShared(text) })),
  };
}

/** Statements that go together or not at all: each takes a moment. */
export function inOneTransaction(why: string, ...texts: readonly string[]): Change {
  return { kind: 'native', why, statements: texts.map((text) => ({ text, transactional: true })) };
}

/** It may stand in a transaction with others. */
function mayBeShared(text: string): boolean {
  return !/\bCONCURRENTLY\b/i.test(text);
}

/** Pages that one transaction of a backfill works on: some ten thousand rows. */
const pagesAtOnce = 1000;

/**
 * Gives a column its value in the rows that have none, some pages at a time, each in a transaction of its own. What was
 * changed meanwhile by others may be left: it is run again until nothing is, or the constraint behind it tells.
 * Reading a range of ctid is one of PostgreSQL 14 and later.
 */
export function backfill(table: RelationName, column: string, value = 'DEFAULT'): string {
  const name = sqlRelation(table);
  const target = sqlIdentifier(column);
  return `DO $$
BEGIN
  FOR page IN 0 .. pg_relation_size('${name.replaceAll("'", "''")}') / current_setting('block_size')::int BY ${pagesAtOnce} LOOP
    UPDATE ${name} SET ${target} = ${value}
    WHERE ${target} IS NULL AND ctid >= format('(%s,0)', page)::tid AND ctid < format('(%s,0)', page + ${pagesAtOnce})::tid;
    COMMIT;
  END LOOP;
END $$`;
}
