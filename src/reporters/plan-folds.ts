import type { PlanLine, PlanView } from '#vocabulary/section.ts';
import { figure, percent } from './figures.ts';

/** A line of a plan as it is shown, or one that stands for many. */
export interface PlanRow {
  readonly line: PlanLine;
  /** What it stands for; empty where it stands for itself. */
  readonly folded: readonly PlanLine[];
}

/** Plans up to here are shown whole. */
const short = 30;
/** A subtree with less of the time (or cost) than this interests nobody. */
const leastShare = 0.001;
/** Of so many branches, such as partitions, the heaviest are shown. */
const manyBranches = 8;
const heaviest = 3;
const branchShare = 0.02;

/** The lines of a plan, with subtrees that were never run or cost next to nothing, and the lighter of many branches, put together into one line each. */
export function planRows(plan: PlanView, whole: boolean): readonly PlanRow[] {
  if (whole || plan.lines.length <= short) return plan.lines.map((line) => ({ line, folded: [] }));
  const ends = subtreeEnds(plan.lines);
  const rows: PlanRow[] = [];
  for (let at = 0; at < plan.lines.length; at = ends[at] ?? plan.lines.length) show(at, plan.lines, ends, rows);
  return rows;
}

function show(at: number, lines: readonly PlanLine[], ends: readonly number[], rows: PlanRow[]): void {
  const line = lines[at];
  if (line === undefined) return;
  rows.push({ line, folded: [] });
  const end = ends[at] ?? lines.length;
  const branches: Branch[] = [];
  for (let child = at + 1; child < end; child = ends[child] ?? end)
    branches.push(branch(lines.slice(child, ends[child]), child));
  const shown = shownOf(branches);
  let waiting: Branch[] = [];
  const put = () => {
    const below = waiting.flatMap((one) => one.lines);
    const only = below[0];
    if (below.length === 1 && only !== undefined) rows.push({ line: only, folded: [] });
    else if (below.length > 1) rows.push(fold(waiting, line.depth + 1));
    waiting = [];
  };
  for (const one of branches) {
    if (!shown.has(one)) {
      waiting.push(one);
      continue;
    }
    put();
    show(one.at, lines, ends, rows);
  }
  put();
}

interface Branch {
  readonly at: number;
  readonly lines: readonly PlanLine[];
  readonly share: number;
  readonly neverRun: boolean;
  readonly hot: boolean;
}

function branch(lines: readonly PlanLine[], at: number): Branch {
  return {
    at,
    lines,
    share: lines.reduce((sum, { share }) => sum + share, 0),
    neverRun: lines.every(({ loops }) => loops === 0),
    hot: lines.some(({ hot }) => hot),
  };
}

function shownOf(branches: readonly Branch[]): ReadonlySet<Branch> {
  const worthy = branches.filter(({ share, neverRun, hot }) => hot || (!neverRun && share >= leastShare));
  if (worthy.length <= manyBranches) return new Set(worthy);
  const first = new Set([...worthy].sort((one, other) => other.share - one.share).slice(0, heaviest));
  return new Set(worthy.filter((one) => one.hot || one.share >= branchShare || first.has(one)));
}

function fold(branches: readonly Branch[], depth: number): PlanRow {
  const folded = branches.flatMap(({ lines }) => lines);
  const share = branches.reduce((sum, one) => sum + one.share, 0);
  const neverRun = branches.every((one) => one.neverRun);
  const among = branches.length > 1 ? ` in ${figure(branches.length)} branches` : '';
  const sum = (of: (line: PlanLine) => number | undefined) =>
    folded.reduce((total, line) => total + (of(line) ?? 0), 0);
  return {
    folded,
    line: {
      node: folded[0]?.node ?? '',
      depth,
      label: `… ${figure(folded.length)} nodes${among}, ${neverRun ? 'never run' : `${percent(share)} together`}`,
      notes: [],
      ...(folded.some(({ selfMs }) => selfMs !== undefined) ? { selfMs: sum(({ selfMs }) => selfMs) } : {}),
      selfCost: sum(({ selfCost }) => selfCost),
      ...(neverRun ? { loops: 0 } : {}),
      share,
      hot: false,
    },
  };
}

/** For each line the place of the first line after everything below it. */
function subtreeEnds(lines: readonly PlanLine[]): readonly number[] {
  const ends: number[] = lines.map(() => lines.length);
  const open: number[] = [];
  for (const [at, { depth }] of lines.entries()) {
    while (open.length > 0 && (lines[open.at(-1) ?? 0]?.depth ?? 0) >= depth) ends[open.pop() ?? 0] = at;
    open.push(at);
  }
  return ends;
}
