import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Predicate, ResolvedQuery, ResolvedRelation } from '#vocabulary/resolved-query.ts';
import { conditionTerms, isColumnEquality } from './condition-terms.ts';
import { findTable } from './find-table.ts';
import { coveringIndex } from './index-coverage.ts';
import { indexName } from './index-name.ts';
import { isImmutable } from './stable-expression.ts';
import { takenNames } from './taken-names.ts';

export interface ScanFacts {
  readonly query?: ResolvedQuery | undefined;
  readonly schema?: DatabaseSchema | undefined;
}

/**
 * The B-tree that a scan lacks, where the query says for certain which columns it compares: first those with `=`, then
 * those with IN, then one range. Undefined where nothing is certain, or an existing index covers it already.
 */
export function indexForScan(node: PlanNode, facts: ScanFacts): IndexDefinition | undefined {
  const relation = relationOf(node, facts.query);
  if (relation === undefined || facts.query === undefined) return undefined;
  const { keys, equalities } = searchKeys(node, facts.query, relation, facts.schema);
  return keys.length === 0 ? undefined : missingIndex(node, relation, keys, equalities, facts);
}

/** The index that gives the rows of a scan in the order of its query block, behind the columns compared with `=`. */
export function indexForOrder(node: PlanNode, facts: ScanFacts): IndexDefinition | undefined {
  const relation = relationOf(node, facts.query);
  const block = facts.query?.blocks.find(({ id }) => id === relation?.block);
  if (relation === undefined || block === undefined || facts.query === undefined) return undefined;
  if (block.aggregates || block.distinct || block.window || block.grouping.length > 0) return undefined;
  const order = block.order.map((key): IndexKey | undefined =>
    key.use?.relation === relation.id
      ? { column: key.use.column, direction: key.direction, ...(key.nulls === undefined ? {} : { nulls: key.nulls }) }
      : undefined,
  );
  if (order.length === 0 || order.includes(undefined)) return undefined;
  const fixed = fixedKeys(node, facts.query, relation);
  const held = new Set(fixed.map(({ column }) => column));
  const keys = [...fixed, ...order.filter((key): key is IndexKey => key !== undefined && !held.has(key.column))];
  return missingIndex(node, relation, keys, fixed.length, facts);
}

/** The index on the column by which the scan is joined, for the inner side of a nested loop. */
export function indexForJoin(
  node: PlanNode,
  joinFilter: string | undefined,
  facts: ScanFacts,
): IndexDefinition | undefined {
  const relation = relationOf(node, facts.query);
  if (relation === undefined || facts.query === undefined) return undefined;
  const joined = followed([joinFilter, ...conditionsOf(node)], facts.query, relation);
  const columns = [...new Set([...joined, ...equalities(node, facts.query, relation).map(({ column }) => column)])];
  return joined.length === 0 ? undefined : missingIndex(node, relation, columns.map(plainKey), columns.length, facts);
}

/** The one appearance in the query that the node reads; undefined for partitions and where it is not certain. */
function relationOf(node: PlanNode, query: ResolvedQuery | undefined): ResolvedRelation | undefined {
  const found = (query?.relations ?? []).filter(
    (one) =>
      one.kind === 'table' &&
      one.name === node.relation &&
      (node.alias === undefined || one.alias === node.alias) &&
      (one.schema === undefined || node.schema === undefined || one.schema === node.schema),
  );
  return found.length === 1 ? found[0] : undefined;
}

type ColumnPredicate = Predicate & { readonly column: string };

function equalities(node: PlanNode, query: ResolvedQuery, relation: ResolvedRelation): readonly ColumnPredicate[] {
  return predicatesOf(node, query, relation).filter(
    (one): one is ColumnPredicate => one.kind === 'equality' && one.column !== undefined && one.cast === undefined,
  );
}

/** Columns that one value each fixes for one run of the scan: compared with a constant or with the outer row. */
function fixedKeys(node: PlanNode, query: ResolvedQuery, relation: ResolvedRelation): readonly IndexKey[] {
  const followedKeys = followed(conditionsOf(node), query, relation).map(plainKey);
  return unique([...followedKeys, ...equalities(node, query, relation).map(columnKey)]);
}

