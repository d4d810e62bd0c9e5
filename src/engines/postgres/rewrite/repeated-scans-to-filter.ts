import { outputName } from '#engines/sql/resolve/output-name.ts';
import { fingerprint, type Node, type SelectStmt } from './parse.ts';
import { and, columnNode, derivedTable, joinNode, selectOf, target } from './query/build.ts';
import { conjuncts } from './query/conditions.ts';
import { cannotFail } from './query/failing.ts';
import { asFolding, type Folding } from './query/folding.ts';
import { freshName, qualified, withAlias } from './query/names.ts';
import { dependsOnChance } from './query/order.ts';
import { isRowWise } from './query/plain-block.ts';
import { itemsRead, readsOnly } from './query/references.ts';
import type { Block, FromItem, ParsedStatement } from './query/statement.ts';
import { allOf, as, findNode, type Replacement, replaced, strings } from './query/tree.ts';
import type { Application, RewriteRule } from './rule.ts';

export const repeatedScansToFilter: RewriteRule = {
  id: 'repeated-scans-to-filter',
  summary: 'Several sub-queries that fold the same table become one, with FILTER.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/sql-expressions.html#SYNTAX-AGGREGATES',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (block.arms.length > 0 || dependsOnChance(statement, block)) continue;
      for (const scans of scansIn(statement, block)) {
        if (scans.length < 2) continue;
        if (block.items.length === 0) yield* alone(statement, block, scans);
        else yield* beside(statement, block, scans);
      }
    }
  },
};

/** A scalar sub-query of the SELECT list. Those of one table are written with the alias of the first. */
interface Scan extends Folding {
  readonly block: Block;
  readonly node: Node;
  readonly from: readonly Node[];
  readonly terms: readonly { readonly term: Node; readonly print: string; readonly isOwn: boolean }[];
}

/** Sub-queries over the same FROM. */
function scansIn(statement: ParsedStatement, around: Block): readonly (readonly Scan[])[] {
  const groups = new Map<string, Scan[]>();
  for (const block of statement.blocks) {
    if (block.around !== around || block.sublink?.subLinkType !== 'EXPR_SUBLINK') continue;
    const node = findNode(around.select.targetList, (one) => as(one, 'SubLink') === block.sublink);
    const folding = asFolding(statement, block);
    const isSteady = conjuncts(block.select.whereClause).every(cannotFail);
    if (!node || !folding || !isSteady || !readsOnly(statement, block.select.fromClause, block.items)) continue;
    const print = printOf(block);
    const known = groups.get(print) ?? [];
    const scan = scanOf(statement, { block, node, ...folding }, known[0]?.block.items[0]?.alias);
    groups.set(print, [...known, scan]);
  }
  return [...groups.values()];
}

/** Of one table its name, whatever its alias. */
function printOf({ items, select }: Block): string {
  const [item, more] = items;
  const range = as(item?.node, 'RangeVar');
  const isTable = range && !more && (range.alias?.colnames ?? []).length === 0;
  return fingerprint(isTable ? { ...range, alias: undefined } : select.fromClause);
}

function scanOf(
  statement: ParsedStatement,
  scan: Folding & Pick<Scan, 'block' | 'node'>,
  alias: string | undefined,
): Scan {
  const { block } = scan;
  const [item] = block.items;
  const renamed = <T>(tree: T): T =>
    item && alias !== undefined && alias !== item.alias ? withAlias(statement, tree, item, alias) : tree;
  const value = renamed(scan.value);
  return {
    ...scan,
    value,
    calls: allOf(value, 'FuncCall').filter((call) => scan.calls.some((one) => isSameCall(renamed(one), call))),
    from: renamed(block.select.fromClause ?? []),
    terms: conjuncts(block.select.whereClause).map((term) => ({
      term: renamed(term),
      print: fingerprint(
        item && alias !== undefined && block.items.length === 1
          ? withAlias(statement, term, item, alias)
          : qualified(statement, term),
      ),
      isOwn: readsOnly(statement, term, block.items) && itemsRead(statement, term).size > 0,
    })),
  };
}

function isSameCall(one: object, other: object): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** The values of all, each with what only it asked for in FILTER; and the FROM and WHERE of all. */
function together(
  scans: readonly Scan[],
): { readonly values: readonly Node[]; readonly from: readonly Node[]; readonly where: Node | undefined } | undefined {
  const [first] = scans;
  const common = (first?.terms ?? []).filter(({ print }) =>
    scans.every(({ terms }) => terms.some((one) => one.print === print)),
  );
  const prints = common.map(({ print }) => print);
  const own = scans.map(({ terms }) => terms.filter(({ print }) => !prints.includes(print)));
  // Without a column of its own an aggregate belongs to the query around.
  if (!first || own.some((terms) => terms.some(({ isOwn }) => !isOwn))) return undefined;
  const values = scans.map(({ value, calls }, at) =>
    replaced(
      value,
      calls.flatMap((call): Replacement[] => {
        const filter = and([...(own[at] ?? []).map(({ term }) => term), call.agg_filter]);
        return filter ? [[call, { ...call, agg_filter: filter }]] : [];
      }),
    ),
  );
  return { values, from: first.from, where: and(common.map(({ term }) => term)) };
}

