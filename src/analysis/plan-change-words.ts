import type { PlanNode } from '#vocabulary/plan.ts';
import type { ShapeChangeKind } from '#vocabulary/plan-diff.ts';
import { indexesOf, type Placed } from './plan-match.ts';
import { inputs, walkNode } from './plan-walk.ts';
import { count, countOf, nodeName, relationName } from './plan-words.ts';

/** A change and the nodes that it is about. */
export interface Mention {
  readonly kind: ShapeChangeKind;
  readonly before: readonly Placed[];
  readonly after: readonly Placed[];
}

/** One sentence on one change: "The join of orders and users went from a nested loop to a hash join." */
export function sayChange({ kind, before, after }: Mention): string {
  const one = before[0]?.node;
  const other = after[0]?.node;
  const either = other ?? one;
  if (either === undefined) return 'The same steps are taken in another order.';
  switch (kind) {
    case 'scan-method':
      if (before.length > 1) {
        const some = list(after.slice(0, 2).map(({ node }) => scanned(node)));
        return `${count(after.length)} partitions (${some}${after.length > 2 ? ' …' : ''}) are read by ${article(either.type)} instead of ${article(one?.type ?? '')}.`;
      }
      return `${scanned(either)} is read by ${method(other)} instead of ${method(one)}.`;
    case 'scan-condition':
      return `${scanned(either)} is read with other conditions: ${conditions(one)} before, ${conditions(other)} after.`;
    case 'scan-appeared':
      return `${scanned(either)} is read too, by ${method(other)}.`;
    case 'scan-gone':
      return `${scanned(either)} is no longer read.`;
    case 'join-method':
      return `The join of ${joined(either)} went from ${joinName(one)} to ${joinName(other)}.`;
    case 'join-type':
      return `The join of ${joined(either)} went from ${typeName(one)} to ${typeName(other)}.`;
    case 'join-sides':
      return `The sides of the ${either.type.toLowerCase()} of ${joined(either)} changed places: ${inner(other)} is the inner one now.`;
    case 'join-order':
      return `The order of joins changed: first ${first(before)} before, first ${first(after)} after.`;
    case 'join-appeared':
      return `A ${either.type.toLowerCase()} of ${joined(either)} is new.`;
    case 'join-gone':
      return `The ${either.type.toLowerCase()} of ${joined(either)} is gone.`;
    case 'subplan-to-join':
      return `The sub-plan that read ${scanned(either)} for each row became a join.`;
    case 'join-to-subplan':
      return `${scanned(either)} was joined and is now read by a sub-plan.`;
    case 'sort-method':
      return `The sort by ${keys(either)} went from ${article(one?.type ?? '')} to ${article(other?.type ?? '')}.`;
    case 'sort-appeared':
      return `A sort by ${keys(either)} is new.`;
    case 'sort-gone':
      return `The sort by ${keys(either)} is gone.`;
    case 'aggregate-method':
      return `Grouping went from ${article(one === undefined ? '' : nodeName(one))} to ${article(other === undefined ? '' : nodeName(other))}.`;
    case 'parallel':
      return `It now runs in parallel${workers(other)}.`;
    case 'serial':
      return 'It no longer runs in parallel.';
    case 'partitions':
      return partitions(before, after);
    case 'appeared':
      return `${nodeName(either)}${over(either)} is new.`;
    case 'gone':
      return `${nodeName(either)}${over(either)} is gone.`;
    default:
      return 'The same steps are taken in another order.';
  }
}

function scanned(node: PlanNode): string {
  return relationName(node) ?? node.cte ?? node.function ?? node.alias ?? node.type;
}

function method(node: PlanNode | undefined): string {
  if (node === undefined) return 'nothing';
  const indexes = indexesOf(node);
  const backward = node.scanDirection === 'Backward' ? ', backward' : '';
  return `${article(node.type)}${indexes.length === 0 ? '' : ` with ${list(indexes)}`}${backward}`;
}

function conditions(node: PlanNode | undefined): string {
  const names = { index: 'index', filter: 'filter', recheck: 'recheck', join: 'join filter' } as const;
  const said = Object.entries(names).flatMap(([kind, name]) => {
    const text = node?.conditions[kind as keyof typeof names];
    return text === undefined || kind === 'recheck' ? [] : [`${name} ${text.replace(/\s+/g, ' ')}`];
  });
  return said.length === 0 ? 'none' : said.join(', ');
}

/** The relations of a join, in words; of a join of many, what stands on its inner side. */
function joined(node: PlanNode): string {
  const names = relations(node);
  if (names.length <= 3) return list(names);
  const last = inputs(node)[1];
  const side = last === undefined ? [] : relations(last);
  return side.length <= 2
    ? `${count(names.length - side.length)} relations with ${list(side)}`
    : `${count(names.length)} relations`;
}

function relations(node: PlanNode): readonly string[] {
  const scans = walkNode(node)
    .map((visit) => visit.node)
    .filter((one) => one.relation !== undefined || one.cte !== undefined || one.function !== undefined);
  const plain = scans.map((one) => one.relation ?? one.cte ?? one.function ?? '');
  const isTwice = (name: string) => plain.filter((one) => one === name).length > 1;
  return [...new Set(scans.map((one, at) => (isTwice(plain[at] ?? '') ? scanned(one) : (plain[at] ?? ''))))];
}

/** The join that only this plan makes, the deepest of them. */
function first(joins: readonly Placed[]): string {
  const deepest = joins.reduce<Placed | undefined>(
    (best, one) => (best === undefined || one.leaves.length < best.leaves.length ? one : best),
    undefined,
  );
  return deepest === undefined ? '' : joined(deepest.node);
}

function inner(node: PlanNode | undefined): string {
  const side = node === undefined ? undefined : inputs(node)[1];
  return side === undefined ? 'the other' : list(relations(side));
}

function joinName(node: PlanNode | undefined): string {
  return node === undefined ? 'none' : article(node.type.toLowerCase());
}

function typeName(node: PlanNode | undefined): string {
  return `${article((node?.joinType ?? 'Inner').toLowerCase())} join`;
}

function keys(node: PlanNode): string {
  const written = node.sortKey?.join(', ') ?? 'its keys';
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}

function workers(node: PlanNode | undefined): string {
  const planned = node?.workers?.planned;
  return planned === undefined ? '' : `, with ${countOf(planned, 'worker')} planned`;
}

function partitions(before: readonly Placed[], after: readonly Placed[]): string {
  const read = [before, after].map((side) =>
    side.flatMap(({ node }) => (/Append$/.test(node.type) ? inputs(node) : [node])),
  );
  const [was = [], is = []] = read;
  const fewer = (was.length < is.length ? was : is).map(scanned);
  const names = fewer.length > 3 ? `${list(fewer.slice(0, 2))} …` : list(fewer);
  const removed = after[0]?.node.subplansRemoved ?? 0;
  const atRun = removed > 0 ? `; ${count(removed)} more were left out when it ran` : '';
  return `${countOf(was.length, 'partition')} ${was.length === 1 ? 'was' : 'were'} read before, ${count(is.length)} after (${was.length === is.length ? 'the same' : names})${atRun}.`;
}

function over(node: PlanNode): string {
  const names = relations(node);
  return node.relation !== undefined || names.length === 0
    ? ''
    : ` over ${names.length > 3 ? `${names.length} relations` : list(names)}`;
}

function list(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? 'nothing';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
