import { z } from 'zod';
import { buildTime } from '#analysis/build-time.ts';
import { indexDrops } from '#analysis/index-drops.ts';
import { countOf } from '#analysis/plan-words.ts';
import { plannedShape } from '#analysis/planned-shape.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { problem } from '#contracts/problem-error.ts';
import { indexRules } from '#rules/catalogue.ts';
import { type Judgement, judge } from '#rules/judge.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { ByteSize, TimeSpan } from '#vocabulary/quantity.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import { reportVersion } from '#vocabulary/report.ts';
import { compareWithBaseline } from './indexes/compare-with-baseline.ts';
import { detailsOf } from './indexes/details.ts';
import { callsUnknown, loadWrites } from './indexes/load-writes.ts';
import { measureSets } from './indexes/measure-sets.ts';
import { notDropped } from './indexes/not-dropped.ts';
import { observeLocks } from './indexes/observe-locks.ts';
import { planChanged } from './indexes/plan-changed.ts';
import { recommendSet } from './indexes/recommend.ts';
import { recordPlans } from './indexes/record-plans.ts';
import { IndexesReport } from './indexes/report-schema.ts';
import { searchLoad } from './indexes/search-load.ts';
import { sections } from './indexes/sections.ts';
import { servicesOf } from './indexes/services.ts';
import { setsToMeasure, settleSets } from './indexes/settle-sets.ts';
import { type PassedOver, readsRows, studyLoad } from './indexes/study-load.ts';
import { summarize } from './indexes/summarize.ts';
import { missingParts } from './missing-parts.ts';
import { unreadFacts } from './unread-facts.ts';

const Input = z.strictObject({
  budget: ByteSize.optional().meta({ description: 'New indexes may take so much disk together: 2GB', value: 'SIZE' }),
  maxWidth: z.int().min(1).max(8).default(4).meta({ rare: true, description: 'Keys of an index, at most' }),
  maxIndexes: z.int().min(1).max(100).optional().meta({ rare: true, description: 'Make at most this many indexes' }),
  time: TimeSpan.optional().meta({
    description: 'Search for so long: 60s. The best set until then counts',
    value: 'TIME',
  }),
  maxQuestions: z
    .int()
    .min(1)
    .optional()
    .meta({ rare: true, description: 'Ask the planner at most so many questions' }),
  drop: z.boolean().default(false).meta({ description: 'Propose to drop indexes too, where the evidence allows it' }),
  days: z
    .int()
    .min(1)
    .max(365)
    .default(31)
    .meta({ rare: true, description: 'An index must be unused for so many days' }),
  param: z.record(z.string(), z.string()).default({}).meta({
    description: 'A value for $1, $2 … of every statement whose values are not known: --param 1=42',
    value: 'N=VALUE',
  }),
  most: z
    .int()
    .min(1)
    .max(5000)
    .default(300)
    .meta({ rare: true, description: 'Look at so many statements, the costliest first' }),
  rounds: z
    .int()
    .min(1)
    .max(50)
    .default(5)
    .meta({ rare: true, description: 'How often each statement is timed with each set' }),
});

type IndexesFacts = FactsOf<'load' | 'schema', 'statistics' | 'settings' | 'server' | 'usage'>;
type IndexesTools = CommandTools<'whatIf' | 'run' | 'rehearse' | 'resolve'>;

export const indexes = defineCommand({
  summary: 'The set of indexes that a whole workload wants, with proof',
  description:
    'Takes the statements that the database really runs, from its counters, its logs or a file, and looks for the set ' +
    'of indexes that makes all of them together cheapest, with what the writes pay for each. The smallest set that ' +
    'brings nearly all of the gain is built and timed in a database with rows. With --baseline it compares each ' +
    "statement's plan with an earlier run instead. Your own database is only read.",
  positional: [],
  needs: ['load', 'schema'],
  likes: ['statistics', 'settings', 'server', 'usage'],
  instruments: ['whatIf', 'run', 'rehearse', 'resolve'],
  proposes: true,
  input: Input,
  output: IndexesReport,
  examples: [
    { title: 'What the server counted', args: '--url postgres://localhost/shop --budget 2GB' },
    { title: 'Drops too', args: '--target shop --drop' },
    { title: 'From a log', args: '--export shop.dbw.json --log postgresql.log' },
    { title: 'Offline, from an export and a file of SQL', args: '--export shop.dbw.json --queries app.sql' },
    {
      title: 'As a gate in CI, no server needed',
      args: '--export shop.dbw.json --schema schema.sql --queries app.sql --baseline base.json --fail-on regression',
    },
  ],
  wants: (_, __, given) =>
    given?.baseline === true ? ['whatIf', 'resolve'] : ['whatIf', 'run', 'rehearse', 'resolve'],
  decide,
});

