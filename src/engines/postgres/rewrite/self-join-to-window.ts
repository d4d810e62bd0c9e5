import type { FuncCall, Node, SelectStmt } from './parse.ts';
import { and, columnNode, derivedTable, isNotNullTest, selectOf, target, withWhere } from './query/build.ts';
import { asComparison, conjuncts } from './query/conditions.ts';
import { asFolding, isSafeAggregate } from './query/folding.ts';
import { functionName } from './query/functions.ts';
import { leaveOut, mergesColumns } from './query/leave-out.ts';
import { whyColumnNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import { columnOf } from './query/references.ts';
import type { Block, FromItem, ItemColumn, ParsedStatement } from './query/statement.ts';
import { allOf, as, findNode, type Replacement, replaced, strings } from './query/tree.ts';
import type { RewriteRule } from './rule.ts';

export const selfJoinToWindow: RewriteRule = {
  id: 'self-join-to-window',
  summary: 'A join with the grouped table itself, or a sub-query for each row over it, becomes a window function.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/tutorial-window.html',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      for (const fold of [...joinsWithOwnGroups(statement, block), ...subqueriesOverOwn(statement, block)]) {
        const changed = windowed(statement, block, fold);
        if (!changed) continue;
        yield {
          tree: replaced(statement.tree, [[block.select, changed.select]]),
          what: `${fold.item.alias} is not read again for its groups: a window function gives the value of the group.`,
          why: 'The table is read once, where it was read for the rows and again for the groups.',
          preconditions: [...changed.reasons],
        };
      }
    }
  },
};

/** Values of the groups of a table that is itself in FROM. */
interface Fold {
  readonly item: FromItem;
  /** Its columns that make the groups. */
  readonly keys: readonly ItemColumn[];
  readonly calls: readonly { readonly call: FuncCall; readonly name: string; readonly of: FromItem }[];
  /** What reads the values, with the new names. */
  readonly replacements: readonly Replacement[];
  readonly from: readonly Node[];
  readonly terms: readonly Node[];
}

/** `orders o JOIN (SELECT user_id, max(total) FROM orders GROUP BY user_id) g ON g.user_id = o.user_id`. */
function joinsWithOwnGroups(statement: ParsedStatement, block: Block): readonly Fold[] {
  return block.items.flatMap((groups): Fold[] => {
    const grouped = groups.block;
    const left = leaveOut(block, groups);
    if (!grouped || !left || as(groups.node, 'RangeSubselect') === undefined) return [];
    const parts = groupsOf(statement, grouped);
    if (!parts || isGiven(block, groups)) return [];
    return block.items.flatMap((item): Fold[] => {
      if (!isSameTable(item, parts.table)) return [];
      const pairs = left.terms.flatMap((term) => {
        const key = sameKey(statement, term, groups, item);
        return key ? [{ term, key }] : [];
      });
      const isWhole = parts.keys.every((key) => pairs.some((pair) => pair.key.column === key.column));
      if (!isWhole) return [];
      const named = new Map(
        parts.calls.map(({ call, at }) => [
          groups.columns[at],
          { call, name: freeName(item, groups.columns[at]?.name ?? '') },
        ]),
      );
      const replacements = allOf(block.select, 'ColumnRef').flatMap((ref): Replacement[] => {
        const found = statement.found.get(ref);
        if (found?.kind !== 'column' || found.column.item !== groups) return [];
        const name = named.get(found.column)?.name ?? found.column.output?.column?.name ?? '';
        return [[ref, columnNode(item.alias, name).ColumnRef]];
      });
      const isRow = allOf(block.select, 'ColumnRef').some((ref) => {
        const found = statement.found.get(ref);
        return found?.kind === 'row' && found.item === groups;
      });
      const keys = item.columns.filter((column) => parts.keys.some((key) => key.column === column.column));
      const calls = [...named.values()].map((one) => ({ ...one, of: parts.table }));
      const terms = left.terms.filter((term) => !pairs.some((pair) => pair.term === term));
      return isRow ? [] : [{ item, keys, calls, replacements, from: left.from, terms }];
    });
  });
}

