import type { createAgent } from '#agent/create-agent.ts';
import { coveringIndex } from '#analysis/index-coverage.ts';
import type { Run } from '#contracts/instrument.ts';
import { QueryReport } from '#tasks/optimize/query/query-report.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { quiet } from '../quiet-context.ts';
import type { IndexCase } from './index-case.ts';
import { isAccepted } from './is-accepted.ts';

/**
 * `missed`: nothing was recommended though it should; `extra`: something was though nothing should; `redundant`: an
 * existing index serves as well, which must never happen.
 */
export type CaseVerdict = 'found' | 'other' | 'missed' | 'extra' | 'redundant';

export interface CaseOutcome {
  readonly asked: IndexCase;
  readonly verdict: CaseVerdict;
  readonly indexes: readonly IndexDefinition[];
  readonly questions: number;
  readonly summary: string;
}

/** Asks `optimize query` and judges what it recommends by the label. */
export async function askCase(
  asked: IndexCase,
  target: {
    readonly agent: ReturnType<typeof createAgent>;
    readonly url: string;
    readonly run: Run;
    readonly schema: DatabaseSchema;
  },
): Promise<CaseOutcome> {
  const { agent, url, run, schema } = target;
  const input = { query: asked.query, ...(asked.param === undefined ? {} : { param: asked.param }) };
  const report = QueryReport.parse(await agent.run('optimize query', input, { sources: { url }, run, context: quiet }));
  const indexes = report.changes.flatMap((change) => (change.kind === 'create-index' ? [change.index] : []));
  const verdict = indexes.some((index) => isRedundant(index, schema)) ? 'redundant' : judge(asked, indexes);
  return { asked, verdict, indexes, questions: report.details.questions, summary: report.summary };
}

function isRedundant(index: IndexDefinition, schema: DatabaseSchema): boolean {
  const table = schema.tables.find(({ name }) => name === index.table);
  return table === undefined || coveringIndex(table, index, 0) !== undefined;
}

function judge({ accept }: IndexCase, indexes: readonly IndexDefinition[]): CaseVerdict {
  if (isAccepted(indexes, accept)) return 'found';
  if (indexes.length === 0) return 'missed';
  return accept.includes('none') ? 'extra' : 'other';
}
