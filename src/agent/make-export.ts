import { createHash } from 'node:crypto';
import { redactExport } from '#analysis/redact-export.ts';
import { type DatabaseExport, exportVersion } from '#vocabulary/database-export.ts';

export type ExportParts = Pick<
  DatabaseExport,
  'server' | 'settings' | 'schema' | 'statistics' | 'workload' | 'usage' | 'counters'
>;

/** What `look export` writes: the parts in one piece, without values where `redact` says so. `takenAt` is in ISO 8601. */
export function makeExport(
  parts: ExportParts,
  { takenAt, redact }: { readonly takenAt: string; readonly redact: boolean },
): DatabaseExport {
  const kept = keptOf(redact ? { ...parts, ...redactExport(parts) } : parts);
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
