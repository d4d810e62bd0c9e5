import { type IndexDrop, indexDrops } from '#analysis/index-drops.ts';
import { kilobytes } from '#analysis/plan-words.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { Usage } from '#vocabulary/usage.ts';
import { indexFinding } from './index-finding.ts';

interface DropRule {
  readonly id: string;
  readonly source: string;
  readonly kind: IndexDrop['kind'];
  readonly why: string;
}

interface DropFacts {
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics;
  readonly usage?: Usage;
}

/** One finding for each index that could go for this reason; a drop is proposed where nothing speaks against it. */
export function dropFindings(rule: DropRule, { schema, statistics, usage }: DropFacts): readonly Finding[] {
  // A rule has no clock: the counts are judged as of the moment that they were read.
  const now = new Date(Math.max(0, ...(usage?.nodes ?? []).map(({ until }) => Date.parse(until))));
  return indexDrops({ schema, statistics, usage, now })
    .filter(({ kind }) => kind === rule.kind)
    .map((drop) => {
      const { index, because, against, certain, bytes, evidence } = drop;
      const size = bytes === undefined ? '' : ` (${kilobytes(bytes / 1024)})`;
      return indexFinding({
        rule,
        severity: certain ? 'warning' : 'info',
        at: `${index.schema}.${index.table}`,
        message: `${index.name}${size}: ${because[0] ?? ''}`,
        why: rule.why,
        evidence,
        ...(certain ? { changes: [{ kind: 'drop-index' as const, index }] } : { advice: against.join(' ') }),
        about: [index.name],
      });
    });
}
