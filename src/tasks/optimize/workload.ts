import { z } from 'zod';
import { loadShares } from '#analysis/workload-report/load-shares.ts';
import { planOutline } from '#analysis/workload-report/plan-outline.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import type { Rule } from '#contracts/rule.ts';
import { workloadRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { LoadStatement } from '#vocabulary/query-load.ts';
import { reportVersion } from '#vocabulary/report.ts';
import { againstBaseline, detailed } from './workload/against-baseline.ts';
import { comparisonSections } from './workload/comparison-sections.ts';
import { coverage } from './workload/coverage.ts';
import { nextSteps } from './workload/next-steps.ts';
import { regressions } from './workload/regressions.ts';
import { flipsTable, repeatsOf, repeatsTable } from './workload/signs.ts';
import { summarize } from './workload/summarize.ts';
import { tableTimes } from './workload/table-times.ts';
import { besideTables, perTable, topTable, wholeTexts } from './workload/tables.ts';
import { unseenOf } from './workload/unseen.ts';
import { type StatementEntry, type WorkloadDetails, WorkloadReport } from './workload/workload-report.ts';

type WorkloadFacts = FactsOf<'load', 'workload' | 'schema' | 'statistics' | 'settings' | 'server'>;
type Tools = CommandTools<'resolve' | 'whatIf'>;

const Input = z.strictObject({
  top: z.int().min(1).max(200).default(20).meta({ description: 'Show so many statements' }),
  plans: z.boolean().default(false).meta({
    description: 'Plan the first statements in a twin, to share out their time over their tables by cost',
  }),
});

/** Statements that a report keeps for a later comparison, and characters of each: they are known by their fingerprint. */
const mostKept = 500;
const longestKept = 1000;

export const workload = defineCommand({
  summary: 'See what a database spends its time on, and what got worse',
  description:
    'Puts together what pg_stat_statements, logs, files of SQL and running sessions tell, and says first which part of the ' +
    'whole that is. Shows the statements that take the time, the calls, the reads, the temporary files and the log, the time ' +
    'per table, statements that are run once per row and those whose plan changes. An earlier report as --baseline shows ' +
    'what is slower, new or gone; where the counters were not reset since, it is the time in between that is compared.',
  positional: [],
  needs: ['load'],
  likes: ['workload', 'schema', 'statistics', 'settings', 'server'],
  instruments: ['resolve', 'whatIf'],
  input: Input,
  output: WorkloadReport,
  examples: [
    { title: 'What the server counted', args: '--url postgres://localhost/shop' },
    { title: 'A log, with the plans of auto_explain', args: '--log postgresql.log --schema schema.sql' },
    {
      title: 'Keep a report today, and see next week what got worse',
      args: '--target shop --baseline monday.json --format json --out today.json',
    },
  ],
  wants: (_facts, { plans }) => (plans ? ['resolve', 'whatIf'] : ['resolve']),
  decide,
});

async function decide(facts: WorkloadFacts, input: z.infer<typeof Input>, tools: Tools): Promise<WorkloadReport> {
  const { load, settings } = facts;
  const shares = loadShares(load);
  const missing = tools.missing.flatMap((one) => ('fact' in one ? [one] : []));
  const judged = judge(speaking(facts), facts, missing);
  const { comparison, unseen } = await againstBaseline(load, tools.baseline, tools.instruments.resolve?.shapeOf);
  const { tables, by, unresolved } = await tableTimes(load, input.plans, tools);
  const details: WorkloadDetails = {
    origins: [...load.origins],
    window: load.window,
    total: load.total,
    leftOut: load.leftOut,
    covered: shares.covered,
    statements: load.statements.slice(0, mostKept).map((one) => entryOf(one, shares.shareOf(one))),
    known: load.statements.length,
    tables: tables.map((table) => ({
      ...table,
      share: shares.wholeMs === 0 ? 0 : table.milliseconds / shares.wholeMs,
    })),
    sharedBy: by,
    repeats: repeatsOf(load),
    ...(comparison === undefined ? {} : { comparison: detailed(comparison) }),
  };
  return {
    version: reportVersion,
    command: 'optimize workload',
    summary: summarize(load, shares, details, comparison),
    subject: tools.subject,
    findings: [...regressions(comparison), ...judged.findings],
    recommendations: [],
    changes: [],
    evidence: [],
    sections: [
      coverage(load, shares, settings),
      ...comparisonSections(comparison),
      ...topTable(load, shares, input.top),
      ...perTable(details),
      ...repeatsTable(details.repeats, shares),
      ...flipsTable(load),
      ...nextSteps(load, shares, details, tools.redact),
      ...besideTables(load, shares, input.top),
      ...wholeTexts(load, input.top),
    ],
    artifacts: [],
    unseen: [...judged.unseen, ...unseen, ...unseenOf(facts, unresolved, tools)],
    silenced: [],
    details,
  };
}

/** A log has no counters of the server, and nobody misses them there. */
function speaking({ workload: counted, server }: WorkloadFacts): readonly Rule[] {
  return counted === undefined && server === undefined
    ? workloadRules.filter(({ needs }) => !needs.includes('workload'))
    : workloadRules;
}

function entryOf({ samples: _, plans, normalized, ...rest }: LoadStatement, share: number | undefined): StatementEntry {
  return {
    ...rest,
    normalized: normalized.length > longestKept ? `${normalized.slice(0, longestKept - 1)}…` : normalized,
    ...(share === undefined ? {} : { share }),
    plans: plans.map(({ text, ...plan }) => ({ ...plan, steps: [...planOutline(text)] })),
  };
}
