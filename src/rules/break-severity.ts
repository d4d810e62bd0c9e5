import type { Standing } from '#analysis/migration/standing.ts';
import type { Severity } from '#vocabulary/finding.ts';

/** How grave it is that a name goes away: surely, where the schema has it; perhaps, where it is not known. */
export function breakSeverity(standing: Standing): Severity {
  return standing === 'there' ? 'critical' : 'warning';
}
