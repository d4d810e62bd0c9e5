import { createHash } from 'node:crypto';
import type { Change } from '#vocabulary/change.ts';
import type { Report } from '#vocabulary/report.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import type { Statement } from '#vocabulary/statement.ts';

/**
 * All statements of a report's changes, in order; not what stands in front of the query in its own transaction, nor what
 * changes the whole server, which is its administrator's.
 */
export function statementsOf(report: Report): readonly Statement[] {
  const isElsewhere = ({ kind }: Change) => kind === 'set-setting' || kind === 'alter-system';
  return report.changes.flatMap((change) => (isElsewhere(change) ? [] : (change.statements ?? [])));
}

/** What an approval is bound to: these very statements, on this very server and database. 16 hexadecimal digits. */
export function planHash(report: Report, server: ServerInfo): string {
  const subject = {
    statements: statementsOf(report).map((statement) => statement.text),
    identity: server.identity,
    database: server.database,
  };
  return createHash('sha256').update(JSON.stringify(subject)).digest('hex').slice(0, 16);
}
