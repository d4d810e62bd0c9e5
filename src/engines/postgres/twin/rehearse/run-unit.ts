import { sqlState } from '#engines/postgres/connect/errors.ts';
import { serverMessage } from '#engines/postgres/twin/connection.ts';
import type { RehearsedStep } from '#vocabulary/rehearsal.ts';
import { failureOf } from './failure-of.ts';
import { type Baseline, nextBaseline, type ObserveOptions, observe, readEmpty, type Seen } from './observation.ts';
import { seeBeginning, seeTouched } from './relations.ts';
import { runOutside } from './run-outside.ts';
import { runSpecial } from './run-special.ts';
import type { ScriptUnit, UnitStatement } from './script-units.ts';
import type { Stage } from './stage.ts';

export interface UnitRun {
  readonly steps: readonly RehearsedStep[];
  /** What the server threw at the last step. */
  readonly error: unknown;
}

/**
 * Runs the statements of one transaction and observes each within it. After an error nothing of it remains. `locks`: of a
 * step, those that its transaction holds, or only what the statement itself took.
 */
export async function runUnit(
  stage: Stage,
  unit: ScriptUnit,
  locks: ObserveOptions['locks'],
  signal: AbortSignal,
): Promise<UnitRun> {
  const { runner } = stage;
  const steps: RehearsedStep[] = [];
  let open: Baseline | undefined;
  const fail = (failed: RehearsedStep, error: unknown) => ({ steps: [...steps, failed], error });
  try {
    for (const statement of unit.statements) {
      signal.throwIfAborted();
      const special = await runSpecial(stage, statement);
      if (special !== undefined) {
        const one = step(statement, special.milliseconds, special);
        if (special.error !== undefined) return fail(one, special.error);
        steps.push(one);
        continue;
      }
      if (unit.begins && open === undefined) open = await begin(stage, true);
      if (statement.kind === 'commit' && open !== undefined) open = await whole(stage, open);
      const { milliseconds, error } = await timed(stage, statement, open !== undefined);
      if (error !== undefined && unit.alone && mustRunOutside.has(sqlState(error) ?? '')) {
        await runner.query('ROLLBACK', []);
        open = undefined;
        const outside = await runOutside(stage, statement);
        return { steps: [step(statement, outside.milliseconds, outside)], error: outside.error };
      }
      if (error !== undefined) return fail(step(statement, milliseconds, { error }), error);
      if (statement.kind === 'limit') await runner.query(stage.limits);
      if (statement.kind === 'begin') open ??= await begin(stage, false);
      if (statement.kind === 'commit' && open !== undefined) await keep(stage, open, unit);
      if (statement.kind === 'commit' || statement.kind === 'rollback') open = undefined;
      if (open === undefined || statement.kind === 'begin') {
        steps.push(step(statement, milliseconds, {}));
        continue;
      }
      const after = await seeTouched(runner, open.fresh ?? new Set());
      const seen = observe(open, after, { locks, empties: emptiesOf(statement) });
      const unknown = readEmpty(open, after, seen).map(noRows);
      open = nextBaseline(open, after);
      steps.push(step(statement, milliseconds, { seen, unknown }));
    }
    if (open !== undefined && unit.commits) {
      open = await whole(stage, open);
      const failed = await failureOf(runner.query('COMMIT', []));
      const [last] = steps.splice(-1);
      if (failed !== undefined && last !== undefined) return fail({ ...last, ...errorOf(failed) }, failed);
      if (last !== undefined) steps.push(last);
      await keep(stage, open, unit);
      open = undefined;
    }
    return { steps: open === undefined ? steps : leftOpen(steps), error: undefined };
  } finally {
    if (open !== undefined) await runner.query('ROLLBACK', []).catch(() => undefined);
  }
}

/** active_sql_transaction, invalid_transaction_termination. */
const mustRunOutside: ReadonlySet<string> = new Set(['25001', '2D000']);

async function begin({ runner, known }: Stage, begins: boolean): Promise<Baseline> {
  return { known: known(), ...(await seeBeginning(runner, begins)) };
}

/** Before the end, what the transaction made is looked at once more. */
async function whole({ runner }: Stage, open: Baseline): Promise<Baseline> {
  if (open.touched === undefined || open.touched.isWhole) return open;
  return { ...open, touched: await seeTouched(runner, new Set()) };
}

/** What a transaction touched is from now on as it left it. */
async function keep(stage: Stage, { touched }: Baseline, { statements }: ScriptUnit): Promise<void> {
  if (touched !== undefined) stage.remember(touched);
  // No lock tells that all relations of a schema have another name now.
  if (statements.some(({ text }) => /\bSCHEMA\b/i.test(text) && /\bRENAME\b/i.test(text))) await stage.reload();
}

/** A table of a few rows is always read from end to end; with this the planner takes an index wherever one would serve. */
async function timed(
  { runner }: Stage,
  { text, kind }: UnitStatement,
  isOpen: boolean,
): Promise<{ readonly milliseconds: number; readonly error: unknown }> {
  const avoidsScans = isOpen && kind === 'rows';
  if (avoidsScans) await runner.query('SET LOCAL enable_seqscan = off', []);
  const began = performance.now();
  const error = await failureOf(runner.query(text, []));
  const milliseconds = performance.now() - began;
  if (avoidsScans && error === undefined) await runner.query('SET LOCAL enable_seqscan = on', []);
  return { milliseconds, error };
}

function emptiesOf({ kind }: UnitStatement): ObserveOptions['empties'] {
  if (kind === 'truncate') return 'surely';
  return kind === 'code' || kind === 'rows' ? 'perhaps' : 'never';
}

interface StepParts {
  readonly seen?: Seen | undefined;
  readonly error?: unknown;
  readonly unknown?: readonly string[];
}

function step({ text }: UnitStatement, milliseconds: number, { seen, error, unknown = [] }: StepParts): RehearsedStep {
  return {
    statement: text,
    ...errorOf(error),
    ...(seen ?? { locks: [], rewrites: [], scans: [], built: [] }),
    milliseconds: Math.round(milliseconds * 10) / 10,
    unknown: [...unknown, ...(sqlState(error) === '42501' ? [noSuperuser] : [])],
  };
}

const noSuperuser = 'The twin runs it as the owner of the database, who is no superuser.';

function errorOf(error: unknown): Pick<RehearsedStep, 'error'> {
  if (error === undefined) return {};
  const code = sqlState(error);
  return { error: { ...(code === undefined ? {} : { code }), message: serverMessage(error) } };
}

function noRows(name: string): string {
  return `${name} has no rows in the twin: whether your rows pass was not seen.`;
}

function leftOpen(steps: readonly RehearsedStep[]): readonly RehearsedStep[] {
  const last = steps.at(-1);
  if (last === undefined) return steps;
  const unknown = [...last.unknown, 'The script ends inside its transaction: without COMMIT nothing of it remains.'];
  return [...steps.slice(0, -1), { ...last, unknown }];
}
