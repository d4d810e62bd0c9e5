import { type Item, type Kind, keyOf } from '#engines/postgres/catalog/item.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import type { Decisions } from './decide.ts';
import { aboveOf, type Families } from './family.ts';
import type { Step } from './order.ts';
import { isOf, itemsOfKind, relationOf, type Side, type Sides } from './sides.ts';

/** `drop table public.a`: what is done, and to what. `clean` drops the type that a new one of its name stands for. */
export type Verb = 'drop' | 'alter' | 'create' | 'clean';

export interface Steps {
  readonly steps: readonly Step[];
  /** By step: those that go before it. */
  readonly before: ReadonlyMap<string, ReadonlySet<string>>;
}

export function stepsOf(sides: Sides, decisions: Decisions, families: Families): Steps {
  const { actions, retyped } = decisions;
  const steps = new Map<string, Step>();
  for (const [key, action] of actions) {
    for (const verb of verbsOf(action, retyped.has(key))) {
      const id = `${verb} ${key}`;
      steps.set(id, { id, rank: rankOf(verb, sides.from.get(key) ?? sides.to.get(key)) });
    }
  }
  const before = new Map<string, Set<string>>();
  const add = (first: string, then: string) => {
    if (first === then || !steps.has(first) || !steps.has(then)) return;
    const known = before.get(then);
    if (known) known.add(first);
    else before.set(then, new Set([first]));
  };
  for (const [key, item] of sides.from) {
    for (const need of item.dependsOn) {
      for (const verb of ['drop', 'alter', 'clean']) add(`drop ${key}`, `${verb} ${need}`);
      if (need !== key) for (const verb of ['drop', 'clean']) add(`alter ${key}`, `${verb} ${need}`);
    }
    add(`drop ${key}`, `create ${key}`);
    add(`alter ${key}`, `clean ${key}`);
  }
  for (const [key, item] of sides.to) {
    const above = new Set(isOf(item, 'column') ? [] : aboveOf(item, families.to.parents(relationOf(item) ?? '')));
    for (const need of item.dependsOn) {
      if (above.has(need)) continue;
      for (const verb of ['create', 'alter']) {
        add(`${verb} ${need}`, `create ${key}`);
        add(`${verb} ${need}`, `alter ${key}`);
      }
    }
    // What the parts have already is taken in by the whole.
    if (families.lasting(relationOf(item) ?? '').length > 0) {
      for (const parent of above) add(`create ${key}`, `create ${parent}`);
    }
  }
  namesFirst(sides, add);
  tiesLast(sides, families, add);
  return { steps: [...steps.values()], before };
}

function verbsOf(action: string, isRetyped: boolean): readonly Verb[] {
  if (action === 'recreate') return ['drop', 'create'];
  if (action === 'alter') return isRetyped ? ['alter', 'clean'] : ['alter'];
  return action === 'drop' || action === 'create' ? [action] : [];
}

const kinds: readonly Kind[] = [
  'schema',
  'extension',
  'collation',
  'enum',
  'composite',
  'range',
  'domain',
  'domain-constraint',
  'function',
  'procedure',
  'aggregate',
  'sequence',
  'table',
  'column',
  'default',
  'sequence-owner',
  'identity-sequence',
  'constraint',
  'partition',
  'index',
  'statistics',
  'replica-identity',
  'view',
  'materialized-view',
  'rule',
  'trigger',
  'policy',
  'event-trigger',
  'default-privileges',
];

/** Of what is free to go: drops, then what others need most. */
function rankOf(verb: Verb, item: Item | undefined): string {
  const at = item === undefined ? 0 : kinds.indexOf(item.kind);
  const place = String(verb === 'drop' ? kinds.length - at : at).padStart(2, '0');
  const foreign = item && isOf(item, 'constraint') && item.parts.type === 'f' ? '1' : '0';
  return `${verb === 'drop' ? 0 : 1}${place}${verb === 'drop' ? 1 - Number(foreign) : foreign}${verb === 'clean' ? 1 : 0}`;
}

type Add = (first: string, then: string) => void;

