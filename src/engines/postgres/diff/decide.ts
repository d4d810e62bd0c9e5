import type { Item, Kind } from '#engines/postgres/catalog/item.ts';
import { changeKind } from './change-kind.ts';
import { aboveOf, type Families } from './family.ts';
import { hasSameParts, isSame } from './same.ts';
import { isOf, itemOf, relationOf, type Sides } from './sides.ts';
import { isComparable, needsUsing } from './type-change.ts';

export type Action = 'keep' | 'create' | 'drop' | 'alter' | 'recreate';

export interface Decisions {
  /** By key, of everything on either side. */
  readonly actions: ReadonlyMap<string, Action>;
  /** Types whose columns go over to a new type of the same name. */
  readonly retyped: ReadonlySet<string>;
  /** Columns whose values are cast, since their type is another one or was made anew. */
  readonly recast: ReadonlySet<string>;
  readonly impossible: readonly string[];
}

/**
 * What happens to each thing. What stands on something that is dropped, made anew or cast must go before it and come
 * back behind it, and so must what stands on that.
 */
export function decide(sides: Sides, families: Families): Decisions {
  const actions = new Map<string, Action>();
  const retyped = new Set<string>();
  const recast = new Set<string>();
  const impossible: string[] = [];
  const open: string[] = [];
  for (const key of new Set([...sides.from.keys(), ...sides.to.keys()])) {
    const [a, b] = [sides.from.get(key), sides.to.get(key)];
    if (a === undefined || b === undefined) actions.set(key, a === undefined ? 'create' : 'drop');
    else if (isMadeAnew(a, b)) actions.set(key, 'recreate');
    else if (isSame(a, b)) actions.set(key, 'keep');
    else {
      const kind = changeKind(a, b, sides.major);
      if (kind === 'retype') retyped.add(key);
      if (typeof kind === 'object') impossible.push(`Not changed: ${kind.impossible}.`);
      actions.set(key, kind === 'recreate' ? 'recreate' : typeof kind === 'object' ? 'keep' : 'alter');
    }
    if (isCast(a, b) && actions.get(key) === 'alter') recast.add(key);
    if (['drop', 'recreate'].includes(actions.get(key) ?? '') || retyped.has(key) || recast.has(key)) open.push(key);
  }
  const needing = reversed(sides.from);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const dependent of needing.get(key) ?? []) {
      const action = actions.get(dependent);
      const [a, b] = [sides.from.get(dependent), sides.to.get(dependent)];
      if (a === undefined || b === undefined || action === 'recreate' || action === 'drop') continue;
      const next = reaction({ key, a, b, sides, families, retyped, recast, changes: action === 'alter' });
      if (next === 'recreate') {
        actions.set(dependent, 'recreate');
        recast.delete(dependent);
        open.push(dependent);
      } else if (next === 'recast' && !recast.has(dependent)) {
        actions.set(dependent, 'alter');
        recast.add(dependent);
        open.push(dependent);
      } else if (typeof next === 'object') impossible.push(next.impossible);
    }
  }
  return { actions, retyped, recast, impossible: [...new Set(impossible)] };
}

/** A table that becomes a part gets the exclusions of the whole, whatever it had. */
function isMadeAnew(a: Item, b: Item): boolean {
  if (!isOf(a, 'constraint') || !isOf(b, 'constraint') || b.parts.type !== 'x') return false;
  return a.parts.parent === undefined && b.parts.parent !== undefined;
}

function isCast(a: Item | undefined, b: Item | undefined): boolean {
  if (!a || !b || !isOf(a, 'column') || !isOf(b, 'column')) return false;
  return a.parts.type !== b.parts.type || a.parts.collation !== b.parts.collation;
}

/** A column of a table that holds values of its own. */
function isTyped({ parts }: Item<'column'>): boolean {
  return parts.generated === '' && parts.relation !== 'v' && parts.relation !== 'm';
}

/** What an alteration can rid of a need. */
const lettingGo: ReadonlySet<Kind> = new Set([
  'view',
  'function',
  'procedure',
  'default',
  'column',
  'policy',
  'table',
  'domain',
  'composite',
  'sequence-owner',
  'replica-identity',
  'extension',
]);

interface Reaction {
  /** What it stands on. */
  readonly key: string;
  readonly a: Item;
  readonly b: Item;
  readonly sides: Sides;
  readonly families: Families;
  readonly retyped: ReadonlySet<string>;
  readonly recast: ReadonlySet<string>;
  readonly changes: boolean;
}

function reaction({ key, a, b, sides, families, retyped, recast, changes }: Reaction) {
  if (retyped.has(key)) {
    if (a.kind === 'column') return a.parts.generated === '' ? 'recast' : 'recreate';
    if (a.kind === 'composite' || a.kind === 'domain' || a.kind === 'range') {
      return { impossible: `Not changed: ${key}, since ${a.kind} ${a.identity} is made of it.` };
    }
    return a.kind === 'table' ? 'keep' : 'recreate';
  }
  if (recast.has(key)) return castReaction(key, a, b, sides);
  if (a.kind === 'column' && isTyped(a) && !key.startsWith('column ')) {
    if (changes && !b.dependsOn.includes(key)) return 'keep';
    return { impossible: `Not changed: ${key}, since the column ${a.identity} is of it.` };
  }
  if (a.kind === 'table' || a.kind === 'schema') return 'keep';
  // The index of a partition goes with that of the whole; who is no part any more does not.
  const isPartOf = aboveOf(a, families.lasting(relationOf(a) ?? '')).includes(key);
  if (isPartOf) return 'recreate';
  if (
    ['constraint', 'index'].includes(a.kind) &&
    aboveOf(a, families.from.parents(relationOf(a) ?? '')).includes(key)
  ) {
    return 'keep';
  }
  const isFree = changes && lettingGo.has(a.kind) && !b.dependsOn.includes(key) && !hasSameParts(a, b);
  return isFree ? 'keep' : 'recreate';
}

const hindering: ReadonlySet<Kind> = new Set([
  'view',
  'materialized-view',
  'rule',
  'policy',
  'trigger',
  'function',
  'procedure',
  'column',
]);

/** The server rebuilds indexes and constraints by itself; what it cannot rebuild goes before. */
function castReaction(key: string, a: Item, b: Item, { from, to }: Sides) {
  const identity = key.slice('column '.length);
  const [before, after] = [itemOf(from, 'column', identity), itemOf(to, 'column', identity)];
  if (!before || !after) return 'keep';
  const isHard = needsUsing(before.parts.type, after.parts.type) || before.parts.type === after.parts.type;
  if (a.kind === 'default') return isHard || !hasSameParts(a, b) ? 'recreate' : 'keep';
  if (a.kind === 'constraint' && a.parts.type === 'f') {
    return isComparable(before.parts.type, after.parts.type) && before.parts.type !== after.parts.type
      ? 'keep'
      : 'recreate';
  }
  if (a.kind === 'column') return a.parts.generated === '' ? 'keep' : 'recreate';
  return hindering.has(a.kind) ? 'recreate' : 'keep';
}

/** By what they need: who needs it. */
function reversed(side: Sides['from']): ReadonlyMap<string, readonly string[]> {
  const needing = new Map<string, string[]>();
  for (const [key, item] of side) {
    for (const need of item.dependsOn) {
      const all = needing.get(need);
      if (all) all.push(key);
      else needing.set(need, [key]);
    }
  }
  return needing;
}