/** `WHERE o.total = (SELECT max(total) FROM orders m WHERE m.user_id = o.user_id)`. */
function subqueriesOverOwn(statement: ParsedStatement, around: Block): readonly Fold[] {
  const terms = conjuncts(around.select.whereClause);
  return statement.blocks.flatMap((block): Fold[] => {
    if (block.around !== around || block.sublink?.subLinkType !== 'EXPR_SUBLINK') return [];
    const isIt = (node: Node | undefined) => as(node, 'SubLink') === block.sublink;
    const term = terms.find((one) => [asComparison(one)?.left, asComparison(one)?.right].some(isIt));
    const node = findNode(term, isIt);
    const folding = term && asFolding(statement, block);
    const [table, more] = block.items;
    const [call] = folding?.calls ?? [];
    const isPlain = folding?.value && 'FuncCall' in folding.value && folding.value.FuncCall === call;
    if (!node || !call || !table || more || !isPlain || functionName(call) === 'count' || !fitsWindow(call)) return [];
    return around.items.flatMap((item): Fold[] => {
      if (!isSameTable(item, table)) return [];
      const wanted = conjuncts(block.select.whereClause);
      const found = wanted.flatMap((one) => sameKey(statement, one, table, item) ?? []);
      if (wanted.length === 0 || found.length !== wanted.length) return [];
      const name = freeName(item, functionName(call));
      const keys = item.columns.filter((column) => found.some((key) => key.column === column.column));
      return [
        {
          item,
          keys,
          calls: [{ call, name, of: table }],
          replacements: [[node, columnNode(item.alias, name)]],
          from: around.select.fromClause ?? [],
          terms,
        },
      ];
    });
  });
}

/** The keys and the aggregates of a sub-query that groups one table whole. */
function groupsOf(
  statement: ParsedStatement,
  block: Block,
):
  | {
      readonly table: FromItem;
      readonly keys: readonly ItemColumn[];
      readonly calls: readonly { readonly call: FuncCall; readonly at: number }[];
    }
  | undefined {
  const { select, outputs = [] } = block;
  const [table, more] = block.items;
  const rest = select.whereClause ?? select.havingClause ?? select.distinctClause ?? select.withClause;
  if (!table || more || rest || isLimited(select) || block.arms.length > 0) return undefined;
  const keys = (select.groupClause ?? []).flatMap((node) => columnOf(statement, node) ?? []);
  if (keys.length === 0 || keys.length !== select.groupClause?.length) return undefined;
  const calls = outputs.flatMap(({ value, column }, at) => {
    const call = column ? undefined : as(value, 'FuncCall');
    return call && isSafeAggregate(statement, call, block) && fitsWindow(call) ? [{ call, at }] : [];
  });
  const isKnown = outputs.every(({ column }, at) =>
    column ? keys.includes(column) : calls.some((one) => one.at === at),
  );
  return isKnown && calls.length > 0 ? { table, keys, calls } : undefined;
}

/** No window function takes DISTINCT. */
function fitsWindow(call: FuncCall): boolean {
  return call.agg_distinct !== true && call.agg_order === undefined;
}

function isSameTable(one: FromItem, other: FromItem): boolean {
  const [range, twin] = [as(one.node, 'RangeVar'), as(other.node, 'RangeVar')];
  return one.kind === 'table' && one.table === other.table && range?.inh === twin?.inh;
}

/** The term says `groups.key = item.key`, of one and the same column of the table. */
function sameKey(statement: ParsedStatement, term: Node, groups: FromItem, item: FromItem): ItemColumn | undefined {
  const comparison = asComparison(term);
  if (comparison?.operator !== '=') return undefined;
  const sides = [columnOf(statement, comparison.left), columnOf(statement, comparison.right)];
  const own = sides.find((column) => column?.item === item);
  const other = sides.find((column) => column?.item === groups);
  const key = other?.output?.column ?? other;
  return own && key && own.column !== undefined && own.column === key.column ? own : undefined;
}

/** `*` or `groups.*` shows it. */
function isGiven(block: Block, item: FromItem): boolean {
  return (block.select.targetList ?? []).some((node) => {
    const fields = starFields(node);
    return fields !== undefined && (fields.length === 0 || fields.at(-1) === item.alias);
  });
}

/** What stands before the star: `["o"]`. undefined: it is no star. */
function starFields(target: Node): readonly string[] | undefined {
  const { fields = [] } = as(as(target, 'ResTarget')?.val, 'ColumnRef') ?? {};
  return as(fields.at(-1), 'A_Star') ? strings(fields) : undefined;
}

