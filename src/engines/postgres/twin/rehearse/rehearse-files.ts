import type { Context } from '#contracts/context.ts';
import type { StatementFile } from '#contracts/instrument.ts';
import { serverMessage } from '#engines/postgres/twin/connection.ts';
import type { FileRehearsal, RehearsedStep } from '#vocabulary/rehearsal.ts';
import { runMended } from './run-mended.ts';
import { fileUnits } from './script-units.ts';
import type { Stage, StageHouse } from './stage.ts';

/** On PGlite a statement that is ended takes the server with it: so often a new one is filled with what had run. */
const mostStages = 4;

/**
 * Runs files one after the other on one stage, each in transactions as its tool has it. What a file that fails had
 * committed remains, as it does for its tool.
 */
export async function rehearseFiles(
  house: StageHouse,
  files: readonly StatementFile[],
  statementMs: number,
  context: Context,
): Promise<readonly FileRehearsal[]> {
  const { signal, progress } = context;
  const done: FileRehearsal[] = [];
  let stages = 1;
  let stage = await house.open(statementMs);
  const stop = () => void stage.interrupt().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (const [at, file] of files.entries()) {
      signal.throwIfAborted();
      if (at % 25 === 0) progress({ message: `rehearsing ${file.path}`, share: at / files.length });
      let isThere = await stage.reset();
      if (!isThere && stages < mostStages) {
        stages++;
        await stage.close();
        stage = await house.open(statementMs);
        for (const earlier of done) await rehearseFile(stage, whatRemained(earlier, files), signal);
        isThere = await stage.reset();
      }
      done.push(
        isThere ? await rehearseFile(stage, file, signal) : { path: file.path, steps: [], completed: false, unseen },
      );
    }
    return done;
  } finally {
    signal.removeEventListener('abort', stop);
    await stage.close();
    signal.throwIfAborted();
  }
}

const unseen = 'Statements of earlier files ran too long too often.';

async function rehearseFile(
  stage: Stage,
  { path, statements, transaction }: StatementFile,
  signal: AbortSignal,
): Promise<FileRehearsal> {
  const steps: RehearsedStep[] = [];
  try {
    for (const unit of fileUnits(statements, transaction)) {
      const run = await runMended(stage, unit, 'taken', signal);
      steps.push(...run.steps);
      if (run.error !== undefined) return { path, steps, completed: false };
    }
  } catch (error) {
    signal.throwIfAborted();
    return { path, steps, completed: false, unseen: `The twin could not observe it: ${serverMessage(error)}.` };
  }
  return { path, steps, completed: true };
}

/** Of a file that failed, the statements before the one that did; of one that is one transaction, none. */
function whatRemained({ path, steps, completed }: FileRehearsal, files: readonly StatementFile[]): StatementFile {
  const file = files.find((one) => one.path === path);
  const statements = file?.statements ?? [];
  if (file === undefined || completed) return { path, statements, transaction: file?.transaction ?? 'file' };
  return { ...file, statements: file.transaction === 'file' ? [] : statements.slice(0, Math.max(0, steps.length - 1)) };
}
