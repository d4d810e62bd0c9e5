import type { Indexing, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { kilobytes } from './plan-words.ts';

/**
 * What an index costs, in words: its size, the writes that it makes slower, and what making it asks for beside what its
 * statement says of itself.
 * https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
export function indexPrice(
  index: IndexDefinition,
  table: Table | undefined,
  bytes: number | undefined,
  indexing?: Indexing,
): string {
  const size = bytes === undefined ? 'size unknown' : `about ${kilobytes(bytes / 1024)}`;
  const lock =
    indexing?.building ??
    (table?.kind === 'partitioned'
      ? 'a partitioned table cannot be indexed CONCURRENTLY in one step: build it partition by partition, or writes wait'
      : undefined);
  return [size, writeTax(index), lock].filter((part) => part !== undefined).join('; ');
}

/** https://www.postgresql.org/docs/18/brin.html#BRIN-OPERATION */
function writeTax(index: IndexDefinition): string {
  if (index.method === 'brin') {
    return `an INSERT into ${index.table} writes it only where a value lies outside what it says of the block; VACUUM takes in new blocks`;
  }
  const columns = [...index.keys.flatMap(({ column }) => column ?? []), ...index.include];
  const expressions = index.keys.flatMap(({ expression }) => expression ?? []);
  const watched = [...new Set([...columns, ...expressions.map((one) => `the columns of ${one}`)])];
  const condition = index.predicate === undefined ? '' : ` of rows where ${index.predicate}`;
  return `every INSERT into ${index.table}${condition} and every UPDATE of ${list(watched)} also writes it`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
