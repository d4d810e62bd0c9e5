import { checkReadable } from '#engines/postgres/parse/readable.ts';
import { tightened } from '#engines/sql/tightened.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import type { Lines } from './lines.ts';
import type { PostgresSession } from './session.ts';

export type Chokepoint = Pick<PostgresSession, 'read' | 'readTogether'>;

/**
 * The engine's own statements: checked by the parser, in a read-only transaction with limits of time, rows and bytes,
 * which is rolled back on every path. What a person or a model wrote goes through the guard instead.
 */
export function chokepoint(lines: Lines, bounds: Bounds): Chokepoint {
  return {
    read: async (statement, options = {}) => {
      checkReadable(statement);
      const tight = tightened(bounds, options.bounds);
      const settings = options.path === 'catalog' ? catalogPath : '';
      return lines.inTransaction({ settings, bounds: tight }, (line) => line.read(statement, options.values ?? []));
    },
    readTogether: async (statements) => {
      for (const statement of statements) checkReadable(statement);
      return lines.inTransaction({ isolation: 'REPEATABLE READ', settings: plainPrinting, bounds }, (line) =>
        inTurn(statements, (statement) => line.read(statement, [])),
      );
    },
  };
}

/** Without pg_temp it would come first. */
const catalogPath = 'SET LOCAL search_path = pg_catalog, pg_temp;';

/**
 * As pg_dump sets them, so that names and values mean the same wherever they are read again. Compiling a query on the
 * catalogs takes longer than running it.
 */
const plainPrinting = `
    SET LOCAL jit = off;
    ${catalogPath}
    SET LOCAL datestyle = ISO;
    SET LOCAL intervalstyle = postgres;
    SET LOCAL bytea_output = hex;
    SET LOCAL extra_float_digits = 1;
    SET LOCAL quote_all_identifiers = off;`;

async function inTurn<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<readonly B[]> {
  const done: B[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
