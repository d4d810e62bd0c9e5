import { sqlState } from '#engines/postgres/connect/errors.ts';
import { serverMessage } from '#engines/postgres/twin/connection.ts';
import type { RehearsedStep } from '#vocabulary/rehearsal.ts';
import { type Moment, observe, seeLocks, seeMoment } from './observation.ts';
import { runOutside } from './run-outside.ts';
import type { ScriptUnit, UnitStatement } from './script-units.ts';
import type { Stage } from './stage.ts';

export interface UnitRun {
  readonly steps: readonly RehearsedStep[];
  /** What the server threw at the last step. */
  readonly error: unknown;
}

/** Runs the statements of one transaction and observes each within it. After an error nothing of it remains. */
export async function runUnit(stage: Stage, unit: ScriptUnit, signal: AbortSignal): Promise<UnitRun> {
  const steps: RehearsedStep[] = [];
  const { runner } = stage;
  let start: Moment | undefined;
  let before: Moment | undefined;
  let isOpen = false;
  try {
    for (const statement of unit.statements) {
      signal.throwIfAborted();
      const special = await runSpecial(stage, statement);
      if (special !== undefined) {
        steps.push(special.step);
        if (special.error !== undefined) return { steps, error: special.error };
        continue;
      }
      const stray = !unit.explicit && statement.kind === 'transaction';
      if (!unit.explicit && !stray) {
        await runner.query('BEGIN', []);
        isOpen = true;
      }
      if (isOpen) {
        before ??= await seeMoment(runner, 'transaction');
        start ??= before;
      }
      const { milliseconds, error } = await timed(stage, statement, isOpen);
      if (error !== undefined && !unit.explicit && mustRunOutside.has(sqlState(error) ?? '')) {
        await runner.query('ROLLBACK', []);
        isOpen = false;
        const outside = await runOutside(stage, statement.text);
        steps.push(step(statement, outside.milliseconds, outside));
        return { steps, error: outside.error };
      }
      if (error !== undefined) {
        steps.push(step(statement, milliseconds, { error }));
        return { steps, error };
      }
      if (statement.kind === 'transaction' && !isSavepoint(statement.text)) {
        // BEGIN opens, COMMIT ends.
        isOpen = unit.explicit && steps.length === 0;
        steps.push(step(statement, milliseconds, {}));
        continue;
      }
      const after = await seeMoment(runner, 'transaction');
      const all = start && before ? observe(start, before, after, await seeLocks(runner)) : undefined;
      // Indexes of an emptied table are built over nothing.
      const seen = all && statement.kind === 'truncate' ? { ...all, scans: [], built: [] } : all;
      before = after;
      const failed = unit.explicit ? undefined : await failureOf(runner.query('COMMIT', []));
      if (!unit.explicit) isOpen = false;
      steps.push(step(statement, milliseconds, { seen, error: failed, unknown: emptied(stage, seen) }));
      if (failed !== undefined) return { steps, error: failed };
    }
  } finally {
    if (isOpen) await runner.query('ROLLBACK', []).catch(() => undefined);
  }
  return { steps: isOpen ? leftOpen(steps) : steps, error: undefined };
}

/** active_sql_transaction, invalid_transaction_termination. */
const mustRunOutside: ReadonlySet<string> = new Set(['25001', '2D000']);

/** Only a superuser makes most extensions; rows that follow in the script are no statement. */
async function runSpecial(
  { observer }: Stage,
  statement: UnitStatement,
): Promise<{ readonly step: RehearsedStep; readonly error: unknown } | undefined> {
  if (statement.kind === 'copy') {
    const unknown = ['The rows behind COPY … FROM stdin are not loaded in the twin.'];
    return { step: step(statement, 0, { unknown }), error: undefined };
  }
  if (statement.kind !== 'extension') return undefined;
  const began = performance.now();
  const error = await failureOf(observer.query(statement.text, []));
  const unknown = ['The twin made the extension as superuser, in a session of its own.'];
  return { step: step(statement, performance.now() - began, { error, unknown }), error };
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

function isSavepoint(text: string): boolean {
  return /^\s*(SAVEPOINT|RELEASE|ROLLBACK\s+(WORK\s+|TRANSACTION\s+)?TO)\b/i.test(text);
}

interface StepParts {
  readonly seen?: Pick<RehearsedStep, 'locks' | 'rewrites' | 'scans' | 'built'> | undefined;
  readonly error?: unknown;
  readonly unknown?: readonly string[];
}

function step({ text }: UnitStatement, milliseconds: number, { seen, error, unknown = [] }: StepParts): RehearsedStep {
  const code = sqlState(error);
  return {
    statement: text,
    ...(error === undefined
      ? {}
      : { error: { ...(code === undefined ? {} : { code }), message: serverMessage(error) } }),
    ...(seen ?? { locks: [], rewrites: [], scans: [], built: [] }),
    milliseconds: Math.round(milliseconds * 10) / 10,
    unknown: [...unknown],
  };
}

function emptied({ empty }: Stage, seen: StepParts['seen']): readonly string[] {
  const read = new Set([...(seen?.scans ?? []), ...(seen?.rewrites ?? [])]);
  return [...read]
    .filter((name) => empty.has(name))
    .map((name) => `${name} has no rows in the twin: whether your rows pass was not seen.`);
}

function leftOpen(steps: readonly RehearsedStep[]): readonly RehearsedStep[] {
  const last = steps.at(-1);
  if (last === undefined) return steps;
  const unknown = [...last.unknown, 'The script ends inside its transaction: without COMMIT nothing of it remains.'];
  return [...steps.slice(0, -1), { ...last, unknown }];
}

/** undefined: it went well. */
function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error ?? new Error('unknown failure'),
  );
}
