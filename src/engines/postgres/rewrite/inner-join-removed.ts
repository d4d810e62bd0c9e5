import type { Node } from './parse.ts';
import { and, isNotNullTest, withWhere } from './query/build.ts';
import { foreignKeys, uniqueKeys } from './query/catalog.ts';
import { asComparison, mirror } from './query/conditions.ts';
import { leaveOut } from './query/leave-out.ts';
import { qualified } from './query/names.ts';
import { whyNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { columnOf, itemsRead } from './query/references.ts';
import type { Block, FromItem, ItemColumn, ParsedStatement } from './query/statement.ts';
import { replaced } from './query/tree.ts';
import type { RewriteRule } from './rule.ts';

export const innerJoinRemoved: RewriteRule = {
  id: 'inner-join-removed',
  summary: 'A join along a foreign key goes where no column of the parent is read.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-FK',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      for (const item of block.items) {
        const left = leaveOut(block, item);
        const key = left && alongKey(statement, block, item, left.terms);
        if (!left || !key) continue;
        const { select } = block;
        const rest = left.terms.filter((term) => !key.terms.includes(term));
        const { fromClause: _, whereClause: __, ...others } = select;
        const isGiven = (block.outputs ?? [{ column: { item } }]).some((output) => output.column?.item === item);
        if (isGiven || itemsRead(statement, [rest, others, left.from]).has(item)) continue;
        const where = and([...rest, ...key.tests]);
        yield {
          tree: replaced(statement.tree, [[select, { ...withWhere(select, where), fromClause: [...left.from] }]]),
          what: `The join with ${item.alias} goes, since every row has its one match there and nothing of it is read.`,
          why: 'The planner does not use foreign keys to leave a join out, so it reads the parent table for nothing.',
          preconditions: [...key.reasons],
        };
      }
    }
  },
};

interface AlongKey {
  /** The conditions that the foreign key keeps by itself. */
  readonly terms: readonly Node[];
  /** A row with NULL there had no match. */
  readonly tests: readonly Node[];
  readonly reasons: readonly string[];
}

/** The terms that read the item say `child.key = item.key`, column by column. */
function alongKey(
  statement: ParsedStatement,
  block: Block,
  item: FromItem,
  terms: readonly Node[],
): AlongKey | undefined {
  const reading = terms.filter((term) => itemsRead(statement, term).has(item));
  const pairs = reading.flatMap((term) => pairOf(statement, term, item) ?? []);
  const [first] = pairs;
  const child = first?.child.item;
  if (!child || child.of !== block || pairs.length !== reading.length) return undefined;
  if (pairs.some((pair) => pair.child.item !== child)) return undefined;
  for (const { references, columns, name } of foreignKeys(child, statement.schema)) {
    const isParent = references?.schema === item.table?.schema && references?.table === item.table?.name;
    const isWhole = columns.every((column, at) =>
      pairs.some((pair) => pair.child.column?.name === column && pair.parent.column?.name === references?.columns[at]),
    );
    const others = pairs.filter((pair) => {
      const at = columns.indexOf(pair.child.column?.name ?? '');
      return at < 0 || pair.parent.column?.name !== references?.columns[at];
    });
    const key = uniqueKeys(item, statement.schema).find((one) => isSameSet(one.columns, references?.columns ?? []));
    if (!isParent || !isWhole || others.length > 0 || !key) continue;
    const sides = pairs.map(({ node }) => ({ node, reasons: whyNotNull(statement, node) }));
    return {
      terms: reading,
      tests: sides.flatMap(({ node, reasons }) => (reasons ? [] : [isNotNullTest(qualified(statement, node))])),
      reasons: [
        `${name} has every row of ${child.table?.name} refer to one of ${item.table?.name}`,
        ...new Set(sides.flatMap(({ reasons }) => reasons ?? [])),
      ],
    };
  }
  return undefined;
}

function pairOf(
  statement: ParsedStatement,
  term: Node,
  item: FromItem,
): { readonly child: ItemColumn; readonly parent: ItemColumn; readonly node: Node } | undefined {
  const found = asComparison(term);
  if (found?.operator !== '=') return undefined;
  const comparison = columnOf(statement, found.right)?.item === item ? found : mirror(found);
  const [child, parent] = [columnOf(statement, comparison.left), columnOf(statement, comparison.right)];
  return child && parent?.item === item && child.item !== item ? { child, parent, node: comparison.left } : undefined;
}

function isSameSet(columns: readonly ItemColumn[], names: readonly string[]): boolean {
  return columns.length === names.length && columns.every(({ column }) => column && names.includes(column.name));
}
