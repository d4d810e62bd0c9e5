import type { Reporter, ReporterOptions } from '#contracts/reporter.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Section } from '#vocabulary/section.ts';
import { changeNotes, changeTexts } from './change-text.ts';
import { findingPlace } from './finding-place.ts';
import { printableReport } from './printable.ts';
import { sectionsAt } from './sections-at.ts';
import { type Palette, palette } from './text-palette.ts';
import { textPlan } from './text-plan.ts';
import { textProof } from './text-proof.ts';
import { textTable } from './text-table.ts';
import { type ToldChanges, toldChanges, untold } from './told-changes.ts';
import { hanging, padEnd, widthOf, wrap } from './wrap.ts';

/** For a terminal; also what a pipe gets. */
export const text: Reporter = {
  id: 'text',
  summary: 'For reading in a terminal (the default)',
  mediaType: 'text/plain',
  extension: 'txt',
  print: (given, options) => {
    const report = printableReport(given);
    const paint = palette(options.color);
    const page = { ...options, width: Math.min(options.width, 140), paint, told: toldChanges(report) };
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
      block('Proof', textProof(report.evidence, page.width, paint), page),
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
  readonly told: ToldChanges;
}

function head(report: Report, { width, paint }: Page): string {
  const subject = paint.faint(wrap(`${report.command} · ${report.subject}`, width));
  return `${subject}\n\n${paint.title(wrap(report.summary, width))}`;
}

function block(title: string, lines: readonly string[], { paint, width }: Page): string {
  return lines.length === 0 ? '' : `${paint.heading(wrap(title, width))}\n${lines.join('\n')}`;
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
      return codeLines(section, page);
    case 'plan':
      return textPlan(section.plan, page.width, page.paint, page.whole);
  }
}

/** SQL may stand indented; where indents mean something the code starts at the margin, so that it can be pasted. */
function codeLines({ code, language }: Extract<Section, { kind: 'code' }>, { paint }: Page): readonly string[] {
  const margin = language === 'sql' ? '  ' : '';
  return code
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `${margin}${paint.code(line)}`));
}

function recommendation(one: Recommendation, number: number, page: Page): readonly string[] {
  const { width, paint } = page;
  const texts = changeTexts(one.changes);
  const notes = changeNotes(one.changes);
  return [
    ...(number === 1 ? [] : ['']),
    paint.title(hanging(`${number}. `, one.title, width)),
    ...texts.flatMap((item, at) => changeLines(item, notes[at] ?? [], page)),
    '',
    hanging('   Gain: ', one.gain, width),
    hanging('   Cost: ', one.cost, width),
    paint.faint(`   risk ${one.risk} · effort ${one.effort} · confidence ${Math.round(one.confidence * 100)} %`),
    ...(one.because.length === 0 ? [] : ['', ...one.because.map((reason) => hanging('   • ', reason, width))]),
    ...(one.proof.length === 0 ? [] : ['', ...textProof(one.proof, width, paint)]),
  ];
}

function changeLines(statements: string, notes: readonly string[], { paint, width }: Page): readonly string[] {
  return [
    ...statements.split('\n').map((line) => `   ${paint.code(line)}`),
    ...notes.map((note) => paint.faint(wrap(note, width, '   '))),
  ];
}

function findingLines(finding: Finding, page: Page): readonly string[] {
  const { width, paint, told } = page;
  const { severity, rule, message, why, advice } = finding;
  const indent = ' '.repeat(11);
  const place = `at ${findingPlace(finding)}`;
  const isShort = widthOf(rule) + widthOf(place) + 12 <= width;
  const { statements, see } = untold(finding.changes, told);
  const does = [advice, see].filter((part) => part !== undefined).join(' ');
  return [
    `  ${paint.severity(severity, padEnd(severity, 9))}${rule}${isShort ? ` ${paint.faint(place)}` : ''}`,
    ...(isShort ? [] : [paint.faint(wrap(place, width, indent))]),
    wrap(message, width, indent),
    paint.faint(wrap(why, width, indent)),
    ...(does === '' ? [] : [wrap(`Do: ${does}`, width, indent)]),
    ...(statements === '' ? [] : statements.split('\n').map((line) => `${indent}${paint.code(line)}`)),
  ];
}

function sentence(one: Report['unseen'][number]): string {
  return `${one.what}: ${one.why}${one.remedy === undefined ? '' : ` ${one.remedy}`}`;
}

function bullet(item: string, { width }: Page): string {
  return hanging('  • ', item, width);
}
