import { createHash } from 'node:crypto';
import { type RedactSql, withoutTypedValues } from '#analysis/redact-counted.ts';
import { redactExport } from '#analysis/redact-export.ts';
import { type DatabaseExport, exportVersion } from '#vocabulary/database-export.ts';

export type ExportParts = Pick<
  DatabaseExport,
  'server' | 'settings' | 'schema' | 'statistics' | 'workload' | 'usage' | 'counters'
>;

export interface ExportOptions {
  /** ISO 8601. */
  readonly takenAt: string;
  readonly redact: boolean;
  /** The engine's own; without it no statement is kept, as its values could not be taken out. */
  readonly redactSql: RedactSql | undefined;
}

/** What `look export` writes: the parts in one piece, without values where `redact` says so. */
export function makeExport(parts: ExportParts, { takenAt, redact, redactSql }: ExportOptions): DatabaseExport {
  const { workload, ...rest } = parts;
  const told =
    workload === undefined || redactSql === undefined
      ? rest
      : { ...rest, workload: withoutTypedValues(workload, redactSql) };
  const kept = keptOf(redact ? redactExport(told, redactSql ?? (() => '?')) : told);
  return {
    format: 'dbwright-export',
    version: exportVersion,
    takenAt,
    redacted: redact,
    fingerprint: exportFingerprint(kept),
    ...kept,
  };
}

/** SHA-256 of the JSON with its keys in order: the same for the same content, however it was put together. */
export function exportFingerprint(parts: ExportParts): string {
  const content = JSON.stringify(keptOf(parts), inOrder);
  return createHash('sha256').update(content).digest('hex');
}

function keptOf({ server, settings, schema, statistics, workload, usage, counters }: ExportParts): ExportParts {
  return {
    server,
    settings,
    schema,
    statistics,
    ...(workload === undefined ? {} : { workload }),
    ...(usage === undefined ? {} : { usage }),
    ...(counters === undefined ? {} : { counters }),
  };
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
