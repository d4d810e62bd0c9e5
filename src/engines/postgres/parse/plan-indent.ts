import { inputsOf } from './plan-inputs.ts';
import type { PlanLine } from './plan-lines.ts';
import { type Draft, readNodeLine } from './plan-title.ts';

interface OpenNode {
  readonly type: string;
  readonly depth: number;
  readonly cost: number;
  /** Inputs that are still to come; Infinity where only the costs tell. */
  needs: number;
  /** Costs of the inputs so far. */
  spent: number;
}

/**
 * The lines of a plan whose indentation was lost, indented anew: the order of the lines and the number of inputs that
 * each kind of node needs give the tree back. How many an Append has follows from its cost, the sum of theirs.
 * `start` is the root's line. Undefined where the lines are indented or there is but one node.
 */
export function indentedAnew(lines: readonly PlanLine[], start: number): readonly PlanLine[] | undefined {
  const below = lines.slice(start + 1).filter(isNode);
  if (below.length === 0 || below.some(({ indent }) => indent !== below[0]?.indent)) return undefined;
  const open: OpenNode[] = [];
  let label: 'InitPlan' | 'SubPlan' | undefined;
  let initParent: OpenNode | undefined;
  let last: OpenNode | undefined;
  return lines.slice(start).map((line, at): PlanLine => {
    if (/^(?:InitPlan|CTE) \S/.test(line.text)) label = 'InitPlan';
    else if (/^SubPlan \S/.test(line.text)) label = 'SubPlan';
    const draft = at === 0 || isNode(line) ? readNodeLine(line.text) : undefined;
    if (draft === undefined) return { ...line, indent: isFooter(line.text) ? 0 : Math.max(1, 6 * (last?.depth ?? 0)) };
    const node = openNode(draft);
    if (at > 0) close(open, node.type, label);
    if (label === 'InitPlan') {
      // One after another they hang on the same node.
      const isNext = initParent !== undefined && isDone(open.at(-1)) && open.includes(initParent);
      while (isNext && open.at(-1) !== initParent) open.pop();
      initParent = open.at(-1);
    }
    const parent = open.at(-1);
    if (parent !== undefined && label === undefined) {
      parent.needs -= 1;
      parent.spent += node.cost;
    }
    label = undefined;
    const placed = { ...node, depth: at === 0 ? 0 : (parent?.depth ?? 0) + 1 };
    open.push(placed);
    last = placed;
    const text =
      at === 0 ? line.text.replace(/^->\s*/, '') : line.text.startsWith('->') ? line.text : `->  ${line.text}`;
    return { text, indent: at === 0 ? 0 : 6 * placed.depth - 4 };
  });
}

/** Takes the nodes off that have all of their inputs. A sub-plan hangs on the last node, whatever that still needs. */
function close(open: OpenNode[], type: string, label: string | undefined): void {
  if (label !== undefined) return;
  const owner = type === 'Hash' ? open.findLastIndex((node) => node.type === 'Hash Join' && node.needs === 1) : -1;
  while (open.length > 1 && (owner >= 0 ? open.length - 1 > owner : isDone(open.at(-1)))) open.pop();
}

function isDone(node: OpenNode | undefined): boolean {
  if (node === undefined) return true;
  return (
    node.needs <= 0 || (node.needs === Number.POSITIVE_INFINITY && node.spent > 0 && node.spent >= node.cost * 0.99)
  );
}

function isNode(line: PlanLine): boolean {
  return /\((?:cost=|actual |never executed)/.test(line.text) && readNodeLine(line.text) !== undefined;
}

function isFooter(text: string): boolean {
  return /^(?:Planning|Execution Time|Total runtime|Trigger |JIT:|Settings:|Query Identifier|Serialization)/i.test(
    text,
  );
}

function openNode(draft: Draft): OpenNode {
  const type = String(draft['Node Type']);
  const cost = Number(draft['Total Cost'] ?? 0);
  const needs = type === 'Result' && cost > 0.3 ? 1 : (inputsOf[type] ?? 0);
  return { type, depth: 0, cost, needs, spent: 0 };
}