async function decide(facts: IndexesFacts, input: z.infer<typeof Input>, tools: IndexesTools): Promise<IndexesReport> {
  const { load, schema, statistics, usage } = facts;
  const { context, instruments } = tools;
  const { whatIf, resolve, run } = instruments;
  if (whatIf === undefined || resolve === undefined) throw lacking(tools, whatIf === undefined ? 'whatIf' : 'resolve');

  const { studied, passedOver } = await studyLoad(load, {
    resolve,
    statistics,
    param: input.param,
    most: input.most,
    context,
  });
  const { records, failed } = await recordPlans(whatIf, studied, { schema, statistics, context });
  const compared = compareWithBaseline(tools.baseline, {
    records,
    failed: [...broken(passedOver), ...failed],
    by: whatIf.by,
  });
  const worse = new Set(compared.worse);
  // A gate asks what got worse, and then what would mend that.
  const subjects =
    tools.baseline === undefined ? studied : studied.filter((one) => worse.has(one.statement.fingerprint));
  // Without counters only what another index does is known: duplicates and prefixes.
  const drops = input.drop
    ? indexDrops({ schema, statistics, usage, leastDays: input.days, now: context.clock() })
    : [];
  const search = await searchLoad(whatIf, {
    studied: subjects,
    schema,
    statistics,
    settings: facts.settings,
    major: facts.server?.major,
    writes: loadWrites(studied, { window: load.window, usage, schema, statistics }),
    drops: drops.filter(({ certain }) => certain),
    budget: input.budget,
    maxIndexes: input.maxIndexes,
    maxWidth: input.maxWidth,
    maxQuestions: input.maxQuestions,
    withinMs: input.time,
    context,
  });
  const { measured, unseen } = await measureSets(run, search, {
    sets: setsToMeasure(search),
    rounds: input.rounds,
    withinMs: measuringMs,
    context,
  });
  const settlement = settleSets(search, measured);
  const planned = await planChanged(search);
  const seconds = (index: IndexDefinition) =>
    buildTime(index, { shape: plannedShape(index, schema, statistics) }).seconds;
  const rowless = subjects.filter((one) => !readsRows(one)).length;
  const services = servicesOf(search, settlement, measured, planned, seconds);
  const locks = await observeLocks(instruments.rehearse, services, context);
  const recommendations = recommendSet({ search, settlement, measured, services, schema, locks });
  const judged = judgeIndexes(facts, tools);
  const allPassedOver = [...passedOver, ...failed];
  return {
    version: reportVersion,
    command: 'optimize indexes',
    summary: [...compared.sentences, ...summaries({ load, search, settlement, measured, services }, tools)].join(' '),
    subject: tools.subject,
    findings: [...compared.findings, ...judged.findings],
    recommendations: [...recommendations],
    changes: recommendations.flatMap(({ changes }) => changes),
    evidence: [],
    sections: [...sections({ search, settlement, measured, services, planned, passedOver: allPassedOver, rowless })],
    artifacts: [],
    unseen: [
      ...missingParts({ missing: missingHere(tools) }),
      ...unreadFacts(facts),
      ...unseen,
      ...load.unread.map((why) => ({ what: 'a part of the workload', why })),
      ...callsUnknown(subjects).map((why) => ({ what: 'how often statements run', why })),
      ...unparsed(load),
      ...(input.drop && usage !== undefined ? notDropped(drops, usage) : []),
      ...(usage?.unread ?? []).map((why) => ({ what: 'a part of the counters', why })),
      ...judged.unseen,
    ],
    silenced: [],
    details: detailsOf({ search, services, measured, planned, records, passedOver: allPassedOver }),
  };
}

/** A gate is about what changed, not about what was there before. */
function judgeIndexes(facts: IndexesFacts, { missing, baseline }: IndexesTools): Judgement {
  if (baseline !== undefined) return { findings: [], unseen: [] };
  const rules = indexRules.filter(({ id }) => !answeredHere.has(id));
  return judge(
    rules,
    facts,
    missing.flatMap((one) => ('fact' in one ? [one] : [])),
  );
}

/** What the load itself tells of its sources is not told again, and a gate needs no counters. */
function missingHere({ missing, baseline }: IndexesTools): IndexesTools['missing'] {
  const told = new Set(baseline === undefined ? ['workload'] : ['workload', 'usage', 'counters']);
  return missing.filter((one) => !('fact' in one && told.has(one.fact)));
}

/** A gate whose statements are all as good as before has nothing to search for. */
function summaries(parts: Parameters<typeof summarize>[0], { baseline }: IndexesTools): readonly string[] {
  return baseline !== undefined && parts.search.weighed.items.length === 0 ? [] : [summarize(parts)];
}

/** What was not looked at for its place in the order is no failure. */
function broken(passedOver: readonly PassedOver[]): readonly PassedOver[] {
  return passedOver.filter(({ beyond }) => beyond !== true);
}

function unparsed({ leftOut }: QueryLoad): IndexesReport['unseen'] {
  const texts = leftOut.filter(({ why }) => why === 'unparsed').reduce((sum, { statements }) => sum + statements, 0);
  if (texts === 0) return [];
  const why = `${countOf(texts, 'text')} ${texts === 1 ? 'does' : 'do'} not parse as SQL and ${texts === 1 ? 'was' : 'were'} passed over.`;
  return [{ what: 'a part of the workload', why }];
}

/** Its advice is this very command. */
const answeredHere: ReadonlySet<string> = new Set(['sequential-scans-of-large-table']);

/** Building and timing may take so long. */
const measuringMs = 300_000;

function lacking({ missing }: IndexesTools, name: 'whatIf' | 'resolve') {
  const why = missing.find((one) => 'instrument' in one && one.instrument === name);
  return problem(
    'invalid',
    why?.why ?? 'There is no planner to ask.',
    why?.remedy ?? 'Give --url, or --export with what `look export` wrote.',
  );
}
