import type { Reporter, ReporterOptions } from '#contracts/reporter.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Section } from '#vocabulary/section.ts';
import { changeNotes, changeText } from './change-text.ts';
import { change, factor } from './figures.ts';
import { printableReport } from './printable.ts';
import { sectionsAt } from './sections-at.ts';
import { type Palette, palette } from './text-palette.ts';
import { textPlan } from './text-plan.ts';
import { textTable } from './text-table.ts';
import { padEnd, wrap } from './wrap.ts';

/** For a terminal; also what a pipe gets. */
export const text: Reporter = {
  id: 'text',
  summary: 'For reading in a terminal (the default)',
  mediaType: 'text/plain',
  extension: 'txt',
  print: (given, options) => {
    const report = printableReport(given);
    const paint = palette(options.color);
    const page = { ...options, width: Math.min(options.width, 140), paint };
    const parts = [
      head(report, page),
      ...sectionsAt('before', report).map((section) => block(section.title, sectionLines(section, page), page)),
      block(
        'Recommended',
        report.recommendations.flatMap((one, index) => recommendation(one, index + 1, page)),
        page,
      ),
      block(
        'Findings',
        report.findings.flatMap((finding) => findingLines(finding, page)),
        page,
      ),
      block(
        'Proof',
        report.evidence.map((one) => evidenceLine(one, page)),
        page,
      ),
      ...sectionsAt('after', report).map((section) => block(section.title, sectionLines(section, page), page)),
      block(
        'Not seen',
        report.unseen.map((one) => bullet(sentence(one), page)),
        page,
      ),
      block(
        'Silenced',
        report.silenced.map((one) =>
          bullet(`${one.finding.rule} at ${one.finding.at} (${one.by}: ${one.reason})`, page),
        ),
        page,
      ),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  },
};

interface Page extends ReporterOptions {
  readonly paint: Palette;
}

function head(report: Report, { width, paint }: Page): string {
  const subject = paint.faint(wrap(`${report.command} · ${report.subject}`, width));
  return `${subject}\n\n${paint.title(wrap(report.summary, width))}`;
}

function block(title: string, lines: readonly string[], { paint }: Page): string {
  return lines.length === 0 ? '' : `${paint.heading(title)}\n${lines.join('\n')}`;
}

function sectionLines(section: Section, page: Page): readonly string[] {
  switch (section.kind) {
    case 'text':
      return section.paragraphs.map((paragraph) => wrap(paragraph, page.width, '  '));
    case 'list':
      return section.items.map((item) => bullet(item, page));
    case 'table':
      return textTable(section.columns, section.rows, page.width, page.paint);
    case 'code':
      return section.code.split('\n').map((line) => `  ${page.paint.code(line)}`);
    case 'plan':
      return textPlan(section.plan, page.width, page.paint, page.whole);
  }
}

function recommendation(one: Recommendation, number: number, page: Page): readonly string[] {
  const { width, paint } = page;
  const changes = one.changes.flatMap((item) => changeLines(item, page));
  return [
    `${paint.title(`${number}. ${one.title}`)}`,
    ...changes,
    ...(one.proof.length === 0 ? [] : ['', ...one.proof.map((item) => evidenceLine(item, page))]),
    '',
    ...one.because.map((reason) => wrap(reason, width, '   ')),
    wrap(`Gain: ${one.gain}`, width, '   '),
    wrap(`Cost: ${one.cost}`, width, '   '),
    paint.faint(`   risk ${one.risk} · effort ${one.effort} · confidence ${Math.round(one.confidence * 100)} %`),
    '',
  ];
}

function changeLines(item: Change, { paint, width }: Page): readonly string[] {
  return [
    ...changeText(item)
      .split('\n')
      .map((line) => `   ${paint.code(line)}`),
    ...changeNotes(item).map((note) => paint.faint(wrap(note, width, '   '))),
  ];
}

function findingLines(finding: Finding, page: Page): readonly string[] {
  const { width, paint } = page;
  const mark = paint.severity(finding.severity, padEnd(finding.severity, 9));
  const advice = finding.advice === undefined ? [] : [wrap(`Do: ${finding.advice}`, width, '           ')];
  return [
    `  ${mark}${finding.rule} ${paint.faint(`at ${finding.at}`)}`,
    wrap(finding.message, width, '           '),
    paint.faint(wrap(finding.why, width, '           ')),
    ...advice,
    ...finding.changes.flatMap((item) => changeText(item).split('\n')).map((line) => `           ${paint.code(line)}`),
  ];
}

function evidenceLine(item: Evidence, { paint, width }: Page): string {
  const gain = factor(item);
  const said = `${change(item)}${gain === undefined ? '' : paint.good(` (${gain})`)}`;
  const level = padEnd(item.level, 10);
  const line = `   ${item.level === 'measured' ? paint.good(level) : level} ${padEnd(item.what, 29)} ${said}  ${paint.faint(item.by)}`;
  return item.note === undefined ? line : `${line}\n${paint.faint(wrap(item.note, width, '              '))}`;
}

function sentence(one: Report['unseen'][number]): string {
  return `${one.what}: ${one.why}${one.remedy === undefined ? '' : ` ${one.remedy}`}`;
}

function bullet(item: string, { width }: Page): string {
  const [first = '', ...rest] = wrap(item, width - 4).split('\n');
  return [`  • ${first}`, ...rest.map((line) => `    ${line}`)].join('\n');
}
