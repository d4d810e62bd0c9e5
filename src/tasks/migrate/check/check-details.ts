import { type BlockVerdict, blockVerdict } from '#analysis/migration/block-verdict.ts';
import { type JudgedStep, migrationSteps } from '#analysis/migration/migration-steps.ts';
import { workTime } from '#analysis/migration/work-time.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { Migration, MigrationStep } from '#vocabulary/migration.ts';
import type { FileRehearsal } from '#vocabulary/rehearsal.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { CheckDetails, CheckedFile, CheckedStep } from './check-report.ts';

/** `rehearsed`: what a twin said, where one ran the files. */
export function checkDetails(
  migration: Migration,
  { statistics, redact }: { readonly statistics: Statistics | undefined; readonly redact: boolean },
  rehearsed: { readonly by: string; readonly files: readonly FileRehearsal[] } | undefined,
): CheckDetails {
  const steps = [...migrationSteps(migration)].map((judged) => checkedStep(judged, statistics, redact));
  return {
    layout: migration.layout,
    ...(rehearsed === undefined ? {} : { rehearsedBy: rehearsed.by }),
    files: migration.files.map((file, at): CheckedFile => {
      const run = rehearsed?.files[at];
      return {
        path: file.path,
        statements: file.steps.length,
        verdict: gravest(steps.filter((step) => step.file === file.path).map(({ verdict }) => verdict)),
        ...(run === undefined ? {} : { completed: run.completed }),
        ...(run?.unseen === undefined ? {} : { unseen: run.unseen }),
        hasDown: file.down !== undefined,
      };
    }),
    steps,
    disagreements: migration.files.flatMap(({ steps: own }) => own.flatMap(disagreement)),
  };
}

type Verdict = CheckedStep['verdict'];

function gravest(verdicts: readonly Verdict[]): Verdict {
  return (['blocks', 'unknown', 'queues'] as const).find((one) => verdicts.includes(one)) ?? 'free';
}

function checkedStep(
  { step, effects, seen, verdict }: JudgedStep,
  statistics: Statistics | undefined,
  redact: boolean,
): CheckedStep {
  const seconds = workTime(verdict, step, statistics);
  const { observed } = step;
  const isForbidden = observed?.error?.code === '42501';
  const error = isForbidden ? undefined : (observed?.error?.message ?? step.fault);
  const unknown = [
    ...effects.unknown,
    ...(isForbidden ? [`The login of the twin has no right to it (${observed?.error?.message}): it was not run.`] : []),
  ];
  return {
    file: step.file,
    line: step.line,
    statement: shortSql(redact ? withoutTexts(step.statement) : step.statement, 120),
    verdict: isOpen(verdict, unknown) ? 'unknown' : verdict.kind,
    seen,
    locks: verdict.relations.map(({ name, mode, blocks }) => ({ relation: name, mode, blocks })),
    work: [...verdict.work],
    ...(seconds === undefined ? {} : { seconds: { low: seconds.low, high: seconds.high } }),
    ...(observed?.walBytes === undefined ? {} : { walBytes: observed.walBytes }),
    ...(observed?.rows === undefined ? {} : { rows: observed.rows }),
    ...(error === undefined ? {} : { error }),
    unknown,
  };
}

/** Before it is cut: half a literal could not be recognised any more. */
function withoutTexts(sql: string): string {
  return sql.replace(/e?'(?:[^'\\]|''|\\.)*'|\$(\w*)\$[\s\S]*?\$\1\$/gi, '?');
}

/** Nothing bad was told, and something could not be. */
function isOpen({ kind }: BlockVerdict, unknown: readonly string[]): boolean {
  return kind !== 'blocks' && unknown.length > 0;
}

/** What matters of it: who waits, and whether that is for long. */
function disagreement(step: MigrationStep): readonly string[] {
  const { observed, foreseen, file, line, statement } = step;
  if (observed === undefined || observed.error !== undefined) return [];
  if (foreseen.unknown.length > 0 || observed.unknown.length > 0) return [];
  const [told, seen] = [blockVerdict(foreseen), blockVerdict(observed)];
  const names = ({ relations }: BlockVerdict) => relations.map(({ name, mode }) => `${mode} on ${name}`).toSorted();
  if (told.kind === seen.kind && names(told).join() === names(seen).join()) return [];
  return [
    `${file}, line ${line}, ${shortSql(statement)}: by the manual ${told.kind} (${names(told).join(', ') || 'no lock'}), seen ${seen.kind} (${names(seen).join(', ') || 'no lock'}).`,
  ];
}
