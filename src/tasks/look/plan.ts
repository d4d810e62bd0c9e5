import { z } from 'zod';
import { bottlenecks } from '#analysis/plan-bottlenecks.ts';
import { diffPlans } from '#analysis/plan-diff.ts';
import { planText } from '#analysis/plan-text.ts';
import { planView } from '#analysis/plan-view.ts';
import { count, duration } from '#analysis/plan-words.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { problem } from '#contracts/problem-error.ts';
import { planRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import { Plan } from '#vocabulary/plan.ts';
import { PlanDiff } from '#vocabulary/plan-diff.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { Report, reportVersion, type Unseen } from '#vocabulary/report.ts';
import { diffSections, origin } from './plan/diff-sections.ts';

const PlanDetails = z.object({
  plan: Plan,
  /** Where it comes from: "your server, not run". */
  from: z.string(),
  text: z.string(),
  bottlenecks: z.array(z.string()),
  /** With --diff: `plan` is the one after, `before` the other. */
  before: Plan.optional(),
  diff: PlanDiff.optional(),
});
const PlanReport = Report.extend({ details: PlanDetails });

export const plan = defineCommand({
  summary: 'Show the plan of a query as a tree, with what is heavy in it',
  description:
    'Asks the server for the plan without running the query, or reads a plan that you give, or, from an export, asks the ' +
    'planner of a twin. Shows it as a tree with each node’s own cost or time, and what the plan rules find in it. With ' +
    '--diff, two plans of one query: what changed in shape, then in figures.',
  positional: ['query'],
  needs: [],
  likes: ['plan', 'plans', 'query', 'schema', 'settings', 'server', 'statistics'],
  instruments: ['whatIf'],
  // The twin's planner is asked only where no other plan can be had.
  wants: (facts) =>
    facts.plan === undefined && facts.plans === undefined && facts.query !== undefined ? ['whatIf'] : [],
  input: z.strictObject({
    query: z.string().min(1).optional().meta({ description: 'The SQL statement; not needed with --plan' }),
    param: z.record(z.string(), z.string()).default({}).meta({
      description: 'Values for its $1, $2 … or, in SQLite, its :names: --param 1=42, --param id=42',
      value: 'N=VALUE',
    }),
  }),
  output: PlanReport,
  examples: [
    { title: 'On a live database', args: '"select * from orders where user_id = 42" --url postgres://localhost/shop' },
    { title: 'A plan that was saved', args: '--plan plan.json' },
    { title: 'Two plans of one query', args: '--diff before.json after.json' },
    { title: 'Offline, from an export', args: '"select * from orders where user_id = 42" --export shop.dbw.json' },
  ],
  decide: async (facts, input, tools) => {
    if (facts.plans !== undefined) return compare(facts.plans, facts, tools);
    const text = input.query === undefined ? undefined : { text: input.query, parameters: input.param };
    const { shown, from, doubts } = await choosePlan(facts, text, tools);
    const view = planView(shown, from);
    const heavy = bottlenecks(shown).map(({ sentence }) => sentence);
    const judged = judge(
      planRules,
      { ...facts, plan: shown },
      tools.missing.flatMap((one) => ('fact' in one ? [one] : [])),
    );
    return {
      version: reportVersion,
      command: 'look plan',
      summary: summarize(shown, heavy),
      subject: tools.subject,
      findings: [...judged.findings],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [
        { kind: 'plan', title: 'Plan', plan: view },
        // One alone stands in the summary already.
        ...(heavy.length < 2 ? [] : [{ kind: 'list' as const, title: 'Where it goes', items: [...heavy] }]),
      ],
      artifacts: [],
      unseen: [
        ...(facts.plan === undefined && facts.server !== undefined ? missingPlan(tools) : []),
        ...[...shown.unread, ...doubts].map((why) => ({ what: 'a part of the plan', why })),
        ...judged.unseen,
      ],
      silenced: [],
      details: { plan: shown, from, text: planText(view), bottlenecks: heavy },
    };
  },
});

type PlanFacts = FactsOf<never, 'plan' | 'plans' | 'query' | 'schema' | 'settings' | 'server' | 'statistics'>;

/** Both plans side by side; the rules judge each, and what only one of them shows is named. */
function compare(
  { before, after }: NonNullable<PlanFacts['plans']>,
  facts: PlanFacts,
  tools: CommandTools<'whatIf'>,
): z.infer<typeof PlanReport> {
  const diff = diffPlans(before, after);
  const [was, is] = [before, after].map((one) => judge(planRules, { ...facts, plan: one }, []));
  const found = new Set(is?.findings.map(({ rule }) => rule));
  const gone = [
    ...new Set(was?.findings.filter(({ rule }) => !found.has(rule)).map(({ rule, message }) => `${rule}: ${message}`)),
  ];
  const unread = [before, after].flatMap(({ unread: parts }, at) =>
    parts.map((why) => ({ what: `a part of the plan ${at === 0 ? 'before' : 'after'}`, why })),
  );
  const view = planView(after, origin(after));
  return {
    version: reportVersion,
    command: 'look plan',
    summary: diff.summary,
    subject: tools.subject,
    findings: [...(is?.findings ?? [])],
    recommendations: [],
    changes: [],
    evidence: [],
    sections: [
      ...diffSections(diff, before, after),
      ...(gone.length === 0 ? [] : [{ kind: 'list' as const, title: 'Findings that are gone', items: gone }]),
    ],
    artifacts: [],
    unseen: [...diff.doubts.map((why) => ({ what: 'a fair comparison', why })), ...unread, ...(is?.unseen ?? [])],
    silenced: [],
    details: {
      plan: after,
      from: origin(after),
      text: planText(view),
      bottlenecks: bottlenecks(after).map(({ sentence }) => sentence),
      before,
      diff,
    },
  };
}

async function choosePlan(
  facts: PlanFacts,
  text: QueryText | undefined,
  { instruments, missing }: CommandTools<'whatIf'>,
): Promise<{ readonly shown: Plan; readonly from: string; readonly doubts: readonly string[] }> {
  if (facts.plan !== undefined) {
    const how = facts.plan.analyzed ? 'really run' : 'estimated and not run';
    // No server is ever made to run a statement: such a plan was brought.
    const where =
      facts.plan.analyzed || facts.server === undefined
        ? 'as given'
        : `${facts.server.product} ${facts.server.version}`;
    return { shown: facts.plan, from: `${where}, ${how}`, doubts: [] };
  }
  if (instruments.whatIf !== undefined && text !== undefined) {
    const { whatIf } = instruments;
    const answer = await whatIf.ask({ query: text, indexes: [] });
    return { shown: answer.plan, from: `${whatIf.by}, estimated`, doubts: [...whatIf.notes, ...(answer.doubts ?? [])] };
  }
  const lacking = missing.find((one) => 'fact' in one && one.fact === 'plan');
  throw problem(
    'invalid',
    text === undefined ? 'There is neither a query nor a plan.' : (lacking?.why ?? 'There is no plan.'),
    text === undefined ? 'Give a query with --url or --export, or --plan FILE.' : lacking?.remedy,
  );
}

/** The twin stood in for the server: why. */
function missingPlan({ missing }: CommandTools<'whatIf'>): readonly Unseen[] {
  return missing.flatMap((one) =>
    'fact' in one && one.fact === 'plan'
      ? [{ what: 'the server’s own plan', why: one.why, ...(one.remedy === undefined ? {} : { remedy: one.remedy }) }]
      : [],
  );
}

/** Below this nobody waits for a query. */
const cheapCost = 100;

function summarize({ root, executionMs, analyzed, costUnit }: Plan, heavy: readonly string[]): string {
  const cost = root.estimated?.totalCost;
  const first = heavy[0] === undefined ? '' : ` ${heavy[0]}`;
  const took = executionMs ?? root.actual?.totalMs;
  if (analyzed)
    return `${took === undefined ? 'It was run, and its time was not taken.' : `It ran ${duration(took)}.`}${first}`;
  if (cost === undefined) return `The planner names no cost.${first}`;
  const expects = costUnit === undefined ? `a cost of ${count(cost)}` : `about ${count(cost)} ${costUnit}`;
  return cost < cheapCost
    ? `The planner expects ${expects}: next to nothing.`
    : `The planner expects ${expects}.${first}`;
}