const why = 'The server reads the table once for all of them, not once for each.';

/** `SELECT (SELECT count(*) …), (SELECT sum(x) …)` without FROM. */
function* alone(statement: ParsedStatement, block: Block, scans: readonly Scan[]): Iterable<Application> {
  const { targetList = [], withClause, ...select } = block.select;
  const { limitOption: _, op: __, ...more } = select;
  const nodes = scans.map(({ node }) => node);
  const others = replaced(
    targetList,
    nodes.map((node): Replacement => [node, { A_Const: { isnull: true } }]),
  );
  const isAll = allOf(others, 'SubLink').length === 0 && allOf(others, 'ColumnRef').length === 0;
  const isBare = Object.keys(more).length === 0 && block.role !== 'sublink';
  const all = isAll && isBare && allOf(others, 'FuncCall').every((call) => !call.over) ? together(scans) : undefined;
  if (!all) return;
  const replacements = nodes.flatMap((node, at): Replacement[] => {
    const value = all.values[at];
    return value ? [[node, value]] : [];
  });
  const folded = selectOf({
    targets: targetList.map((node) => keepName(node, replacements)),
    from: all.from,
    where: all.where,
  });
  yield {
    tree: replaced(statement.tree, [[block.select, { ...folded, ...(withClause ? { withClause } : {}) }]]),
    what: `${scans.length} sub-queries over the same table become one query, with FILTER.`,
    why,
    preconditions: [],
  };
}

/** The same for each row of a query: one LATERAL sub-query that gives all values. */
function* beside(statement: ParsedStatement, block: Block, scans: readonly Scan[]): Iterable<Application> {
  const { targetList = [], fromClause = [] } = block.select;
  const all = isRowWise(statement, block) && !targetList.some(isBareStar) ? together(scans) : undefined;
  const [first, ...others] = fromClause;
  if (!all?.values.every(cannotFail) || !first) return;
  const names = namesFor(statement, scans);
  const alias = freshName(statement, scans[0]?.block.items[0]?.table?.name ?? 'folded');
  const folded = selectOf({
    targets: all.values.map((value, at) => target(value, outputName(value) === names[at] ? undefined : names[at])),
    from: all.from,
    where: all.where,
  });
  const derived = lateral(folded, alias);
  const replacements = scans.map(({ node }, at): Replacement => [node, columnNode(alias, names[at] ?? '')]);
  const left = others.reduce((from, item) => joinNode('JOIN_INNER', from, item, undefined), first);
  const select: SelectStmt = {
    ...block.select,
    targetList: targetList.map((node) => keepName(node, replacements)),
    fromClause: [joinNode('JOIN_INNER', left, derived, undefined)],
  };
  yield {
    tree: replaced(statement.tree, [[block.select, select]]),
    what: `${scans.length} sub-queries over the same table become one LATERAL sub-query.`,
    why: 'For each row the server reads the other table once for all values, not once for each.',
    preconditions: [],
  };
}

function lateral(select: SelectStmt, alias: string): Node {
  const derived = as(derivedTable(select, alias), 'RangeSubselect');
  return { RangeSubselect: { ...derived, lateral: true } };
}

function isBareStar(node: Node): boolean {
  const fields = as(as(node, 'ResTarget')?.val, 'ColumnRef')?.fields ?? [];
  return fields.length === 1 && as(fields[0], 'A_Star') !== undefined;
}

/** Names that no column in sight has. */
function namesFor(statement: ParsedStatement, scans: readonly Scan[]): readonly string[] {
  const columns = (items: readonly FromItem[]) => items.flatMap((item) => item.columns.map(({ name }) => name));
  const taken = new Set([
    ...statement.blocks.flatMap(({ items }) => columns(items)),
    ...allOf(statement.tree, 'ColumnRef').flatMap(({ fields }) => strings(fields)),
  ]);
  return scans.map(({ value, name, node, block }) => {
    const outside = (block.around?.select.targetList ?? []).find((one) => as(one, 'ResTarget')?.val === node);
    const wanted = name ?? as(outside, 'ResTarget')?.name ?? outputName(value);
    const base = /^\w+$/.test(wanted) ? wanted : 'value';
    const names = [base, ...Array.from({ length: 100 }, (_, at) => `${base}_${at + 2}`)];
    const free = names.find((one) => !taken.has(one)) ?? base;
    taken.add(free);
    return free;
  });
}

/** The entry with other parts, under the name that it had. */
function keepName(entry: Node, replacements: readonly Replacement[]): Node {
  const { name, val } = as(entry, 'ResTarget') ?? {};
  const changed = replaced(entry, replacements);
  const value = as(changed, 'ResTarget')?.val;
  if (!val || !value || name !== undefined || changed === entry) return changed;
  return outputName(value) === outputName(val) ? changed : target(value, outputName(val));
}
