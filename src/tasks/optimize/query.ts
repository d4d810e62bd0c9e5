import { z } from 'zod';
import { cacheLanguages } from '#analysis/cache-code.ts';
import { cacheStrategy } from '#analysis/cache-strategy.ts';
import { type CandidateRequest, indexCandidates } from '#analysis/index-candidates.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { noIndexReasons } from '#analysis/no-index-reasons.ts';
import { orderedIndexes } from '#analysis/ordered-indexes.ts';
import { bottlenecks } from '#analysis/plan-bottlenecks.ts';
import { planText } from '#analysis/plan-text.ts';
import { planView } from '#analysis/plan-view.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { planRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { reportVersion } from '#vocabulary/report.ts';
import { missingParts } from './missing-parts.ts';
import { cacheSections } from './query/cache-sections.ts';
import { deriveIndexes } from './query/derive-indexes.ts';
import { details } from './query/details.ts';
import { costEvidence, trialEvidence } from './query/proof.ts';
import { QueryReport } from './query/query-report.ts';
import { recommendIndexes } from './query/recommend.ts';
import { adjustmentSections, recommendAdjustments, settleAdjusted } from './query/recommend-adjustments.ts';
import {
  bestRewrite,
  contractSentence,
  recommendRewrites,
  rewriteSentence,
  sparesIndex,
} from './query/recommend-rewrites.ts';
import { rewriteSections } from './query/rewrite-sections.ts';
import { searchInTwin, type TwinSearch } from './query/search-in-twin.ts';
import { sections } from './query/sections.ts';
import { settleFindings } from './query/settle-findings.ts';
import { type IndexSet, smallerSets } from './query/smaller-sets.ts';
import { summarize } from './query/summarize.ts';
import { tryAdjustments } from './query/try-adjustments.ts';
import { tryOverlooked } from './query/try-overlooked.ts';
import { type RewriteTrial, tryRewrites } from './query/try-rewrites.ts';
import { tryValues, unstablePlan, valueSections } from './query/try-values.ts';
import { openParameters, type RowTrial, tryWithRows } from './query/try-with-rows.ts';
import { unreadParts } from './query/unseen.ts';
import { judgeTrial, type Verdict } from './query/verdict.ts';

const Input = z.strictObject({
  query: z.string().min(1).meta({ description: 'The SQL statement' }),
  param: z.record(z.string(), z.string()).default({}).meta({
    description: 'Values for its $1, $2 … or, in SQLite, its :names: --param 1=42, --param id=42',
    value: 'N=VALUE',
  }),
  maxIndexes: z.int().min(1).max(10).default(3).meta({ description: 'Recommend at most this many indexes' }),
  cache: z
    .enum(cacheLanguages)
    .optional()
    .meta({ description: 'Print the code that caches its answer, in this language' }),
  runs: z.int().min(1).max(100).default(5).meta({ description: 'How often the query is timed, before and after' }),
});

type QueryFacts = FactsOf<'query' | 'schema', 'plan' | 'statistics' | 'settings' | 'server' | 'rewrites'>;

export const query = defineCommand({
  summary: 'Make one query faster, with proof',
  description:
    'Reads the plan, says where the time goes, and looks for the smallest set of indexes that helps, and for another way ' +
    'to write the query that gives the same rows for less. Each idea is tried in a twin of the database; what wins is ' +
    'built and timed in a database with rows, and the rows are compared. Your own database is only read.',
  positional: ['query'],
  needs: ['query', 'schema'],
  likes: ['plan', 'statistics', 'settings', 'server', 'rewrites'],
  instruments: ['whatIf', 'run', 'compare'],
  proposes: true,
  input: Input,
  output: QueryReport,
  examples: [
    {
      title: 'A query on a live database',
      args: '"select * from orders where user_id = 42 order by created_at desc limit 10" --url postgres://localhost/shop',
    },
    { title: 'With a value for $1', args: '"select * from orders where user_id = $1" --param 1=42 --target shop' },
    {
      title: 'From files only, without a connection',
      args: '"select * from orders where user_id = 42" --schema schema.sql --plan plan.json',
    },
  ],
  decide,
});