function freeName(item: FromItem, wanted: string): string {
  const taken = item.columns.map(({ name }) => name);
  const names = [wanted, ...Array.from({ length: 100 }, (_, at) => `${wanted}_${at + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? wanted;
}

/** The block with its table as a sub-query that gives the values too. */
function windowed(
  statement: ParsedStatement,
  block: Block,
  { item, keys, calls, replacements, from, terms }: Fold,
): { readonly select: SelectStmt; readonly reasons: readonly string[] } | undefined {
  const { select } = block;
  const isWhole = allOf(select, 'ColumnRef').some((ref) => {
    const found = statement.found.get(ref);
    return found?.kind === 'row' && found.item === item;
  });
  const isRenamed = (as(item.node, 'RangeVar')?.alias?.colnames ?? []).length > 0;
  // GROUP BY a key lets the other columns be read, but not those of a sub-query.
  if (isWhole || isRenamed || mergesColumns(block) || (select.groupClause ?? []).length > 0) return undefined;
  const targets = (select.targetList ?? []).map((node) => withoutStar(node, block, item));
  if (targets.some((list) => list === undefined)) return undefined;
  const targetList = targets.flatMap((list) => list ?? []);
  const isRead = (column: ItemColumn) =>
    keys.includes(column) ||
    targetList.some((node) => starColumn(node, item) === column.name) ||
    reads(statement, select, column);
  const inner = selectOf({
    targets: [
      ...item.columns.filter(isRead).map(({ name }) => target(columnNode(name))),
      ...calls.map(({ call, name }) =>
        target(overGroup(statement, call, keys), name === functionName(call) ? undefined : name),
      ),
    ],
    from: [replaced(item.node, aliasOf(item))],
  });
  const sides = keys.map((key) => ({ key, reasons: whyColumnNotNull(statement, key) }));
  const tests = sides.flatMap(({ key, reasons }) => (reasons ? [] : [isNotNullTest(columnNode(item.alias, key.name))]));
  const changed = { ...withWhere(select, and([...terms, ...tests])), targetList, fromClause: [...from] };
  return {
    select: replaced(changed, [...replacements, [item.node, derivedTable(inner, item.alias)]]),
    reasons: sides.flatMap(({ reasons }) => reasons ?? []),
  };
}

/** The alias goes inside the sub-query, which has it now. */
function aliasOf({ node }: FromItem): readonly Replacement[] {
  const alias = as(node, 'RangeVar')?.alias;
  return alias ? [[alias, undefined]] : [];
}

/** `o.*` column by column, since the sub-query has more. undefined: it cannot be written. */
function withoutStar(node: Node, { items }: Block, item: FromItem): readonly Node[] | undefined {
  const fields = starFields(node);
  if (!fields || (fields.length > 0 && fields.at(-1) !== item.alias)) return [node];
  if (fields.length === 0 && items.length > 1) return undefined;
  return item.columns.map(({ name }) => target(columnNode(item.alias, name)));
}

function starColumn(node: Node, item: FromItem): string | undefined {
  const names = strings(as(as(node, 'ResTarget')?.val, 'ColumnRef')?.fields);
  return names.length === 2 && names[0] === item.alias ? names[1] : undefined;
}

function reads(statement: ParsedStatement, select: SelectStmt, column: ItemColumn): boolean {
  return allOf(select, 'ColumnRef').some((ref) => {
    const found = statement.found.get(ref);
    return found?.kind === 'column' && found.column === column;
  });
}

function overGroup(statement: ParsedStatement, call: FuncCall, keys: readonly ItemColumn[]): Node {
  const bare = allOf(call, 'ColumnRef').flatMap((ref): Replacement[] => {
    const found = statement.found.get(ref);
    return found?.kind === 'column' ? [[ref, columnNode(found.column.name).ColumnRef]] : [];
  });
  const partitionClause = keys.map(({ name }) => columnNode(name));
  return { FuncCall: { ...replaced(call, bare), over: { partitionClause, frameOptions: wholePartition } } };
}

/** FRAMEOPTION_DEFAULTS: without ORDER BY all rows of the partition. */
const wholePartition = 1058;
