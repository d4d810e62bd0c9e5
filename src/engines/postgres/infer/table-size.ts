import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { pageBytes, tupleBytes } from './column-width.ts';

/** A node that reads a table, with what stands above it. */
export interface Scan {
  readonly node: PlanNode;
  /** Something above it may have stopped it before its end (LIMIT, EXISTS, a merge join). */
  readonly stoppable: boolean;
  /** Rows come out divided by this: the processes of a parallel scan, as the planner counts them. */
  readonly divisor: number;
}

export interface TableSize {
  readonly rows: number;
  readonly pages: number;
  readonly certainty: 'measured' | 'estimated' | 'assumed';
}

/** Nodes that read all of their input before they give a row. */
const blocking = new Set(['Sort', 'Hash', 'Aggregate', 'BitmapAnd', 'BitmapOr', 'Materialize', 'ModifyTable', 'SetOp']);

/** Every scan of a table, the bitmap scans with the node that reads the heap. */
export function tableScans(plan: Plan): readonly Scan[] {
  const scans: Scan[] = [];
  const waiting: Scan[] = [{ node: plan.root, stoppable: false, divisor: 1 }];
  for (let scan = waiting.pop(); scan !== undefined; scan = waiting.pop()) {
    const { node } = scan;
    if (node.relation !== undefined && node.type !== 'ModifyTable') scans.push(scan);
    const hashed = node.type !== 'Aggregate' || node.strategy !== 'Sorted';
    const stops = node.type === 'Limit' || /Semi|Anti/.test(node.joinType ?? '') || node.type === 'Merge Join';
    const stoppable = (scan.stoppable && !(blocking.has(node.type) && hashed)) || stops;
    const divisor = node.workers?.planned === undefined ? scan.divisor : processes(node.workers.planned, plan);
    for (const child of node.children) waiting.push({ node: child, stoppable, divisor });
  }
  return scans;
}

/** The leader does less the more workers it has to serve. https://www.postgresql.org/docs/18/how-parallel-query-works.html */
function processes(workers: number, plan: Plan): number {
  const leader = plan.settings['parallel_leader_participation'] === 'off' ? 0 : Math.max(0, 1 - 0.3 * workers);
  return Math.max(1, workers + leader);
}

/** The table's size as one scan of it shows it; undefined where the scan read a part of it that is not known. */
export function sizeFrom(scan: Scan, plan: Plan, dataWidth: number): TableSize | undefined {
  const { node } = scan;
  if (node.type === 'Seq Scan') return sizeFromSeqScan(scan, plan, dataWidth);
  const whole = /^Index (?:Only )?Scan$/.test(node.type) && node.conditions.index === undefined && !scan.stoppable;
  if (!whole) return undefined;
  const rows = rowsRead(scan) ?? (node.conditions.filter === undefined ? node.estimated?.rows : undefined);
  if (rows === undefined || rows <= 0) return undefined;
  return { rows, pages: pagesOf(rows, dataWidth), certainty: node.actual === undefined ? 'estimated' : 'measured' };
}

/**
 * cost = pages × seq_page_cost + rows × (cpu_tuple_cost + operators × cpu_operator_cost) / processes
 * https://www.postgresql.org/docs/18/using-explain.html#USING-EXPLAIN-BASICS
 */
function sizeFromSeqScan(scan: Scan, plan: Plan, dataWidth: number): TableSize | undefined {
  const { node } = scan;
  const divisor = node.parallelAware ? scan.divisor : 1;
  const perPage = setting(plan, 'seq_page_cost', 1);
  const operators = operatorCount(node.conditions.filter ?? '');
  const perRow =
    (setting(plan, 'cpu_tuple_cost', 0.01) + operators * setting(plan, 'cpu_operator_cost', 0.0025)) / divisor;
  const cost = node.estimated === undefined ? undefined : node.estimated.totalCost - node.estimated.startupCost;
  const measured = scan.stoppable ? undefined : rowsRead(scan);
  if (measured !== undefined) {
    const read = pagesRead(scan);
    const byCost = cost === undefined ? undefined : (cost - measured * perRow) / perPage;
    const byWidth = pagesOf(measured, dataWidth);
    const pages = read ?? (byCost !== undefined && byCost > byWidth / 4 && byCost < byWidth * 10 ? byCost : byWidth);
    return { rows: measured, pages: Math.max(Math.ceil(pages), 1), certainty: 'measured' };
  }
  if (cost === undefined || node.estimated === undefined || cost <= 0) return undefined;
  const unfiltered = node.conditions.filter === undefined;
  const rowsPerPage = pageBytes / tupleBytes(dataWidth);
  const rows = unfiltered ? node.estimated.rows * divisor : cost / (perPage / rowsPerPage + perRow);
  const pages = Math.max((cost - rows * perRow) / perPage, 1);
  return { rows: Math.round(rows), pages: Math.ceil(pages), certainty: 'estimated' };
}

/** Rows that one pass over the table read; undefined where it never ran. */
export function rowsRead({ node }: Scan): number | undefined {
  if (node.actual === undefined || node.actual.loops === 0) return undefined;
  const perLoop = node.actual.rows + (node.removed.filter ?? 0) + (node.removed.recheck ?? 0);
  // A parallel scan's loops are its processes, which share one pass.
  return Math.round(perLoop * (node.parallelAware ? node.actual.loops : 1));
}

function pagesRead({ node }: Scan): number | undefined {
  if (node.buffers === undefined || node.actual === undefined || node.actual.loops === 0) return undefined;
  const pages = node.buffers.sharedHit + node.buffers.sharedRead;
  return pages / (node.parallelAware ? 1 : node.actual.loops);
}

export function pagesOf(rows: number, dataWidth: number): number {
  return Math.max(1, Math.ceil((rows * tupleBytes(dataWidth)) / pageBytes));
}

/** Operators and function calls in a condition; of a list of values the planner counts half. */
function operatorCount(condition: string): number {
  const lists = [...condition.matchAll(/(?:ANY|ALL) \('\{((?:[^'}]|'')*)\}'/g)];
  const listed = lists.reduce((sum, [, list = '']) => sum + Math.max(0, list.split(',').length / 2 - 1), 0);
  const bare = condition.replace(/'(?:[^']|'')*'/g, "''").replace(/"(?:[^"]|"")*"/g, 'x');
  const operators = bare.match(/(?<=\s)[-+*/<>=~!@#%^&|?]+(?=\s)/g)?.length ?? 0;
  const calls = bare.match(/\b(?!ANY\b|ALL\b|AND\b|OR\b|NOT\b|numeric\b|varying\b)[a-z_]\w*\(/gi)?.length ?? 0;
  return operators + calls + listed;
}

function setting(plan: Plan, name: string, otherwise: number): number {
  const value = Number(plan.settings[name]);
  return Number.isFinite(value) && value > 0 ? value : otherwise;
}
