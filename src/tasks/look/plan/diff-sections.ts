import { planView } from '#analysis/plan-view.ts';
import { count, duration, times } from '#analysis/plan-words.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { FigurePair, NodePair, PlanDiff } from '#vocabulary/plan-diff.ts';
import type { Section } from '#vocabulary/section.ts';

/** Nodes below this part of the whole say nothing, and more than so many nobody reads. */
const leastPart = 0.01;
const mostNodes = 12;

/** What changed in shape, then in figures, then both plans for looking up. */
export function diffSections(diff: PlanDiff, before: Plan, after: Plan): readonly Section[] {
  const totals = totalRows(diff);
  const nodes = nodeRows(diff, before, after);
  const isTimed = before.analyzed && after.analyzed;
  return [
    { kind: 'list', title: 'What changed in shape', items: shapeItems(diff) },
    ...(totals.length === 0 ? [] : [figureTable('In figures', 'of the whole query', totals)]),
    ...(nodes.length === 0
      ? []
      : [figureTable('Nodes of both plans', isTimed ? 'own time, over all loops' : 'own cost', nodes)]),
    { kind: 'plan', place: 'after', title: 'Before', plan: planView(before, origin(before)) },
    { kind: 'plan', place: 'after', title: 'After', plan: planView(after, origin(after)) },
  ];
}

export function origin(plan: Plan): string {
  return `as given, ${plan.analyzed ? 'really run' : 'estimated and not run'}`;
}

function shapeItems({ shape }: PlanDiff): string[] {
  if (shape.length === 0)
    return ['Nothing: the same nodes in the same places, read, joined and sorted in the same ways.'];
  return shape.map(({ sentence }) => sentence);
}

function figureTable(title: string, of: string, rows: readonly (readonly string[])[]): Section {
  return {
    kind: 'table',
    title,
    columns: [
      { name: of, align: 'left' },
      { name: 'before', align: 'right' },
      { name: 'after', align: 'right' },
      { name: '', align: 'left' },
    ],
    rows: rows.map((row) => [...row]),
  };
}

function totalRows({ totals }: PlanDiff): readonly (readonly string[])[] {
  const row = (name: string, figures: FigurePair, say: (value: number) => string) =>
    figures.before === undefined && figures.after === undefined ? [] : [[name, ...cells(figures, say)]];
  const blocks = (value: number) => count(value);
  const some = (figures: FigurePair) => ((figures.before ?? 0) + (figures.after ?? 0) > 0 ? figures : {});
  return [
    ...row('execution time', totals.executionMs, duration),
    ...row('planning time', totals.planningMs, duration),
    ...row('estimated cost', totals.cost, count),
    ...row('rows returned', totals.rows, count),
    ...row('blocks touched (8 kB)', totals.blocks, blocks),
    ...row('blocks read into the cache', some(totals.blocksRead), blocks),
    ...row('blocks in temporary files', some(totals.tempBlocks), blocks),
  ];
}

function nodeRows({ nodes }: PlanDiff, before: Plan, after: Plan): readonly (readonly string[])[] {
  const isTimed = before.analyzed && after.analyzed;
  const figuresOf = (node: NodePair) => (isTimed ? node.ownMs : node.ownCost);
  const whole = nodes.reduce((sum, node) => sum + Math.max(figuresOf(node).before ?? 0, figuresOf(node).after ?? 0), 0);
  if (whole <= 0) return [];
  return nodes
    .filter((node) => Math.max(figuresOf(node).before ?? 0, figuresOf(node).after ?? 0) >= leastPart * whole)
    .slice(0, mostNodes)
    .map((node) => [node.label, ...cells(figuresOf(node), isTimed ? duration : count)]);
}

function cells(figures: FigurePair, say: (value: number) => string): readonly string[] {
  const { before, after } = figures;
  return [before === undefined ? '-' : say(before), after === undefined ? '-' : say(after), ratio(figures)];
}

/** "3.2 times less"; nothing where both are about the same. */
function ratio({ before, after }: FigurePair): string {
  if (before === undefined || after === undefined || before === after) return '';
  if (before <= 0 || after <= 0) return after > before ? 'new' : 'gone';
  const factor = before > after ? before / after : after / before;
  if (factor < 1.1) return '';
  return `${times(factor)} ${before > after ? 'less' : 'more'}`;
}