/** Search by estimate, decide by measuring, and say what could not be had. */
async function decide(
  facts: QueryFacts,
  input: z.infer<typeof Input>,
  tools: CommandTools<'whatIf' | 'run' | 'compare'>,
): Promise<QueryReport> {
  const { context, instruments } = tools;
  const resolved = facts.query;
  const text: QueryText = { text: resolved.text, parameters: input.param };
  const asked: CandidateRequest = { ...facts, query: resolved };
  const candidates = indexCandidates(asked);

  const wide =
    instruments.whatIf === undefined
      ? undefined
      : await searchInTwin(instruments.whatIf, {
          query: text,
          candidates,
          ordered: orderedIndexes(asked, candidates),
          maxIndexes: input.maxIndexes,
          targetPlan: facts.plan,
          context,
        });
  const trying = { query: text, resolved, runs: input.runs, isKnown: facts.plan?.analyzed === true, context };
  const tried = await tryWithRows(instruments.run, {
    ...trying,
    indexes: wide?.search.chosen ?? [],
    smaller: wide === undefined ? [] : smallerSets(wide.search, candidates),
  });
  const rows = (wide && (await tryOverlooked(instruments.run, { ...trying, tried, wide, candidates }))) ?? tried;
  const chosen = rows.enough?.set ?? rows.overlooked;
  const search = chosen === undefined ? wide : withChosen(wide, chosen);
  const { plan, planFrom } = choosePlan(facts.plan, rows, search);
  const derived = search === undefined ? deriveIndexes({ ...asked, plan }, candidates, input.maxIndexes) : [];
  const verdict = judgeTrial(search, rows, derived);
  const ways =
    search === undefined
      ? []
      : await tryRewrites(facts.rewrites ?? [], {
          ...trying,
          asked,
          wide: search,
          rows,
          verdict,
          compare: instruments.compare,
          maxIndexes: input.maxIndexes,
        });
  const rewritten = bestRewrite(ways);
  const missingFacts = tools.missing.flatMap((one) => ('fact' in one ? [one] : []));
  const judged = judge(planRules, { ...facts, ...(plan === undefined ? {} : { plan }) }, missingFacts);
  const settled = settleFindings(judged.findings, verdict, search !== undefined);
  const adjusted = await tryAdjustments(settled, { ...trying, rows, verdict });
  const values = search === undefined ? [] : await tryValues(search, { ...trying, statistics: facts.statistics });
  const findings = [
    ...differing(verdict, rows, resolved),
    ...settleAdjusted(settled, adjusted),
    ...unstablePlan(values, resolved),
  ];
  const heavy = plan === undefined ? [] : bottlenecks(plan).map(({ sentence }) => sentence);
  const isHelped = ['proven', 'estimated', 'derived'].includes(verdict.kind);
  const whyNoIndex = isHelped ? [] : noIndexReasons({ ...asked, plan });
  const byIndex = recommendIndexes({
    verdict,
    search,
    rows,
    schema: facts.schema,
    doubts: {
      unresolved: resolved.unresolved.length > 0,
      generic: openParameters(resolved, text).length > 0,
      inferred: facts.statistics !== undefined && facts.statistics.origin !== 'catalog',
      planned: plan !== undefined,
    },
  });
  const byText = search === undefined ? [] : recommendRewrites(ways, { query: resolved.text, wide: search, rows });
  const textFirst = search !== undefined && sparesIndex(rewritten, search, rows);
  const recommendations = [
    ...(textFirst ? [...byText, ...byIndex] : [...byIndex, ...byText]),
    ...recommendAdjustments(judged.findings, adjusted, rows),
  ];
  const matter = details({ search, rows, plan, planFrom, candidates, ways, heavy, whyNoIndex });

  const caching = cacheStrategy({
    query: resolved,
    schema: facts.schema,
    statistics: facts.statistics,
    plan: matter.planAfter ?? plan,
    milliseconds: matter.measuredAfter?.median ?? matter.measuredBefore?.median ?? plan?.executionMs,
    helped: isHelped,
    now: context.clock(),
  });

  return {
    version: reportVersion,
    command: 'optimize query',
    summary: [
      sentences(summarize({ verdict, search, rows, whyNoIndex, findings }), rewritten, textFirst),
      ...contractSentence(ways),
    ].join(' '),
    subject: tools.subject,
    findings,
    recommendations,
    changes: recommendations.flatMap(({ changes }) => changes),
    evidence: isHelped ? [] : wholeEvidence(search, rows),
    sections: [
      ...sections(resolved.text, matter, { chosen: search?.search.chosen ?? [], isRecommended: isHelped }),
      ...rewriteSections(ways),
      ...adjustmentSections(adjusted),
      ...valueSections(values),
      ...cacheSections(caching, { query: resolved.text, language: input.cache }),
    ],
    artifacts: [],
    unseen: [...missingParts(tools), ...rows.unseen, ...unreadParts(facts), ...judged.unseen],
    silenced: [],
    details: matter,
    analysis: {
      query_plan: plan === undefined ? 'No plan could be had.' : planText(planView(plan, planFrom)),
      bottlenecks: heavy,
      recommendations: recommendations.map(({ title, gain }) => `${title}: ${gain}`),
    },
    optimized_query: rewritten?.rewrite.text ?? resolved.text,
    indexes: isHelped && 'indexes' in verdict ? verdict.indexes.map(contractIndex) : [],
    cache_strategy: caching,
  };
}

