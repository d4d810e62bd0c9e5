import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { Report } from '#vocabulary/report.ts';
import type { PlanLine, PlanView, Section } from '#vocabulary/section.ts';
import { changeNotes, changeTexts } from './change-text.ts';
import { change, factor, figure, percent } from './figures.ts';
import { findingPlace } from './finding-place.ts';
import { escapeHtml as e } from './html-escape.ts';
import { type PlanRow, planRows } from './plan-folds.ts';
import { sectionsAt } from './sections-at.ts';
import { saysTime } from './text-plan.ts';
import { isSameWitness } from './text-proof.ts';
import { type ToldChanges, toldChanges, untold } from './told-changes.ts';

export function reportBody(report: Report): string {
  const told = toldChanges(report);
  return [
    `<p class="subject">${e(report.command)} · ${e(report.subject)}</p>`,
    `<h1>${e(report.title ?? report.summary)}</h1>`,
    report.title === undefined ? '' : `<p class="summary">${e(report.summary)}</p>`,
    ...sectionsAt('before', report).map(
      (section) => `<section><h2>${e(section.title)}</h2>${sectionBody(section)}</section>`,
    ),
    chapter('Recommended', report.recommendations.map(recommendation)),
    chapter(
      'Findings',
      report.findings.map((one) => finding(one, told)),
    ),
    report.evidence.length === 0 ? '' : `<section><h2>Proof</h2>${proof(report.evidence)}</section>`,
    ...sectionsAt('after', report).map(
      (section) => `<section><h2>${e(section.title)}</h2>${sectionBody(section)}</section>`,
    ),
    chapter('Not seen', [
      list(report.unseen.map((one) => `<b>${e(one.what)}</b> ${e(one.why)} ${e(one.remedy ?? '')}`)),
    ]),
    chapter('Silenced', [
      list(
        report.silenced.map(
          (one) => `<code>${e(one.finding.rule)}</code> at ${e(one.finding.at)} (${one.by}: ${e(one.reason)})`,
        ),
      ),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function chapter(title: string, parts: readonly string[]): string {
  const full = parts.filter((part) => part !== '');
  return full.length === 0 ? '' : `<section><h2>${title}</h2>${full.join('\n')}</section>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function sectionBody(section: Section): string {
  switch (section.kind) {
    case 'text':
      return section.paragraphs.map((paragraph) => `<p>${e(paragraph)}</p>`).join('');
    case 'list':
      return list(section.items.map(e));
    case 'table':
      return table(
        section.columns.map((column) => ({ name: column.name, right: column.align === 'right' })),
        section.rows.map((row) => row.map(e)),
      );
    case 'code':
      return `<pre><code>${e(section.code.trimEnd())}</code></pre>`;
    case 'plan':
      return planBody(section.plan);
  }
}

function planBody(plan: PlanView): string {
  const timed = plan.lines.some((line) => line.selfMs !== undefined);
  const counted = plan.lines.some((line) => line.actualRows !== undefined);
  const total = plan.totalMs === undefined || saysTime(plan) ? '' : `, ${figure(plan.totalMs)} ms in all`;
  const head = `<tr><th class="n">${timed ? 'own ms' : plan.costUnit === undefined ? 'own cost' : 'visits'}</th><th class="bar">share</th><th class="n">${counted ? 'rows' : 'est. rows'}</th><th>node</th></tr>`;
  return `<p class="faint">from ${e(plan.from)}${total}</p>
${(plan.facts ?? []).map((fact) => `<p class="faint">${e(fact)}</p>`).join('\n')}
<div class="scroll"><table class="plan"><thead>${head}</thead><tbody>${planRows(plan, false)
    .map((row) => (row.folded.length === 0 ? planLine(row.line, timed) : foldedRow(row, timed)))
    .join('\n')}</tbody></table></div>`;
}

/** One line that opens: what the fold holds is a table of its own inside of it. */
function foldedRow({ line, folded }: PlanRow, timed: boolean): string {
  const inside = folded.map((one) => planLine(one, timed)).join('\n');
  return `<tr class="fold"><td colspan="4"><details><summary style="padding-left:${indent(line.depth)}">${e(line.label)}</summary>
<table class="plan"><tbody>${inside}</tbody></table></details></td></tr>`;
}

/** Deep plans are indented by ever less, so that names keep their room. */
function indent(depth: number): string {
  return `${(0.6 + 1.1 * Math.min(depth, 12) + 0.25 * Math.max(0, depth - 12)).toFixed(2)}rem`;
}

function planLine(line: PlanLine, timed: boolean): string {
  const own = timed ? line.selfMs : line.selfCost;
  const rows = line.actualRows ?? line.estimatedRows;
  const never = line.loops === 0;
  const share = Math.round(Math.min(1, Math.max(0, line.share)) * 100);
  const notes = line.notes.map((note) => `<div class="note">${e(note)}</div>`).join('');
  return `<tr class="${line.hot ? 'hot' : ''}${never ? ' never' : ''}">
<td class="n">${never || own === undefined ? '' : figure(own)}</td>
<td class="bar">${never ? 'never run' : `<span class="track"><span class="fill" style="width:${share}%"></span></span> ${percent(line.share)}`}</td>
<td class="n">${never || rows === undefined ? '' : figure(rows)}</td>
<td style="padding-left:${indent(line.depth)}"><span class="label">${e(line.label)}</span>${notes}</td></tr>`;
}

function recommendation(one: Recommendation, index: number): string {
  const statements = changeTexts(one.changes).join('\n');
  return `<div class="card">
<h3>${index + 1}. ${e(one.title)}</h3>
${statements === '' ? '' : `<pre><code>${e(statements)}</code></pre>`}
${changeNotes(one.changes)
  .flat()
  .map((note) => `<p class="faint">${linked(note)}</p>`)
  .join('')}
<dl><dt>Gain</dt><dd><b>${e(one.gain)}</b></dd><dt>Cost</dt><dd>${e(one.cost)}</dd>
<dt>Risk</dt><dd>${one.risk}, effort ${one.effort}, confidence ${Math.round(one.confidence * 100)} %</dd></dl>
${list(one.because.map(e))}
${proof(one.proof)}
</div>`;
}

/** The manual's address can be followed. */
function linked(text: string): string {
  return e(text).replace(/https:\/\/[^\s&<]+[^\s&<.,;)]/g, (address) => `<a href="${address}">${address}</a>`);
}

function finding(one: Finding, told: ToldChanges): string {
  const { statements, see } = untold(one.changes, told);
  const does = [one.advice, see].filter((part) => part !== undefined).join(' ');
  return `<div class="finding ${one.severity}">
<p><span class="badge">${one.severity}</span> <code>${e(one.rule)}</code> <span class="faint">at ${e(findingPlace(one))}</span></p>
<p>${e(one.message)}</p><p class="faint">${e(one.why)}</p>
${does === '' ? '' : `<p><b>Do:</b> ${e(does)}</p>`}
${statements === '' ? '' : `<pre><code>${e(statements)}</code></pre>`}
</div>`;
}

/** What was observed, under the name of who observed it; narrow enough for a telephone. */
function proof(evidence: readonly Evidence[]): string {
  return evidence
    .map((item, at) => {
      const gain = factor(item);
      const witness = isSameWitness(item, evidence[at - 1])
        ? ''
        : `<p class="witness"><span class="level ${item.level}">${item.level}</span> ${e(item.by)}</p>`;
      const note = item.note === undefined ? '' : ` <span class="note">${e(item.note)}</span>`;
      return `${witness}<div class="seen"><span>${e(item.what)}</span> <span>${e(change(item))}${gain === undefined ? '' : ` <span class="gain">${gain}</span>`}${note}</span></div>`;
    })
    .join('\n');
}

/** A date or a name does not break over lines; a sentence does. */
const shortCell = 40;

/** Cells are HTML already. */
function table(
  columns: readonly { readonly name: string; readonly right?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const kind = (index: number, cell: string) =>
    columns[index]?.right === true ? ' class="n"' : cell.length <= shortCell ? ' class="short"' : '';
  const head = columns.map((column, index) => `<th${kind(index, column.name)}>${e(column.name)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell, index) => `<td${kind(index, cell)}>${cell}</td>`).join('')}</tr>`)
    .join('\n');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
