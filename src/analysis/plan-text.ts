import type { PlanLine, PlanView } from '#vocabulary/section.ts';
import { count, duration, percent } from './plan-words.ts';

const width = 100;
/** Of the columns on the right: rows, own time or cost, share. */
const columns = { rows: 24, own: 10, share: 6 } as const;
const nameWidth = width - columns.rows - columns.own - columns.share;
/** Deeper plans are indented no further, so that there is room for names. */
const deepest = 12;

/**
 * A plan as a compact tree for people, at most 100 columns wide: what each node is, rows as estimated and as they were
 * (over all loops), its own time (or cost, where it was not run) and its share, and its conditions below.
 */
export function planText(view: PlanView): string {
  const isTimed = view.totalMs !== undefined;
  const wasRun = view.lines.some(({ actualRows }) => actualRows !== undefined);
  const header = row(
    '',
    wasRun ? 'rows est → actual' : 'rows est',
    isTimed ? 'own time' : view.costUnit === undefined ? 'own cost' : 'visits',
    'share',
  );
  const body = view.lines.flatMap((line, at) => {
    const above = rails(view.lines, at);
    const below = (view.lines[at + 1]?.depth ?? 0) > line.depth ? '│  ' : '   ';
    const joint = line.depth === 0 ? '' : isLast(view.lines, at, line.depth) ? '└─ ' : '├─ ';
    const rest = line.depth === 0 ? '' : isLast(view.lines, at, line.depth) ? '   ' : '│  ';
    return [
      row(`${above}${joint}${line.label}`, rows(line), own(line), percent(line.share)),
      ...line.notes.map((note) => cut(`${above}${rest}${below}${note}`, width)),
    ];
  });
  const totals = [view.totalMs === undefined ? '' : duration(view.totalMs), costWords(view)].filter(
    (part) => part !== '',
  );
  return [header, ...body, `${totals.join(', ')}${totals.length > 0 ? '; ' : ''}${view.from}`].join('\n');
}

function costWords({ totalCost, costUnit }: PlanView): string {
  if (totalCost === undefined) return '';
  return costUnit === undefined ? `cost ${count(totalCost)}` : `about ${count(totalCost)} ${costUnit}`;
}

/** The vertical lines left of a node: one for each ancestor that has more children to come. */
function rails(lines: readonly PlanLine[], at: number): string {
  const depth = Math.min(lines[at]?.depth ?? 0, deepest);
  return Array.from({ length: Math.max(0, depth - 1) }, (_, level) =>
    isLast(lines, at, level + 1) ? '   ' : '│  ',
  ).join('');
}

/** No line further down stands at this depth below the same parent. */
function isLast(lines: readonly PlanLine[], at: number, depth: number): boolean {
  const next = lines.slice(at + 1).find((line) => line.depth <= depth);
  return next === undefined || next.depth < depth;
}

function rows({ estimatedRows, actualRows, loops }: PlanLine): string {
  const estimated = estimatedRows === undefined ? '?' : count(estimatedRows);
  if (actualRows === undefined) return estimated;
  return loops === 0 ? `${estimated} → -` : `${estimated} → ${count(actualRows)}`;
}

function own({ selfMs, selfCost }: PlanLine): string {
  return selfMs !== undefined ? duration(selfMs) : selfCost === undefined ? '' : count(selfCost);
}

function row(name: string, rowText: string, ownText: string, share: string): string {
  const left = cut(name, nameWidth - 1).padEnd(nameWidth);
  return `${left}${rowText.padStart(columns.rows)}${ownText.padStart(columns.own)}${share.padStart(columns.share)}`.trimEnd();
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
