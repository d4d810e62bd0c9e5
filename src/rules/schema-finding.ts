import type { Change } from '#vocabulary/change.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import { fingerprint } from './fingerprint.ts';

export interface SchemaVerdict {
  readonly rule: { readonly id: string; readonly source: string };
  readonly severity: Severity;
  /** A table, one column of it, or the whole schema by its name. */
  readonly at: Pick<Table, 'schema' | 'name'> | string;
  readonly column?: string;
  /** One sentence with the names and figures. */
  readonly message: string;
  readonly why: string;
  /** What was counted: "columns of type real". */
  readonly shown: { readonly what: string; readonly value: number | string; readonly by?: string };
  readonly changes?: readonly Change[] | undefined;
  readonly advice?: string | undefined;
  /** What names the finding beside the place. */
  readonly about?: readonly string[];
}

/** A finding about what a schema is, whoever uses it. */
export function schemaFinding(verdict: SchemaVerdict): Finding {
  const { rule, severity, column, message, why, shown, changes = [], advice, about = [] } = verdict;
  const place = typeof verdict.at === 'string' ? verdict.at : `${verdict.at.schema}.${verdict.at.name}`;
  const at = column === undefined ? place : `${place}.${column}`;
  const evidence: Evidence = {
    level: 'derived',
    by: shown.by ?? 'the schema',
    what: shown.what,
    before: shown.value,
    source: rule.source,
  };
  return {
    rule: rule.id,
    severity,
    at,
    message,
    why,
    evidence: [evidence],
    changes: [...changes],
    ...(advice === undefined ? {} : { advice }),
    fingerprint: fingerprint(rule.id, [at, ...about]),
  };
}