/** What the text brings stands first where it spares the index. */
function sentences(index: string, rewritten: RewriteTrial | undefined, textFirst: boolean): string {
  if (rewritten === undefined) return index;
  const text = rewriteSentence(rewritten);
  return textFirst
    ? `${text} No new index is needed then. Where the text cannot change: ${lowered(index)}`
    : `${index} ${text}`;
}

function lowered(sentence: string): string {
  return sentence.replace(/^(An|Indexes) /, (word) => word.toLowerCase());
}

/** The plan that says most: one that was really run on the target, then one run elsewhere, then an estimate. */
function choosePlan(
  target: Plan | undefined,
  rows: RowTrial,
  search: TwinSearch | undefined,
): { readonly plan: Plan | undefined; readonly planFrom: string } {
  if (target?.analyzed === true) return { plan: target, planFrom: 'the target, really run' };
  if (rows.before?.plan.analyzed === true && rows.run !== undefined) {
    return { plan: rows.before.plan, planFrom: `${rows.run.by}, really run on ${rows.run.rowsFrom}` };
  }
  if (target !== undefined) return { plan: target, planFrom: 'the target, estimated and not run' };
  if (search !== undefined) return { plan: search.before, planFrom: `${search.whatIf.by}, estimated` };
  return { plan: undefined, planFrom: 'no plan' };
}

/** Measuring showed that a smaller set is enough: it takes the place of the one that the estimates chose. */
function withChosen(search: TwinSearch | undefined, { indexes, cost }: IndexSet): TwinSearch | undefined {
  return search && { ...search, search: { ...search.search, chosen: indexes, cost } };
}

/** Other rows with an index than without: never a thing to recommend, always one to look at. */
function differing(verdict: Verdict, rows: RowTrial, resolved: QueryFacts['query']): readonly Finding[] {
  if (verdict.kind !== 'differs' || rows.run === undefined) return [];
  const cut = resolved.blocks.some(({ limit }) => limit !== undefined);
  return [
    {
      rule: 'undetermined-result',
      severity: 'critical',
      at: 'the query',
      message: `With ${verdict.indexes.map(describeIndex).join(' and ')} the query gave other rows than without.`,
      why: cut
        ? 'Its ORDER BY leaves ties, so which rows LIMIT keeps depends on the plan: it can change any day, index or not.'
        : 'Its result depends on the order in which rows are read, or on functions that change; or an index is corrupt.',
      evidence: [...trialEvidence(rows.run, verdict.trial)],
      changes: [],
      advice: cut
        ? 'Add a unique column, such as the primary key, at the end of ORDER BY, and ask again.'
        : 'Look for functions such as random() or now(), and for aggregates without an order; check indexes with amcheck.',
      fingerprint: `undetermined-result|${resolved.relations.map(({ name }) => name).join(',')}`,
    },
  ];
}

/** What was learnt although nothing is recommended. */
function wholeEvidence(search: TwinSearch | undefined, rows: RowTrial) {
  return [
    ...(search === undefined ? [] : costEvidence(search)),
    ...(rows.trial === undefined || rows.run === undefined ? [] : trialEvidence(rows.run, rows.trial)),
  ];
}

function contractIndex({ name, keys, method }: IndexDefinition): QueryReport['indexes'][number] {
  return { name, columns: keys.map(({ column, expression }) => column ?? expression ?? ''), type: method };
}
