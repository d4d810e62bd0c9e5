import type { DestinationQuestion } from '#contracts/destination.ts';
import { problem } from '#contracts/problem-error.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { differences } from './differences.ts';
import { few, firstOf } from './first-of.ts';
import { type CatalogReader, type FoundTable, foundTables, inParts } from './found-tables.ts';
import { lackingRights } from './lacking-rights.ts';

export interface ExamineRequest extends DestinationQuestion {
  /** For messages: who would load. */
  readonly role: string;
}

/**
 * Whether the tables are those that the rows were made for, and whether the login may fill them. Problem `denied` with the
 * remedy, or `conflict`. Rows that are there are `refuseRows`' matter.
 */
export async function examineTables(read: CatalogReader, request: ExamineRequest): Promise<readonly FoundTable[]> {
  await refuseSession(read, request.role);
  const made = new Map(request.schema.tables.map((table) => [`${table.schema}.${table.name}`, table]));
  const found = await foundTables(read, request.tables, made);
  const faults = found.flatMap((table) => differences(table, made.get(`${table.schema}.${table.name}`)));
  if (faults.length > 0) throw otherSchema(faults);
  const abroad = found.flatMap((table) => table.abroad);
  if (abroad.length > 0)
    throw problem(
      'denied',
      `Rows would go on to another server, by the foreign table${abroad.length === 1 ? '' : 's'} ${firstOf(abroad)}.`,
      'Detach those partitions (ALTER TABLE … DETACH PARTITION …), or name a database without them.',
    );
  const lacking = lackingRights(found, request);
  if (lacking !== undefined) throw problem('denied', lacking.why, lacking.remedy);
  return found;
}

/** Problem `conflict` where a table holds rows. */
export async function refuseRows(read: CatalogReader, tables: DestinationQuestion['tables']): Promise<void> {
  const holding: string[] = [];
  for (const part of inParts(tables)) {
    const each = part.map(
      ({ schema, name }, at) => `SELECT ${at} AS at WHERE EXISTS (SELECT FROM ${quoteQualified(schema, name)})`,
    );
    for (const row of await read(each.join(' UNION ALL '), [])) {
      const table = part[Number(row['at'])];
      if (table !== undefined) holding.push(quoteQualified(table.schema, table.name));
    }
  }
  if (holding.length === 0) return;
  throw problem(
    'conflict',
    `${firstOf(holding)} ${holding.length === 1 ? 'holds' : 'hold'} rows already: made-up rows go into empty tables, as keys would clash.`,
    `Name an empty database. Where those rows may go: TRUNCATE ${holding.length > few ? 'each of them' : holding.join(', ')}.`,
  );
}

/**
 * Where nothing can be written, or nothing would be checked: as a replica the server lets foreign keys be.
 * https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE
 */
async function refuseSession(read: CatalogReader, role: string): Promise<void> {
  const [row] = await read(
    `SELECT pg_is_in_recovery() AS standby, current_setting('default_transaction_read_only') AS read_only,
            current_setting('session_replication_role') AS part`,
    [],
  );
  if (row?.['standby'] === true)
    throw problem(
      'denied',
      'The database is on a standby: nothing can be changed there.',
      'Name the primary server; its changes arrive there by themselves.',
    );
  if (row?.['read_only'] === 'on')
    throw problem(
      'denied',
      `The database is read-only for ${role} (default_transaction_read_only is on).`,
      'Name a database that is there to be filled, or connect as a role that may write.',
    );
  if (row?.['part'] !== 'origin')
    throw problem(
      'denied',
      `No foreign key would be checked and no trigger would fire (session_replication_role is ${row?.['part']}).`,
      `Take that setting out of the URL, or as a superuser: ALTER ROLE ${quoteIdentifier(role)} RESET session_replication_role. It may stand at the database, too.`,
    );
}

function otherSchema(faults: readonly string[]) {
  return problem(
    'conflict',
    `The database does not have the schema that the rows were made for: ${firstOf(faults)}.`,
    'Make that schema there first (psql -v ON_ERROR_STOP=1 -f schema.sql), or make rows for the one that is there: --url in place of --schema, with --into url.',
  );
}
