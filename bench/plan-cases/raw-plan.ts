/** EXPLAIN (FORMAT JSON) as the server says it. https://www.postgresql.org/docs/18/sql-explain.html */
export interface RawPlan {
  readonly Plan: RawNode;
  readonly 'Planning Time'?: number;
  readonly 'Execution Time'?: number;
  readonly Triggers?: readonly RawTrigger[];
  readonly Settings?: Readonly<Record<string, string>>;
  readonly JIT?: unknown;
}

export interface RawTrigger {
  readonly 'Trigger Name': string;
  readonly 'Constraint Name'?: string;
  readonly Time: number;
  readonly Calls: number;
}

export interface RawNode {
  readonly 'Node Type': string;
  readonly Plans?: readonly RawNode[];
  readonly Workers?: readonly RawNode[];
  readonly [key: string]: unknown;
}

export type Shows = (plan: RawPlan) => boolean;
type Test = (node: RawNode) => boolean;

/** Every node, the root first. */
export function nodesOf(plan: RawPlan | RawNode): readonly RawNode[] {
  const root = 'Plan' in plan ? (plan as RawPlan).Plan : (plan as RawNode);
  return [root, ...(root.Plans ?? []).flatMap(nodesOf)];
}

/** Some node of this type ("Seq Scan orders": of this relation, index or CTE too) passes the test. */
export function has(kind: string, test: Test = () => true): Shows {
  return (plan) => nodesOf(plan).some((node) => isKind(node, kind) && test(node));
}

export function lacks(kind: string, test?: Test): Shows {
  return (plan) => !has(kind, test)(plan);
}

export function every(...all: readonly Shows[]): Shows {
  return (plan) => all.every((one) => one(plan));
}

/** The node, or something below it. */
export function below(node: RawNode, kind: string, test: Test = () => true): boolean {
  return nodesOf(node).some((one) => one !== node && isKind(one, kind) && test(one));
}

export function figure(node: RawNode, key: string): number {
  const value = node[key];
  return typeof value === 'number' ? value : 0;
}

export function words(node: RawNode, key: string): string {
  const value = node[key];
  return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '';
}

/** Rows over all loops. */
export function rowsOf(node: RawNode): number {
  return figure(node, 'Actual Rows') * figure(node, 'Actual Loops');
}

export function loopsOf(node: RawNode): number {
  return figure(node, 'Actual Loops');
}

/** Rows thrown away by the filter, over all loops. */
export function filteredOf(node: RawNode): number {
  return figure(node, 'Rows Removed by Filter') * figure(node, 'Actual Loops');
}

export function joinFilteredOf(node: RawNode): number {
  return figure(node, 'Rows Removed by Join Filter') * figure(node, 'Actual Loops');
}

export function blocksOf(node: RawNode): number {
  return figure(node, 'Shared Hit Blocks') + figure(node, 'Shared Read Blocks');
}

/** How many times more rows came than were expected, or fewer: 1 is right. */
export function missOf(node: RawNode): number {
  const [wanted, came] = [Math.max(1, figure(node, 'Plan Rows')), Math.max(1, figure(node, 'Actual Rows'))];
  return Math.max(wanted / came, came / wanted);
}

/** A scan that throws away nearly all of what it reads. */
export function discards(node: RawNode): boolean {
  return filteredOf(node) > 0.9 * (filteredOf(node) + rowsOf(node));
}

export function spills(node: RawNode): boolean {
  return figure(node, 'Temp Written Blocks') > 0;
}

export function sortsOnDisk(node: RawNode): boolean {
  return [node, ...(node.Workers ?? [])].some((one) => one['Sort Space Type'] === 'Disk');
}

/** Milliseconds of the whole query. */
export function timeOf(plan: RawPlan): number {
  return plan['Execution Time'] ?? 0;
}

/** The estimates are right everywhere, within the factor; BitmapAnd and BitmapOr count no rows. */
export function wellEstimated(factor = 10): Shows {
  return (plan) =>
    nodesOf(plan).every(
      (node) => loopsOf(node) === 0 || /^Bitmap(And|Or)$/.test(node['Node Type']) || missOf(node) <= factor,
    );
}

/** Nothing is on disk, nothing is thrown away in bulk, and nothing is looped over: the plainest proof of health. */
export const calm: Shows = (plan) =>
  nodesOf(plan).every(
    (node) =>
      !spills(node) &&
      filteredOf(node) <= 20_000 &&
      joinFilteredOf(node) <= 20_000 &&
      figure(node, 'Lossy Heap Blocks') === 0 &&
      loopsOf(node) <= 1000,
  );

function isKind(node: RawNode, kind: string): boolean {
  if (kind === '*' || node['Node Type'] === kind) return true;
  return ['Relation Name', 'Index Name', 'CTE Name', 'Function Name', 'Operation', 'Strategy', 'Join Type'].some(
    (key) => `${node['Node Type']} ${words(node, key)}` === kind,
  );
}
