import type { PlanLine, PlanView } from '#vocabulary/section.ts';
import { figure, percent } from './figures.ts';
import { planRows } from './plan-folds.ts';
import type { Palette } from './text-palette.ts';
import { fold, hanging, padStart, shorten, widthOf, wrap } from './wrap.ts';

/**
 * The plan as a tree, with each node's own time and rows before it: the eye runs down the share column. What matters
 * least in a long plan is folded together, but not where it is to be `whole`.
 */
export function textPlan(plan: PlanView, width: number, paint: Palette, whole = false): readonly string[] {
  const rows = planRows(plan, whole);
  const lines = rows.map(({ line }) => line);
  const timed = plan.lines.some((line) => line.selfMs !== undefined);
  const counted = plan.lines.some((line) => line.actualRows !== undefined);
  const total = plan.totalMs === undefined || saysTime(plan) ? '' : `, ${figure(plan.totalMs)} ms in all`;
  const head = `${padStart(timed ? 'own ms' : plan.costUnit === undefined ? 'own cost' : 'visits', 10)} ${padStart('share', 6)} ${padStart(counted ? 'rows' : 'est. rows', 11)}  node`;
  const room = Math.max(24, width - 31);
  const deepest = lines.reduce((most, { depth }) => Math.max(most, depth), 1);
  // Half of the room is for the tree, half for the names.
  const step = Math.max(1, Math.min(3, Math.floor(room / 2 / deepest)));
  return [
    paint.faint(hanging('from ', `${plan.from}${total}`, width)),
    ...(plan.facts ?? []).map((fact) => paint.faint(wrap(fact, width))),
    paint.faint(head),
    ...lines.flatMap((line, index) => planLine(line, lines, index, { timed, room, paint, step, whole })),
    ...(rows.some(({ folded }) => folded.length > 0)
      ? [paint.faint(wrap(`${figure(plan.lines.length)} nodes in all; --verbose shows every one`, width))]
      : []),
  ];
}

function planLine(
  line: PlanLine,
  lines: readonly PlanLine[],
  index: number,
  {
    timed,
    room,
    paint,
    step,
    whole,
  }: {
    readonly timed: boolean;
    readonly room: number;
    readonly paint: Palette;
    readonly step: number;
    readonly whole: boolean;
  },
): readonly string[] {
  const own = timed ? line.selfMs : line.selfCost;
  const rows = line.actualRows ?? line.estimatedRows;
  const neverRun = line.loops === 0;
  const figures = neverRun
    ? padStart('never run', 29)
    : [
        padStart(own === undefined ? '' : figure(own), 10),
        padStart(percent(line.share), 6),
        padStart(rows === undefined ? '' : figure(rows), 11),
      ].join(' ');
  const branch = branches(lines, index, step);
  const tint = line.hot ? paint.hot : neverRun ? paint.faint : (text: string) => text;
  const below = (text: string) => `${' '.repeat(31)}${text}`;
  const restRoom = room - widthOf(branch.rest) - 2;
  const [label = '', ...labels] = folded(line.label, room - widthOf(branch.first), restRoom, whole);
  const misestimate = estimateNote(line);
  const notes = [...line.notes, ...(misestimate === undefined ? [] : [misestimate])];
  return [
    tint(`${figures}  ${branch.first}${label}`),
    ...labels.map((more) => tint(below(`${branch.rest}  ${more}`))),
    ...notes.flatMap((note) =>
      folded(note, room - widthOf(branch.rest), restRoom, whole).map((part, at) =>
        paint.faint(below(`${branch.rest}${at === 0 ? '' : '  '}${part}`)),
      ),
    ),
  ];
}

/** A condition may be longer than the line: it goes on below, and only what nobody would read to its end is cut. */
const mostLines = 4;
/** So deep in a tree that nothing fits beside it, names are cut. */
const leastRoom = 8;

function folded(text: string, firstRoom: number, restRoom: number, whole: boolean): readonly string[] {
  if (restRoom < leastRoom) return [shorten(text, Math.max(1, firstRoom))];
  const [first = '', ...rest] = fold(text, firstRoom);
  const parts = rest.length === 0 ? [first] : [first, ...fold(text.slice(first.length).trimStart(), restRoom)];
  if (whole || parts.length <= mostLines) return parts;
  // What a condition removed, or how much a sort took, stands at the end and says most.
  const end = /\s(\([^()]*\))$/.exec(text)?.[1] ?? '';
  const beginning = shorten(parts.slice(mostLines - 1).join(' '), Math.max(1, restRoom - widthOf(end) - 1));
  return [...parts.slice(0, mostLines - 1), shorten(`${beginning} ${end}`.trimEnd(), restRoom)];
}

/** The facts of the whole statement tell how long it took. */
export function saysTime({ facts = [] }: PlanView): boolean {
  return facts.some((fact) => fact.includes('execution '));
}

function estimateNote({ estimatedRows, actualRows, loops }: PlanLine): string | undefined {
  if (estimatedRows === undefined || actualRows === undefined || !loops) return undefined;
  const real = Math.max(1, actualRows / loops);
  const guessed = Math.max(1, estimatedRows / loops);
  const off = Math.max(real / guessed, guessed / real);
  return off >= 10
    ? `expected ${figure(estimatedRows / loops)} rows${loops > 1 ? ' a run' : ''}, ${figure(off)}× off`
    : undefined;
}

/** Tree lines before a node, and before its notes. */
function branches(
  lines: readonly PlanLine[],
  index: number,
  step: number,
): { readonly first: string; readonly rest: string } {
  const line = lines[index];
  if (line === undefined || line.depth === 0) return { first: '', rest: '   ' };
  const open = (depth: number) => {
    const next = lines.slice(index + 1).find((later) => later.depth <= depth);
    return next !== undefined && next.depth === depth;
  };
  const [rail, blank] = ['│  '.slice(0, step), '   '.slice(0, step)];
  const joint = (mark: string) => `${mark}─ `.slice(0, step);
  const stem = Array.from({ length: line.depth - 1 }, (_, level) => (open(level + 1) ? rail : blank)).join('');
  return {
    first: `${stem}${joint(open(line.depth) ? '├' : '└')}`,
    rest: `${stem}${open(line.depth) ? rail : blank}   `,
  };
}