/** Columns that the conditions compare with a column of another relation by `=`, not below an OR. */
function followed(
  conditions: readonly (string | undefined)[],
  query: ResolvedQuery,
  relation: ResolvedRelation,
): readonly string[] {
  const terms = conditions.flatMap((condition) => conditionTerms(condition)).filter(isColumnEquality);
  const columns = query.joins
    .filter(({ operator, left, right }) => operator === '=' && left.relation !== right.relation)
    .flatMap(({ left, right }) => [
      { own: left, other: right },
      { own: right, other: left },
    ])
    .filter(({ own }) => own.relation === relation.id)
    .filter(({ own, other }) => terms.some(({ text }) => mentions(text, own.column) && mentions(text, other.column)))
    .map(({ own }) => own.column);
  return [...new Set(columns)];
}

function conditionsOf({ conditions }: PlanNode): readonly (string | undefined)[] {
  return [conditions.filter, conditions.index, conditions.recheck];
}

/** As a whole name: `id` is not in `customer_id`. */
function mentions(text: string, column: string): boolean {
  return text.split(/[^\w$]+/).includes(column) || text.includes(`"${column.replaceAll('"', '""')}"`);
}

function searchKeys(
  node: PlanNode,
  query: ResolvedQuery,
  relation: ResolvedRelation,
  schema: DatabaseSchema | undefined,
): { readonly keys: readonly IndexKey[]; readonly equalities: number } {
  const predicates = predicatesOf(node, query, relation);
  const fixed = fixedKeys(node, query, relation);
  const wrapped = predicates
    .filter(({ kind, expression }) => kind === 'equality' && expression !== undefined)
    .filter((one) => canBeIndexed(one, node, relation, schema))
    .map(({ expression = '' }): IndexKey => ({ expression, direction: 'asc' }));
  const bare = predicates.filter((one): one is ColumnPredicate => one.column !== undefined && one.cast === undefined);
  const listed = bare.filter(({ kind }) => kind === 'in').map(columnKey);
  const ranges = bare.filter(({ kind }) => kind === 'range').map(columnKey);
  const exact = unique([...fixed, ...wrapped]);
  const keys = unique([...exact, ...listed, ...ranges.slice(0, 1)]);
  return { keys, equalities: exact.length };
}

/** Top-level conditions on the relation that the node really checks. */
function predicatesOf(node: PlanNode, query: ResolvedQuery, relation: ResolvedRelation): readonly Predicate[] {
  const checked = conditionsOf(node).join(' ');
  return query.predicates.filter(
    (one) =>
      one.relation === relation.id &&
      one.conjunct &&
      one.clause !== 'having' &&
      one.columns.length > 0 &&
      one.columns.every((column) => mentions(checked, column)),
  );
}

function canBeIndexed(
  predicate: Predicate,
  node: PlanNode,
  relation: ResolvedRelation,
  schema: DatabaseSchema | undefined,
): boolean {
  const table = schema && findTable(schema, { schema: relation.schema ?? node.schema, name: relation.name });
  return table !== undefined && isImmutable(predicate.expression ?? '', predicate.columns, table);
}

function missingIndex(
  node: PlanNode,
  relation: ResolvedRelation,
  keys: readonly IndexKey[],
  equal: number,
  facts: ScanFacts,
): IndexDefinition | undefined {
  const schema = relation.schema ?? node.schema;
  if (schema === undefined) return undefined;
  const table = facts.schema && findTable(facts.schema, { schema, name: relation.name });
  const wanted = {
    schema,
    table: relation.name,
    method: 'btree',
    unique: false,
    keys: [...keys],
    include: [],
    valid: true,
    ...(table?.kind === 'partitioned' ? { partitioned: true } : {}),
  };
  const index: IndexDefinition = { ...wanted, name: indexName(wanted, takenNames(facts.schema, wanted)) };
  return table !== undefined && coveringIndex(table, index, equal) !== undefined ? undefined : index;
}

function columnKey({ column }: ColumnPredicate): IndexKey {
  return plainKey(column);
}

function plainKey(column: string): IndexKey {
  return { column, direction: 'asc' };
}

function unique(keys: readonly IndexKey[]): readonly IndexKey[] {
  const named = keys.map((key): [string, IndexKey] => [key.column ?? `(${key.expression})`, key]);
  return named.filter(([name], at) => named.findIndex(([other]) => other === name) === at).map(([, key]) => key);
}