/** A name is free again before something else takes it. */
function namesFirst({ from, to }: Sides, add: Add): void {
  const freed = new Map<string, string>();
  for (const item of from.values()) {
    for (const name of namesOf(item)) {
      if (to.get(keyOf(item)) === undefined) freed.set(name, `drop ${keyOf(item)}`);
    }
    const sequence = ownSequence(item);
    if (sequence && ownSequence(to.get(keyOf(item))) !== sequence) {
      freed.set(sequence, `${to.has(keyOf(item)) ? 'alter' : 'drop'} ${keyOf(item)}`);
    }
  }
  for (const item of to.values()) {
    for (const name of namesOf(item)) {
      const step = freed.get(name);
      if (step) add(step, `create ${keyOf(item)}`);
    }
    const sequence = ownSequence(item);
    const step = sequence === undefined ? undefined : freed.get(sequence);
    if (step) for (const verb of ['create', 'alter']) add(step, `${verb} ${keyOf(item)}`);
  }
}

const relations: ReadonlySet<Kind> = new Set([
  'table',
  'view',
  'materialized-view',
  'sequence',
  'index',
  'enum',
  'composite',
  'domain',
  'range',
]);

function namesOf(item: Item): readonly string[] {
  if (relations.has(item.kind)) return [item.identity];
  if (['function', 'procedure', 'aggregate'].includes(item.kind)) return [`routine ${item.identity}`];
  if (isOf(item, 'constraint') && ['p', 'u', 'x'].includes(item.parts.type)) {
    return [quoteQualified(item.parts.schema, item.parts.name)];
  }
  return [];
}

/** The sequence of an identity column. */
function ownSequence(item: Item | undefined): string | undefined {
  if (!item || !isOf(item, 'column') || !item.parts.sequence) return undefined;
  return quoteQualified(item.parts.sequence.schema, item.parts.sequence.name);
}

/** A table becomes a part of another one when both have all that they need for it, and leaves it before they change. */
function tiesLast({ from, to }: Sides, families: Families, add: Add): void {
  const each = (side: Side, table: string, work: (key: string, item: Item) => void) => {
    for (const [key, item] of membersOf(side).get(table) ?? []) work(key, item);
  };
  const membersOf = memo();
  for (const { identity, parts } of itemsOfKind(to, 'partition')) {
    const parent = quoteQualified(parts.parent.schema, parts.parent.name);
    for (const side of [from, to]) {
      for (const table of [identity, parent]) {
        each(side, table, (key, item) => {
          if (!isOf(item, 'column')) return;
          for (const verb of ['drop', 'alter', 'create']) add(`${verb} ${key}`, `create partition ${identity}`);
        });
      }
    }
    each(to, identity, (key, item) => {
      const isMade = isOf(item, 'constraint') && item.parts.type === 'x';
      if (!isMade && aboveOf(item, families.to.parents(identity)).length > 0)
        add(`create ${key}`, `create partition ${identity}`);
    });
  }
  for (const { identity, parts } of itemsOfKind(from, 'partition')) {
    const parent = quoteQualified(parts.parent.schema, parts.parent.name);
    for (const side of [from, to]) {
      for (const table of [identity, parent]) {
        each(side, table, (key, item) => {
          if (isOf(item, 'column') || aboveOf(item, [parent]).length > 0 || table === parent) {
            for (const verb of ['drop', 'alter', 'create']) add(`drop partition ${identity}`, `${verb} ${key}`);
          }
        });
      }
    }
  }
}

/** What stands on each table, listed once a side. */
function memo() {
  const lists = new Map<Side, ReadonlyMap<string, readonly (readonly [string, Item])[]>>();
  return (side: Side) => {
    const known = lists.get(side);
    if (known) return known;
    const made = new Map<string, (readonly [string, Item])[]>();
    for (const [key, item] of side) {
      const table = relationOf(item);
      if (table === undefined || item.kind === 'partition' || item.kind === 'table') continue;
      const list = made.get(table);
      if (list) list.push([key, item]);
      else made.set(table, [[key, item]]);
    }
    lists.set(side, made);
    return made;
  };
}
