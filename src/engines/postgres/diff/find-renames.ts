import { type Item, keyOf } from '#engines/postgres/catalog/item.ts';
import type { Rename, RenameQuestion } from '#vocabulary/catalog-diff.ts';
import { alikeNames, sharedPart } from './alike.ts';
import { isOf, itemsOfKind, relationOf, type Side } from './sides.ts';

/**
 * What is gone and what came, where both may be one thing: they hold data or are used by what does, and are alike enough
 * that dropping one and making the other would be a mistake that nobody meant. Answered pairs are left out.
 */
export function findRenames(from: Side, to: Side, answers: readonly Rename[]): RenameQuestion[] {
  const isAnswered = (question: RenameQuestion) =>
    answers.some((one) => one.kind === question.kind && one.from === question.from);
  const questions = [...schemas(from, to), ...tables(from, to), ...typesAndSequences(from, to), ...columns(from, to)];
  return bestPairs(questions.filter((question) => !isAnswered(question)));
}

/** Each thing in one question at most; the likeliest first. */
function bestPairs(questions: readonly RenameQuestion[]): RenameQuestion[] {
  const taken = new Set<string>();
  const sorted = questions.toSorted(
    (a, b) => b.score - a.score || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1),
  );
  return sorted.filter(({ kind, from, to }) => {
    const ends = [`${kind} - ${from}`, `${kind} + ${to}`];
    if (ends.some((end) => taken.has(end))) return false;
    for (const end of ends) taken.add(end);
    return true;
  });
}

function goneAndNew<K extends Item['kind']>(from: Side, to: Side, kind: K) {
  const gone = itemsOfKind(from, kind).filter((item) => !to.has(keyOf(item)));
  const fresh = itemsOfKind(to, kind).filter((item) => !from.has(keyOf(item)));
  return gone.flatMap((a) => fresh.map((b) => [a, b] as const));
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}

/** Of one schema, with columns of the same names and types. */
function tables(from: Side, to: Side): readonly RenameQuestion[] {
  const [had, has] = [columnsByTable(from), columnsByTable(to)];
  return goneAndNew(from, to, 'table').flatMap(([a, b]) => {
    if (a.parts.schema !== b.parts.schema || a.parts.isPartition !== b.parts.isPartition) return [];
    const [left, right] = [had.get(a.identity) ?? [], has.get(b.identity) ?? []];
    const shared = sharedPart(left, right);
    if (shared < 0.5) return [];
    const score = round(0.8 * shared + 0.2 * alikeNames(a.parts.name, b.parts.name));
    const count = left.filter((one) => right.includes(one)).length;
    const why = `${count} of ${Math.max(left.length, right.length)} columns have the same name and type.`;
    return [{ kind: 'table' as const, from: a.identity, to: b.identity, score, why }];
  });
}

function columnsByTable(side: Side): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const column of itemsOfKind(side, 'column')) {
    const table = relationOf(column) ?? '';
    lists.set(table, [...(lists.get(table) ?? []), `${column.parts.name} ${column.parts.type}`]);
  }
  return lists;
}

/** Of one table and one type. */
function columns(from: Side, to: Side): readonly RenameQuestion[] {
  const isHeld = ({ parts }: Item<'column'>) =>
    ['r', 'p'].includes(parts.relation) && parts.generated === '' && (parts.local || !parts.inherited);
  const fresh = new Map<string, Item<'column'>[]>();
  for (const column of itemsOfKind(to, 'column')) {
    const table = relationOf(column) ?? '';
    if (from.has(keyOf(column)) || !isHeld(column)) continue;
    fresh.set(table, [...(fresh.get(table) ?? []), column]);
  }
  return itemsOfKind(from, 'column').flatMap((a) => {
    const table = relationOf(a) ?? '';
    if (to.has(keyOf(a)) || !isHeld(a) || !to.has(`table ${table}`)) return [];
    return (fresh.get(table) ?? []).flatMap((b) => {
      const hasSameType = a.parts.type === b.parts.type;
      const alike = alikeNames(a.parts.name, b.parts.name);
      if (!hasSameType && alike < 0.6) return [];
      const isNear = Math.abs(a.parts.position - b.parts.position) <= 1;
      const isAsNull = a.parts.notNull === b.parts.notNull;
      const score = round((hasSameType ? 0.4 : 0) + (isNear ? 0.15 : 0) + (isAsNull ? 0.1 : 0) + 0.35 * alike);
      const why = hasSameType
        ? `Both are ${a.parts.type}${isNear ? ' and stand at the same place' : ''}.`
        : `The names are alike (${a.parts.type} became ${b.parts.type}).`;
      return [{ kind: 'column' as const, from: a.identity, to: b.identity, score, why }];
    });
  });
}

/** Types of the same make, sequences that nobody owns. */
function typesAndSequences(from: Side, to: Side): readonly RenameQuestion[] {
  const kinds = ['enum', 'domain', 'composite', 'sequence'] as const;
  return kinds.flatMap((kind) =>
    goneAndNew(from, to, kind).flatMap(([a, b]) => {
      if (a.parts.schema !== b.parts.schema) return [];
      const isOwned =
        kind === 'sequence' && (from.has(`sequence-owner ${a.identity}`) || to.has(`sequence-owner ${b.identity}`));
      const shared = isOwned ? 0 : sharedPart(makeOf(a), makeOf(b));
      if (shared < 0.6) return [];
      const score = round(0.7 * shared + 0.3 * alikeNames(a.parts.name, b.parts.name));
      const what = kind === 'sequence' ? ('sequence' as const) : ('type' as const);
      return [{ kind: what, from: a.identity, to: b.identity, score, why: `Both are made the same way (${kind}).` }];
    }),
  );
}

function makeOf(item: Item): readonly string[] {
  if (isOf(item, 'enum')) return item.parts.labels;
  if (isOf(item, 'domain')) return [item.parts.type, String(item.parts.notNull)];
  if (isOf(item, 'composite')) return item.parts.attributes.map(({ name, type }) => `${name} ${type}`);
  return isOf(item, 'sequence') ? [JSON.stringify(item.parts.options)] : [];
}

/** Schemas whose tables and views have the same names. */
function schemas(from: Side, to: Side): readonly RenameQuestion[] {
  const contents = (side: Side, schema: string) =>
    itemsOfKind(side, 'table')
      .filter(({ parts }) => parts.schema === schema)
      .map(({ parts }) => parts.name);
  return goneAndNew(from, to, 'schema').flatMap(([a, b]) => {
    const [left, right] = [contents(from, a.parts.name), contents(to, b.parts.name)];
    const score = round(sharedPart(left, right));
    if (score < 0.5) return [];
    const why = `${left.filter((name) => right.includes(name)).length} tables have the same name in both.`;
    return [{ kind: 'schema' as const, from: a.identity, to: b.identity, score, why }];
  });
}
