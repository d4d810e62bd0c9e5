import { countOf } from '#analysis/plan-words.ts';
import type { CommandTools } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { migrationRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { Finding } from '#vocabulary/finding.ts';
import { reportVersion, type Unseen } from '#vocabulary/report.ts';
import { checkDetails } from './check-details.ts';
import type { CheckDetails, CheckReport } from './check-report.ts';
import { checkSections } from './check-sections.ts';
import { newFaults } from './new-faults.ts';
import { observeFiles } from './observe-files.ts';

export type CheckFacts = FactsOf<'migration' | 'schema', 'statistics' | 'server' | 'settings'>;

export interface CheckRequest {
  readonly command: 'migrate check' | 'migrate rehearse';
  readonly facts: CheckFacts;
  readonly tools: CommandTools<'rehearse'>;
  /** Every statement is shown, not only those that somebody waits for. */
  readonly all: boolean;
}

/** Runs the migrations in a twin where there is one, lets the rules judge them, and tells both. */
export async function checkReportOf({ command, facts, tools, all }: CheckRequest): Promise<CheckReport> {
  const { rehearse } = tools.instruments;
  const rehearsed = rehearse === undefined ? undefined : await observeFiles(facts.migration, rehearse);
  const migration = rehearsed?.migration ?? facts.migration;
  const missing = tools.missing.flatMap((one) => ('fact' in one ? [one] : []));
  const judged = judge(migrationRules, { ...facts, migration }, missing);
  const findings = [...judged.findings, ...newFaults(migration, facts.schema)];
  const details = checkDetails(
    migration,
    { statistics: facts.statistics, redact: tools.redact },
    rehearse && rehearsed && { by: rehearse.by, files: rehearsed.files },
  );
  return {
    version: reportVersion,
    command,
    summary: summarize(details, findings),
    subject: tools.subject,
    findings: inOrder(
      findings,
      migration.files.map(({ path }) => path),
    ),
    recommendations: [],
    changes: [],
    evidence: [],
    sections: [...checkSections(details, all)],
    artifacts: [],
    unseen: [
      ...judged.unseen,
      ...unread(facts, tools, details),
      ...migration.unread.map((why) => ({ what: 'a part of the migrations', why })),
    ],
    silenced: [],
    details,
  };
}

function summarize({ files, steps, rehearsedBy }: CheckDetails, findings: readonly Finding[]): string {
  const what = `${countOf(files.length, 'file')} with ${countOf(steps.length, 'statement')}`;
  const how = rehearsedBy === undefined ? 'read, not run' : `run in a twin`;
  const failed = steps.filter(({ error }) => error !== undefined).length;
  const blocking = steps.filter(({ verdict }) => verdict === 'blocks').length;
  const queueing = steps.filter(({ verdict }) => verdict === 'queues').length;
  const open = steps.filter(({ verdict }) => verdict === 'unknown').length;
  const told = [
    ...(failed > 0 ? [`${countOf(failed, 'statement')} ${failed === 1 ? 'fails' : 'fail'}`] : []),
    ...(blocking > 0
      ? [
          `${countOf(blocking, 'statement')} ${blocking === 1 ? 'keeps' : 'keep'} readers or writers out while ${blocking === 1 ? 'it works' : 'they work'}`,
        ]
      : []),
    ...(queueing > 0 ? [`${queueing} ${queueing === 1 ? 'locks' : 'lock'} them out for a moment`] : []),
    ...(open > 0 ? [`of ${open} it is unknown`] : []),
  ];
  const found = findings.length === 0 ? 'nothing to find fault with' : countOf(findings.length, 'finding');
  return `${what}, ${how}: ${told.length === 0 ? 'nobody waits' : told.join(', ')}; ${found}.`;
}

/** As a reader meets them, within one gravity; what fails comes before what else is wrong with the statement. */
function inOrder(findings: readonly Finding[], files: readonly string[]): Finding[] {
  const gravity = { critical: 0, warning: 1, info: 2 };
  const at = ({ place }: Finding) => (place === undefined ? files.length : files.indexOf(place.file));
  return findings.toSorted(
    (a, b) =>
      gravity[a.severity] - gravity[b.severity] ||
      at(a) - at(b) ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      Number(b.rule === 'statement-failing') - Number(a.rule === 'statement-failing'),
  );
}

function unread(
  { schema, statistics }: CheckFacts,
  tools: CommandTools<'rehearse'>,
  { files, steps, rehearsedBy }: CheckDetails,
): readonly Unseen[] {
  const open = steps.filter(({ verdict }) => verdict === 'unknown');
  const absent = tools.missing.find((one) => 'instrument' in one && one.instrument === 'rehearse');
  return [
    ...(statistics === undefined
      ? [
          {
            what: 'sizes of the tables',
            why: 'Nothing is known of them, so every table that is there is taken for a large one.',
            remedy: 'Give --url or --export, or --volumes with stated sizes.',
          },
        ]
      : []),
    ...(rehearsedBy === undefined
      ? [
          {
            what: 'what a server does with them',
            why: absent?.why ?? 'They were only read (--static).',
            ...(absent?.remedy === undefined ? {} : { remedy: absent.remedy }),
          },
        ]
      : []),
    ...files.flatMap(({ path, unseen }) => (unseen === undefined ? [] : [{ what: path, why: unseen }])),
    ...open.slice(0, 10).map(({ file, line, unknown }) => ({ what: `${file}, line ${line}`, why: unknown.join(' ') })),
    ...(open.length > 10
      ? [{ what: `${open.length - 10} further statements`, why: 'What they lock is unknown.' }]
      : []),
    ...schema.unread.map((why) => ({ what: 'a part of the schema', why })),
  ];
}
