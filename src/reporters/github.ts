import type { Reporter } from '#contracts/reporter.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import type { Report } from '#vocabulary/report.ts';
import { changeTexts } from './change-text.ts';
import { filePlace } from './file-place.ts';
import { findingPlace } from './finding-place.ts';
import { printableReport } from './printable.ts';

/**
 * Workflow commands that a job on GitHub turns into annotations of the changed files, and a short plain account below.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const github: Reporter = {
  id: 'github',
  summary: 'Annotations of a job on GitHub, and a short account',
  mediaType: 'text/plain',
  extension: 'github',
  print: (given) => {
    const report = printableReport(given);
    const annotated = chosen(report.findings);
    const lines = [...annotated.map(annotation), ...account(report, annotated).map(plainLine)];
    return `${lines.join('\n')}\n`;
  },
};

const commands = { critical: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<Severity, string>;
const severities = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** GitHub shows ten annotations of each kind a step, and drops the others without a word. */
const mostOfAKind = 10;
/** An annotation is a hint; the whole stands in the report. */
const longest = 900;

function chosen(findings: readonly Finding[]): readonly Finding[] {
  const worstFirst = [...findings].sort(
    (one, other) => Number(other.regression ?? false) - Number(one.regression ?? false),
  );
  return severities.flatMap((severity) => worstFirst.filter((one) => one.severity === severity).slice(0, mostOfAKind));
}

function annotation(finding: Finding): string {
  const place = filePlace(finding);
  const properties = [
    ...(place === undefined ? [] : [`file=${escapeProperty(place.file)}`, `line=${place.line}`]),
    `title=${escapeProperty(`dbwright: ${finding.rule}`)}`,
  ];
  const statements = changeTexts(finding.changes).filter((text) => text !== '');
  const said = [
    place === undefined ? `${findingPlace(finding)}: ${finding.message}` : finding.message,
    finding.why,
    finding.advice ?? '',
    ...statements,
  ];
  const text = cut(said.filter((part) => part !== '').join('\n'), longest);
  return `::${commands[finding.severity]} ${properties.join(',')}::${escapeData(text)}`;
}

/** What the runner takes apart: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function account(report: Report, annotated: readonly Finding[]): readonly string[] {
  const { findings, silenced, recommendations, unseen } = report;
  const left = findings.filter((finding) => !annotated.includes(finding));
  const regressions = findings.filter(({ regression }) => regression === true).length;
  const counts = [
    ...severities.map((severity) => [findings.filter((one) => one.severity === severity).length, severity] as const),
    [regressions, regressions === 1 ? 'regression' : 'regressions'] as const,
    [silenced.length, 'silenced'] as const,
  ].flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`]));
  return [
    `dbwright ${report.command}: ${report.summary}`,
    `Looked at: ${report.subject}`,
    `Findings: ${counts.length === 0 ? 'none' : counts.join(', ')}.`,
    ...some(left, (finding) => `- ${finding.severity} ${finding.rule}: ${findingPlace(finding)}: ${finding.message}`),
    ...(recommendations.length === 0 ? [] : ['Recommended:']),
    ...some(recommendations, ({ title, changes }) =>
      [`- ${title}`, ...changeTexts(changes).filter((text) => text !== '')].join(': '),
    ),
    ...(unseen.length === 0 ? [] : ['Not seen:']),
    ...some(unseen, ({ what, why, remedy }) => `- ${what}: ${why} ${remedy ?? ''}`.trimEnd()),
  ];
}

const mostLines = 20;

function some<T>(all: readonly T[], say: (one: T) => string): readonly string[] {
  const rest = all.length - mostLines;
  return [...all.slice(0, mostLines).map(say), ...(rest > 0 ? [`- and ${rest} more`] : [])];
}

/** One line, in which the runner finds no command: it takes `::` where a line begins, and `##[` wherever it stands. */
function plainLine(text: string): string {
  const line = cut(text.replace(/\s+/g, ' ').trim(), longest);
  return line.replace(/^:+/, (colons) => `- ${colons}`).replaceAll('##[', '# #[');
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
