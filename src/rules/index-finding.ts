import type { Change } from '#vocabulary/change.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import { fingerprint } from './fingerprint.ts';

export interface IndexVerdict {
  readonly rule: { readonly id: string; readonly source: string };
  readonly severity: Severity;
  /** The table or the index, by its whole name. */
  readonly at: string;
  /** One sentence with the figures. */
  readonly message: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
  readonly changes?: readonly Change[];
  readonly advice?: string;
  /** What names the finding beside `at`. */
  readonly about?: readonly string[];
}

/** A finding about an index or a table, whatever query is run. */
export function indexFinding(verdict: IndexVerdict): Finding {
  const { rule, severity, at, message, why, evidence, changes = [], advice, about = [] } = verdict;
  return {
    rule: rule.id,
    severity,
    at,
    message,
    why,
    evidence: evidence.map((one) => ({ source: rule.source, ...one })),
    changes: [...changes],
    ...(advice === undefined ? {} : { advice }),
    fingerprint: fingerprint(rule.id, [at, ...about]),
  };
}
