import { chooseValues } from '#analysis/load/choose-values.ts';
import { planShape } from '#analysis/plan-shape.ts';
import type { Proposal, SettingFault } from '#analysis/server-settings/setting-verdict.ts';
import type { Context } from '#contracts/context.ts';
import type { Resolve, Run } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { SettingTrial } from './settings-report.ts';

export interface TriedFault {
  readonly fault: SettingFault;
  readonly trials: readonly SettingTrial[];
  readonly proof: readonly Evidence[];
}

/** Settings that a session can have for itself, so that they can be tried beside the old ones on one server. */
const ofSession =
  /^(work_mem|hash_mem_multiplier|random_page_cost|effective_cache_size|effective_io_concurrency|max_parallel_workers_per_gather|jit|jit_above_cost|enable_\w+)$/;

export function trialSettings({ proposals }: SettingFault): readonly Proposal[] {
  return proposals.filter(({ name }) => ofSession.test(name));
}

/** These decide on the plan and on nothing else: with the same plan a difference in time is chance. */
const ofPlanner = /^(random_page_cost|effective_cache_size|enable_\w+)$/;

/** No trial is begun after so long, ms. */
const patience = 60_000;

/** What reads alone can be run before and after. */
export function readsOf(load: QueryLoad | undefined): readonly LoadStatement[] {
  return (load?.statements ?? []).filter(({ role }) => role === 'read');
}

interface Tryable {
  readonly statement: LoadStatement;
  readonly query: QueryText;
}

/** Those that take the most time first, each with the values that stand for most of its calls; none without values. */
async function heaviest(
  { load, statistics }: Pick<TrialRequest, 'load' | 'statistics'>,
  tries: number,
  { resolve }: Resolve,
): Promise<readonly Tryable[]> {
  const found: Tryable[] = [];
  for (const statement of readsOf(load)) {
    if (found.length >= tries) break;
    try {
      const resolved = await resolve(statement.samples[0]?.text ?? statement.normalized);
      if (resolved.relations.every(({ kind }) => kind !== 'table')) continue;
      const [sample] = chooseValues(statement, resolved, statistics)
        .filter(({ from }) => from !== 'unknown')
        .toSorted((one, other) => other.share - one.share);
      if (sample === undefined) continue;
      found.push({ statement, query: { text: sample.text, parameters: { ...sample.parameters } } });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }
  return found;
}

/** One that got slower by more than a tenth, and by something that is felt. */
export function slower({ before, after, samePlan }: SettingTrial): boolean {
  return samePlan !== true && before !== undefined && after !== undefined && after > 1.1 * before && after - before > 1;
}

export interface TrialRequest {
  readonly load: QueryLoad | undefined;
  readonly statistics: Statistics | undefined;
  readonly tries: number;
  readonly runs: number;
  readonly context: Context;
}

/** Each fault's settings on the heaviest statements, before and after. One that fails does not end the others. */
export async function trySettings(
  faults: readonly SettingFault[],
  request: TrialRequest,
  { run, resolve }: { readonly run: Run; readonly resolve: Resolve },
): Promise<readonly TriedFault[]> {
  const { context, runs } = request;
  const statements = await heaviest(request, request.tries, resolve);
  const end = context.clock().getTime() + patience;
  const tried: TriedFault[] = [];
  for (const fault of faults) {
    const adjust = trialSettings(fault).map(({ name, value }) => ({ kind: 'set-setting' as const, name, value }));
    const trials: SettingTrial[] = [];
    for (const { statement, query } of statements) {
      context.signal.throwIfAborted();
      context.progress({ message: `trying ${adjust.map(({ name }) => name).join(', ')}` });
      const outcome =
        context.clock().getTime() > end
          ? { failed: 'not tried: the time for trials was over' }
          : await tryOne(run, { query, indexes: [], adjust, runs });
      trials.push({ statement: statement.normalized, runs, ...outcome });
    }
    tried.push({ fault, trials, proof: trials.flatMap((trial) => proofOf(trial, run)) });
  }
  return tried;
}

async function tryOne(
  run: Run,
  question: Parameters<Run['compare']>[0],
): Promise<Pick<SettingTrial, 'before' | 'after' | 'failed' | 'samePlan'>> {
  try {
    const { before, after } = await run.compare(question);
    const isPlanners = question.adjust?.every((one) => one.kind === 'set-setting' && ofPlanner.test(one.name)) === true;
    const samePlan = isPlanners && planShape(before.plan) === planShape(after.plan);
    return { before: before.median, after: after.median, ...(samePlan ? { samePlan } : {}) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { failed: error.message };
  }
}

function proofOf({ statement, before, after, runs, samePlan }: SettingTrial, run: Run): readonly Evidence[] {
  if (before === undefined || after === undefined) return [];
  return [
    {
      level: run.level,
      by: run.by,
      what: `median time of ${runs} runs: ${oneLine(statement)}`,
      before: rounded(before),
      after: rounded(after),
      unit: 'ms',
      note:
        samePlan === true
          ? `The plan stayed the same: the difference is chance. With ${run.rowsFrom}.`
          : `With ${run.rowsFrom}.`,
    },
  ];
}

export function oneLine(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
