import type { Reporter } from '#contracts/reporter.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { PlanView, Section } from '#vocabulary/section.ts';
import { changeNotes, changeTexts } from './change-text.ts';
import { change, factor } from './figures.ts';
import { findingPlace } from './finding-place.ts';
import { printableReport } from './printable.ts';
import { sectionsAt } from './sections-at.ts';
import { palette } from './text-palette.ts';
import { textPlan } from './text-plan.ts';
import { type ToldChanges, toldChanges, untold } from './told-changes.ts';

/** GitHub-flavoured; names and values are escaped so that they cannot add markup. */
export const markdown: Reporter = {
  id: 'markdown',
  summary: 'For a pull request, a ticket or a wiki',
  mediaType: 'text/markdown',
  extension: 'md',
  print: (given) => {
    const report = printableReport(given);
    const told = toldChanges(report);
    const parts = [
      `# ${escapeMarkdown(report.command)}`,
      `${escapeMarkdown(report.subject)}`,
      `**${escapeMarkdown(report.summary)}**`,
      ...sectionsAt('before', report).map(
        (section) => `## ${escapeMarkdown(section.title)}\n\n${sectionText(section)}`,
      ),
      chapter('Recommended', report.recommendations.map(recommendation)),
      chapter(
        'Findings',
        report.findings.map((one) => finding(one, told)),
      ),
      report.evidence.length === 0 ? '' : `## Proof\n\n${proofTable(report.evidence)}`,
      ...sectionsAt('after', report).map((section) => `## ${escapeMarkdown(section.title)}\n\n${sectionText(section)}`),
      chapter('Not seen', [
        report.unseen
          .map((one) =>
            `- ${escapeMarkdown(one.what)}: ${escapeMarkdown(one.why)} ${escapeMarkdown(one.remedy ?? '')}`.trimEnd(),
          )
          .join('\n'),
      ]),
      chapter('Silenced', [
        report.silenced
          .map(
            (one) =>
              `- ${code(one.finding.rule)} at ${escapeMarkdown(one.finding.at)} (${one.by}: ${escapeMarkdown(one.reason)})`,
          )
          .join('\n'),
      ]),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  },
};

function chapter(title: string, parts: readonly string[]): string {
  const full = parts.filter((part) => part !== '');
  return full.length === 0 ? '' : `## ${title}\n\n${full.join('\n\n')}`;
}

function sectionText(section: Section): string {
  switch (section.kind) {
    case 'text':
      return section.paragraphs.map(escapeMarkdown).join('\n\n');
    case 'list':
      return section.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'table':
      return table(
        section.columns.map((column) => column.name),
        section.rows,
        section.columns.map((column) => column.align),
      );
    case 'code':
      return fence(section.code.trimEnd(), section.language);
    case 'plan':
      return planText(section.plan);
  }
}

function planText(plan: PlanView): string {
  return fence(textPlan(plan, 120, palette(false)).join('\n'), 'text');
}

function recommendation(one: Recommendation, index: number): string {
  const statements = changeTexts(one.changes).join('\n');
  return [
    `### ${index + 1}. ${escapeMarkdown(one.title)}`,
    ...(statements === '' ? [] : [fence(statements, 'sql')]),
    ...changeNotes(one.changes)
      .flat()
      .map((note) => `_${escapeMarkdown(note)}_`),
    `- **Gain:** ${escapeMarkdown(one.gain)}\n- **Cost:** ${escapeMarkdown(one.cost)}\n- **Risk** ${one.risk}, **effort** ${one.effort}, **confidence** ${Math.round(one.confidence * 100)} %`,
    one.because.map(escapeMarkdown).join('\n\n'),
    proofTable(one.proof),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function finding(one: Finding, told: ToldChanges): string {
  const { statements, see } = untold(one.changes, told);
  const does = [one.advice, see].filter((part) => part !== undefined).join(' ');
  return [
    `### ${one.severity}: ${code(one.rule)}`,
    `${escapeMarkdown(findingPlace(one))}: ${escapeMarkdown(one.message)}`,
    escapeMarkdown(one.why),
    ...(does === '' ? [] : [`**Do:** ${escapeMarkdown(does)}`]),
    ...(statements === '' ? [] : [fence(statements, 'sql')]),
  ].join('\n\n');
}

function proofTable(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return '';
  const rows = evidence.map((item) => [
    item.level,
    item.what,
    [change(item), factor(item)].filter(Boolean).join(', '),
    item.by,
    item.note ?? '',
  ]);
  return table(['Level', 'What', 'Before → after', 'Seen by', 'Note'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[], align: readonly string[] = []): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => escapeMarkdown(cell).replaceAll('\n', ' ')).join(' | ')} |`;
  const rule = `|${head.map((_, index) => (align[index] === 'right' ? ' ---: ' : ' --- ')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** A fence longer than any run of backticks inside. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** An address stays as it is, so that it can be followed: of plain characters only, it cannot add markup. */
function escapeMarkdown(text: string): string {
  return text.replace(/https:\/\/[\w./#-]*[\w/]|[\\`*_{}[\]<>|#!~]/g, (found) =>
    found.length > 1 ? found : `\\${found}`,
  );
}
