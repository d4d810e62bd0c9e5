import { describeIndex } from '#analysis/index-words.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { CandidateNote, QueryDetails, RewriteNote } from './query-report.ts';
import type { TwinSearch } from './search-in-twin.ts';
import type { RewriteTrial } from './try-rewrites.ts';
import type { RowTrial } from './try-with-rows.ts';

/** All that was found out, for machines. */
export function details(found: {
  readonly search: TwinSearch | undefined;
  readonly rows: RowTrial;
  readonly plan: Plan | undefined;
  readonly planFrom: string;
  readonly candidates: readonly IndexDefinition[];
  readonly ways: readonly RewriteTrial[];
  readonly heavy: readonly string[];
  readonly whyNoIndex: readonly string[];
}): QueryDetails {
  const { search, rows, plan, planFrom, candidates } = found;
  const result = search?.search;
  const planAfter = rows.trial?.after.plan ?? (result?.chosen.length ? search?.after : undefined);
  return {
    ...(plan === undefined ? {} : { plan }),
    planFrom,
    ...(planAfter === undefined ? {} : { planAfter }),
    ...(rows.before === undefined ? {} : { measuredBefore: timing(rows.before) }),
    ...(rows.trial === undefined ? {} : { measuredAfter: timing(rows.trial.after) }),
    bottlenecks: [...found.heavy],
    candidates: candidates.map((index) => candidateNote(index, search)),
    rewrites: found.ways.map(rewriteNote),
    questions: result?.asked ?? 0,
    questionsSaved: result?.skipped ?? 0,
    certain: result?.certain ?? false,
    ...(result === undefined ? {} : { costBefore: result.base, costAfter: result.cost, lowestCost: result.lowerBound }),
    whyNoIndex: [...found.whyNoIndex],
    notes: [...new Set([...(search?.whatIf.notes ?? []), ...(rows.run?.notes ?? [])])],
  };
}

function timing({ milliseconds, median, rows }: Measurement): QueryDetails['measuredBefore'] {
  return { milliseconds, median, rows };
}

function rewriteNote({ rewrite, outcome, why, cost, comparison, trial }: RewriteTrial): RewriteNote {
  return {
    rewrite,
    outcome,
    why,
    ...(cost === undefined ? {} : { cost }),
    ...(trial === undefined ? {} : { median: { before: trial.before.median, after: trial.after.median } }),
    ...(comparison === undefined ? {} : { comparison }),
  };
}

function candidateNote(index: IndexDefinition, search: TwinSearch | undefined): CandidateNote {
  const using = search?.search.tried.filter(({ used }) => used.includes(index.name)) ?? [];
  const bytes = search?.search.bytes[index.name];
  const refused = search?.search.refused.find(({ name }) => name === index.name)?.why;
  return {
    index,
    text: describeIndex(index),
    used: using.length > 0,
    ...(using.length === 0 ? {} : { cost: Math.min(...using.map(({ cost }) => cost)) }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(refused === undefined ? {} : { refused }),
  };
}
