import { type PlanDetail, planDetail } from '#engines/sqlite/parse/plan-detail.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { QueryShape } from './query-shape.ts';

/** A row of EXPLAIN QUERY PLAN. */
export interface PlanLine {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

/** What a scan's name stands for: the table behind an alias. */
export type TableOf = (name: string) => { readonly schema: string; readonly table: string } | undefined;

type Scan = Extract<PlanDetail, { kind: 'scan' }>;
/** A node that has no id yet. */
export type Draft = Omit<PlanNode, 'id' | 'children'> & { readonly children: readonly Draft[] };

interface Line {
  readonly detail: PlanDetail;
  readonly below: readonly Line[];
}

/**
 * The lines as a tree of plan nodes in the vocabulary's words: loops nested in each other are left-deep Nested Loops, a
 * temporary B-tree is a Sort (or Unique), a co-routine or a materialized subquery stands below the scan that reads it.
 * What the query asks for and SQLite does not print (LIMIT, the keys of ORDER BY) comes from its text.
 */
export function planTree(
  lines: readonly PlanLine[],
  shape: QueryShape | undefined,
  tableOf: TableOf = () => undefined,
): { readonly root: PlanNode; readonly unread: readonly string[] } {
  const unread: string[] = [];
  const below = (parent: number): readonly Line[] =>
    lines
      .filter((line) => line.parent === parent && line.id !== parent)
      .map((line) => ({ detail: planDetail(line.detail), below: below(line.id) }));
  const ids = new Set(lines.map(({ id }) => id));
  const roots = [...new Set(lines.map(({ parent }) => parent))].filter((parent) => !ids.has(parent));
  const draft = queryNode(roots.flatMap(below), shape, { tableOf, unread });
  return { root: numbered(limited(draft, shape), '0'), unread };
}

interface Reading {
  readonly tableOf: TableOf;
  readonly unread: string[];
}

function queryNode(lines: readonly Line[], shape: QueryShape | undefined, reading: Reading): Draft {
  const made = new Map<string, Line>();
  const joined: Draft[] = [];
  const subqueries: Draft[] = [];
  const sorts: Extract<PlanDetail, { kind: 'sort' }>[] = [];
  for (const line of lines) {
    const { detail, below } = line;
    if (detail.kind === 'derived') made.set(detail.name, line);
    else if (detail.kind === 'scan') joined.push(scanNode(detail, made, below, reading));
    else if (detail.kind === 'constant') joined.push(node('Result'));
    else if (detail.kind === 'multi-or') joined.push(multiOr(below, reading));
    else if (detail.kind === 'compound') joined.push(compound(detail, below, reading));
    else if (detail.kind === 'sort') sorts.push(detail);
    else if (detail.kind === 'subquery') {
      const role = detail.correlated ? 'SubPlan' : 'InitPlan';
      const inner = queryNode(below, undefined, reading);
      subqueries.push({ ...inner, parentRelationship: role, subplanName: detail.name.toLowerCase() });
    } else if (detail.kind === 'part' && (detail.name === 'SETUP' || detail.name === 'RECURSIVE STEP')) {
      joined.push(queryNode(below, undefined, reading));
    } else if (detail.kind === 'unknown') reading.unread.push(`A line of the plan was not understood: ${detail.text}`);
  }
  const isRecursive = lines.some(({ detail }) => detail.kind === 'part' && detail.name === 'RECURSIVE STEP');
  const core = isRecursive ? node('Recursive Union', joined) : nest(joined);
  const withSubqueries = subqueries.length === 0 ? core : { ...core, children: [...core.children, ...subqueries] };
  return sorts.reduce((inner, sort) => sorted(inner, sort, shape), withSubqueries);
}

function nest(joined: readonly Draft[]): Draft {
  const [first, ...rest] = joined;
  if (first === undefined) return node('Result');
  return rest.reduce((outer, inner) => {
    const { joinType = 'Inner', ...bare } = inner;
    return { ...node('Nested Loop', [outer, bare]), joinType };
  }, first);
}

function scanNode(detail: Scan, made: Map<string, Line>, below: readonly Line[], reading: Reading): Draft {
  const { name, index, terms, search, covering, primaryKey, automatic, leftJoin, virtual } = detail;
  const known = reading.tableOf(name);
  const source = made.get(name);
  const type = automatic
    ? 'Automatic Index Scan'
    : index !== undefined || primaryKey
      ? covering
        ? 'Index Only Scan'
        : 'Index Scan'
      : source !== undefined || name.startsWith('(')
        ? 'Subquery Scan'
        : virtual
          ? 'Virtual Table Scan'
          : 'Seq Scan';
  const children = source === undefined ? [] : [queryNode(source.below, undefined, reading)];
  const inner = below.filter((line) => line.detail.kind === 'subquery');
  return {
    ...node(type, [...children, ...inner.map((line) => queryNode(line.below, undefined, reading))]),
    ...(known === undefined
      ? name.startsWith('(') || source !== undefined
        ? { cte: name }
        : { relation: name }
      : { relation: known.table, schema: known.schema }),
    alias: name,
    ...(index === undefined ? (primaryKey ? { index: 'the primary key' } : {}) : { index }),
    ...(terms === undefined ? {} : { conditions: { index: terms } }),
    ...(leftJoin ? { joinType: 'Left' } : {}),
    extra: {
      ...(search ? { Search: true } : {}),
      ...(source?.detail.kind === 'derived' ? { Kept: source.detail.kept } : {}),
    },
  };
}

/** One search for each term of an OR; rows found twice are given once. */
function multiOr(below: readonly Line[], reading: Reading): Draft {
  const children = below.flatMap((part) => part.below.map((line) => queryNode([line], undefined, reading)));
  const [first] = children;
  const of =
    first?.relation === undefined ? {} : { relation: first.relation, schema: first.schema, alias: first.alias };
  return { ...node('Multi-Index OR', children), ...withoutUndefined(of) };
}

function compound(detail: Extract<PlanDetail, { kind: 'compound' }>, below: readonly Line[], reading: Reading): Draft {
  const arms = below.map((line) => queryNode(line.below, undefined, reading));
  const names = below.flatMap((line) => (line.detail.kind === 'part' ? [line.detail.name] : []));
  if (detail.sorted) return node('Merge Append', arms);
  const appended = node('Append', arms);
  return names.some((name) => name.endsWith('USING TEMP B-TREE')) ? node('Unique', [appended]) : appended;
}

function sorted(inner: Draft, sort: Extract<PlanDetail, { kind: 'sort' }>, shape: QueryShape | undefined): Draft {
  if (sort.for === 'ORDER BY') {
    const sortKey = shape?.order ?? [];
    const presorted = sort.lastTerms === undefined ? [] : sortKey.slice(0, -sort.lastTerms);
    return {
      ...node(sort.lastTerms === undefined ? 'Sort' : 'Incremental Sort', [inner]),
      ...(sortKey.length === 0 ? {} : { sortKey: [...sortKey] }),
      ...(presorted.length === 0 ? {} : { presortedKey: presorted }),
    };
  }
  if (sort.for === 'GROUP BY') {
    const key = shape?.group ?? [];
    const sorting = { ...node('Sort', [inner]), ...(key.length === 0 ? {} : { sortKey: [...key] }) };
    return { ...node('Aggregate', [sorting]), strategy: 'Sorted', ...(key.length === 0 ? {} : { groupKey: [...key] }) };
  }
  return { ...node('Unique', [inner]), extra: { 'Temporary B-Tree': sort.for } };
}

function limited(draft: Draft, shape: QueryShape | undefined): Draft {
  return shape?.limit === undefined ? draft : node('Limit', [draft]);
}

function node(type: string, children: readonly Draft[] = []): Draft {
  return { type, parallelAware: false, conditions: {}, removed: {}, extra: {}, children };
}

function numbered({ children, ...rest }: Draft, id: string): PlanNode {
  return { ...rest, id, children: children.map((child, at) => numbered(child, `${id}.${at}`)) };
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
