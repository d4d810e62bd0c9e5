import { type BlockVerdict, blockVerdict } from '#analysis/migration/block-verdict.ts';
import { effectsOf } from '#analysis/migration/effects-of.ts';
import type { JudgedStep } from '#analysis/migration/migration-steps.ts';
import { type TableWeight, tableWeight } from '#analysis/migration/table-weight.ts';
import { countOf } from '#analysis/plan-words.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { fingerprint } from './fingerprint.ts';

export interface MigrationVerdict {
  readonly rule: { readonly id: string; readonly source: string };
  readonly step: MigrationStep;
  /** The thing: "app.orders", "app.orders.total". */
  readonly at: string;
  /** One sentence with the names. */
  readonly message: string;
  readonly why: string;
  readonly severity: Severity;
  readonly advice?: string;
  readonly changes?: readonly Change[];
  /** What names the finding beside the place. */
  readonly about?: readonly string[];
}

/** A finding about a statement of a migration, with the locks and the work that were seen or foreseen. */
export function migrationFinding(verdict: MigrationVerdict): Finding {
  const { rule, step, at, message, why, severity, changes = [], about = [] } = verdict;
  const others = changes.length > 0 && step.actions.length > 1 ? [otherClauses] : [];
  const advice = [verdict.advice ?? [], others].flat().join(' ');
  return {
    rule: rule.id,
    severity,
    at,
    message,
    why,
    evidence: [...evidenceOf(step, rule.source)],
    changes: [...changes],
    ...(advice === '' ? {} : { advice }),
    fingerprint: fingerprint(rule.id, [step.file.replace(/^.*[\\/]/, ''), at, ...about]),
    place: { file: step.file, line: step.line },
  };
}

const otherClauses = 'The other clauses of the statement stay, in a statement without this one.';

/** How grave it is to keep others from a table for as long as its rows take: one that its own file made troubles nobody. */
export function severityFor(weight: TableWeight): Severity {
  return { fresh: 'info', small: 'info', unknown: 'warning', large: 'critical' }[weight.kind] as Severity;
}

/** The gravest of the tables that a step works on. */
export function gravestWeight(step: MigrationStep, names: readonly string[], statistics?: Statistics): TableWeight {
  const order = ['large', 'unknown', 'small', 'fresh'];
  const weights = names.map((name) => tableWeight(name, step, statistics));
  return weights.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0] ?? { kind: 'unknown' };
}

export interface BlockFinding extends Omit<MigrationVerdict, 'step' | 'severity' | 'message'> {
  readonly judged: JudgedStep;
  /** What does it, as the beginning of a sentence: "Building orders_user_id". */
  readonly subject: string;
  readonly statistics: Statistics | undefined;
}

/** A finding about a statement that keeps others out for as long as its work takes. */
export function blockFinding({ judged, subject, statistics, ...rest }: BlockFinding): Finding {
  const { step, verdict } = judged;
  const weight = gravestWeight(step, workedOn(judged), statistics);
  const message = `${subject} keeps ${whoWaits(verdict)} out of ${lockedTables(judged, statistics)} while ${workWords(verdict)}.`;
  return migrationFinding({ ...rest, step, severity: severityFor(weight), message });
}

/** A finding about a lock that is held for a moment only, but that everybody queues behind while it is waited for. */
export function queueFinding({ judged, subject, statistics, ...rest }: BlockFinding): Finding {
  const { step, verdict } = judged;
  const weight = gravestWeight(step, tablesOf(judged), statistics);
  const isLimited = (step.limits.lock ?? 0) > 0;
  return migrationFinding({
    ...rest,
    step,
    severity: weight.kind === 'large' && !isLimited ? 'warning' : 'info',
    message: `${subject} keeps ${whoWaits(verdict)} out of ${lockedTables(judged, statistics)} for a moment${isLimited ? '' : ', and for as long as it has to wait for that itself'}.`,
  });
}

function whoWaits({ relations }: BlockVerdict): string {
  return relations.some(({ blocks }) => blocks === 'reads and writes') ? 'readers and writers' : 'writers';
}

/** "app.orders of 2,000,000 rows and app.users" */
function lockedTables(judged: JudgedStep, statistics: Statistics | undefined): string {
  const names = tablesOf(judged).map((name) => `${name}${ofRows(tableWeight(name, judged.step, statistics))}`);
  return listed(names);
}

/** Tables, without the indexes that are locked along with them. */
function tablesOf({ step, verdict }: JudgedStep): readonly string[] {
  const names = verdict.relations.map(({ name }) => name);
  const tables = new Set(step.before.tables.map((table) => `${table.schema}.${table.name}`));
  const known = names.filter((name) => tables.has(name));
  return known.length === 0 ? names : known;
}

/** Tables whose size says how long it takes. */
function workedOn(judged: JudgedStep): readonly string[] {
  const worked = judged.verdict.work.flatMap(({ name, what }) => (what === 'built' ? [] : [name]));
  return worked.length === 0 ? tablesOf(judged) : worked;
}

function workWords({ work }: BlockVerdict): string {
  const named = (what: BlockVerdict['work'][number]['what']) =>
    work.filter((one) => one.what === what).map(({ name }) => name);
  const isOrAre = (names: readonly string[]) => (names.length === 1 ? 'is' : 'are');
  const part = (names: readonly string[], words: string) =>
    names.length === 0 ? [] : [`${listed(names)} ${isOrAre(names)} ${words}`];
  return listed([
    ...part(named('rewritten'), 'written anew'),
    ...part(named('read'), 'read from end to end'),
    ...part(named('built'), 'built'),
  ]);
}

/** "a, b and 3 more" */
function listed(names: readonly string[]): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** " of 2,000,000 rows", where that is known. */
export function ofRows({ rows }: TableWeight): string {
  return rows === undefined ? '' : ` of ${countOf(rows, 'row')}`;
}

function evidenceOf(step: MigrationStep, source: string): readonly Evidence[] {
  const { effects, seen } = effectsOf(step);
  const { relations, work } = blockVerdict(effects);
  const told = [
    ...relations.map(({ name, mode }) => `${mode} on ${name}`),
    ...work.map(({ name, what }) => `${name} ${what}`),
  ];
  return [
    {
      level: seen ? 'simulated' : 'derived',
      by: seen ? 'a twin' : 'the statement and the schema before it',
      what: told.length === 0 ? 'no lock that keeps readers or writers out' : told.join(', '),
      source,
    },
  ];
}
