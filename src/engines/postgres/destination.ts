import type { Context } from '#contracts/context.ts';
import type { Destination } from '#contracts/destination.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import { postgresSession } from './connect/session.ts';
import { connectionTarget, placeOf } from './connect/target.ts';
import { examineTables, refuseRows } from './load/examine-tables.ts';
import { besides, type CatalogReader } from './load/found-tables.ts';

/** A PostgreSQL database that rows are to be loaded into, looked at through the chokepoint. */
export function destination(session: Session, url: string, context: Context): Destination {
  const postgres = postgresSession(session);
  const { product, version, database, role } = session.server;
  const read: CatalogReader = async (statement, values) => {
    const { rows, truncated } = await postgres.read(statement, { values, path: 'catalog' });
    if (!truncated) return rows;
    throw problem(
      'unsupported',
      'What the catalogs say of the tables is longer than the bounds allow.',
      'Raise bounds.rows and bounds.bytes in dbwright.config.yaml.',
    );
  };
  return {
    place: `${product} ${version} at ${placeOf(connectionTarget(url))}, database ${database}, as ${role}`,
    examine: async (question) => {
      context.progress({ message: 'looking at the tables that are to be filled' });
      const tables = await examineTables(read, { ...question, role });
      await refuseRows(read, question.tables);
      return besides(tables);
    },
  };
}
