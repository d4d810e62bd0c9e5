import { decide } from './decide.ts';
import { familiesOf } from './family.ts';
import { hostsOf, mayStandAlone, rootOf } from './hosts.ts';
import { inOrder, type Step } from './order.ts';
import type { Sides } from './sides.ts';
import type { Way } from './spell-step.ts';
import { stepsOf } from './steps.ts';

export interface OrderedWay extends Way {
  /** Steps that are said, in their order. */
  readonly order: readonly string[];
  /** Steps of which none can be the first; the order is empty then. */
  readonly circle: readonly string[];
}

/** From what is to be done to the order in which it can be: circles are broken where a step may stand on its own. */
export function wayOf(sides: Sides): OrderedWay {
  const families = familiesOf(sides);
  const decisions = decide(sides, families);
  const { steps, before } = stepsOf(sides, decisions, families);
  const known = new Map(steps.map((step) => [step.id, step]));
  const loose = new Set<string>();
  for (let round = 0; ; round += 1) {
    const hosts = hostsOf(sides, families, (step) => known.has(step), loose);
    const groups = groupsOf(steps, hosts);
    const { ids, circle } = inOrder(
      steps.filter(({ id }) => !hosts.has(id)),
      rootNeeds(before, hosts),
    );
    const membersOf = (host: string) => groups.get(host) ?? [];
    if (circle.length === 0) return { sides, families, decisions, membersOf, order: ids, circle };
    const free = breakable(circle, groups, before, hosts, sides);
    if (free.length === 0) return { sides, families, decisions, membersOf, order: [], circle };
    // One at a time keeps the others inside; a schema of many circles is not gone through that often.
    for (const step of round < 50 ? free.slice(0, 1) : free) loose.add(step);
  }
}

function groupsOf(steps: readonly Step[], hosts: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { id } of steps) {
    if (!hosts.has(id)) continue;
    const root = rootOf(id, hosts);
    const group = groups.get(root);
    if (group) group.push(id);
    else groups.set(root, [id]);
  }
  return groups;
}

/** What hosts wait for: what any of their members waits for. */
function rootNeeds(before: ReadonlyMap<string, ReadonlySet<string>>, hosts: ReadonlyMap<string, string>) {
  const needs = new Map<string, Set<string>>();
  for (const [step, firsts] of before) {
    const root = rootOf(step, hosts);
    const all = needs.get(root) ?? new Set<string>();
    for (const first of firsts) {
      const firstRoot = rootOf(first, hosts);
      if (firstRoot !== root) all.add(firstRoot);
    }
    needs.set(root, all);
  }
  return needs;
}

/** Members of the circle that bind two of its hosts and may be done alone. */
function breakable(
  circle: readonly string[],
  groups: ReadonlyMap<string, readonly string[]>,
  before: ReadonlyMap<string, ReadonlySet<string>>,
  hosts: ReadonlyMap<string, string>,
  sides: Sides,
): readonly string[] {
  const inside = new Set(circle);
  const isBound = (step: string, other: string) => {
    const [a, b] = [rootOf(step, hosts), rootOf(other, hosts)];
    return a !== b && inside.has(a) && inside.has(b);
  };
  const binding = new Set<string>();
  for (const [step, firsts] of before) {
    for (const first of firsts) {
      if (!isBound(step, first)) continue;
      binding.add(step);
      binding.add(first);
    }
  }
  return circle
    .flatMap((host) => groups.get(host) ?? [])
    .filter((step) => binding.has(step) && mayStandAlone(step, sides))
    .sort();
}
