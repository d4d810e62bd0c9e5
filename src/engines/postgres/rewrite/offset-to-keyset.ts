import type { Node, SelectStmt, SortBy } from './parse.ts';
import { printTree } from './parse.ts';
import { and, columnNode, operation, or, parameter, target, withWhere } from './query/build.ts';
import { uniqueKeys } from './query/catalog.ts';
import { freshName } from './query/names.ts';
import { whyColumnNotNull, whyRejected } from './query/nullability.ts';
import { sortKey } from './query/order.ts';
import { isRowWise } from './query/plain-block.ts';
import type { Block, ItemColumn, ParsedStatement } from './query/statement.ts';
import { allOf, as, replaced } from './query/tree.ts';
import { whyDetermined } from './query/unique.ts';
import type { Application, RewriteRule } from './rule.ts';

export const offsetToKeyset: RewriteRule = {
  id: 'offset-to-keyset',
  summary: 'LIMIT … OFFSET becomes a condition behind the last row of the page before.',
  class: 'changes-contract',
  source: 'https://www.postgresql.org/docs/18/queries-limit.html',
  *apply(statement) {
    const [main] = statement.blocks;
    if (main && isPaged(statement, main)) yield* pages(statement, main);
  },
};

function isPaged(statement: ParsedStatement, block: Block): boolean {
  const { limitCount, limitOffset, limitOption, distinctClause } = block.select;
  const isNumber = (node: Node | undefined) => node !== undefined && ('A_Const' in node || 'ParamRef' in node);
  const isSkipping = as(limitOffset, 'A_Const')?.ival?.ival !== undefined || as(limitOffset, 'ParamRef') !== undefined;
  if (!isNumber(limitCount) || !isSkipping || limitOption !== 'LIMIT_OPTION_COUNT') return false;
  return isRowWise(statement, block) && distinctClause === undefined && block.items.length > 0;
}

/** A key of the order: its column, which way it goes, and where it stands among the outputs. */
interface Key {
  readonly column: ItemColumn;
  readonly sort: SortBy;
  readonly at: number;
  readonly reasons: readonly string[];
}

function* pages(statement: ParsedStatement, block: Block): Iterable<Application> {
  const { limitOffset: _, limitCount, ...bare } = block.select;
  const others = new Set(allOf({ SelectStmt: bare }, 'ParamRef').map(({ number }) => number ?? 0));
  const order = totalOrder(statement, block);
  // A number between that is used no more would have no type.
  if (!order || !limitCount || others.size !== Math.max(0, ...others)) return;
  const { keys, isExtended, targets } = order;
  const select: SelectStmt = {
    ...bare,
    targetList: [...targets],
    sortClause: keys.map(({ sort }) => ({ SortBy: sort })),
  };
  const free = others.size + 1;
  const isFixed = as(limitCount, 'A_Const') !== undefined;
  const page = (limit: Node, first: number): SelectStmt => {
    const where = and([select.whereClause, behind(keys, first)]);
    return { ...withWhere(select, where), limitCount: limit };
  };
  const tree = (one: SelectStmt) => replaced(statement.tree, [[block.select, one]]);
  const limited = { ...select, limitCount: parameter(free) };
  const texts = {
    offset: printTree(tree({ ...limited, limitOffset: parameter(free + 1) })),
    first: printTree(tree(limited)),
    next: printTree(tree(page(parameter(free), free + 1))),
  };
  if (!texts.offset || !texts.first || !texts.next) return;
  const start = isFixed ? free : free + 1;
  const names = keys.map(({ column }) => column.name);
  yield {
    tree: tree(page(isFixed ? limitCount : parameter(free), start)),
    what: `OFFSET becomes a condition that continues behind ${listed(names)} of the last row.`,
    why: 'Skipped rows are found and sorted like all others, so page 1,000 costs a thousand times page 1; an index finds the place at once.',
    preconditions: [
      ...new Set(keys.flatMap(({ reasons }) => reasons)),
      ...order.reasons,
      ...(isExtended
        ? [`rows that tie are now ordered by ${listed(names.slice(-order.added))}, where it was chance`]
        : []),
    ],
    compared: 'pages',
    contract: `Give ${listed(names.map((name, at) => `$${start + at} = ${name}`))} of the last row of the page before; read the first page without that condition. Pages can be turned, not jumped to.`,
    keyset: {
      offset: { text: texts.offset, limit: free, offset: free + 1 },
      first: { text: texts.first, limit: free },
      next: {
        text: texts.next,
        limit: free,
        keys: keys.map(({ at }, place) => ({ parameter: free + 1 + place, column: at })),
      },
    },
  };
}

interface Order {
  readonly keys: readonly Key[];
  readonly targets: readonly Node[];
  readonly reasons: readonly string[];
  /** Columns of a key were added to ORDER BY, so that no two rows tie. */
  readonly isExtended: boolean;
  readonly added: number;
}

function totalOrder(statement: ParsedStatement, block: Block): Order | undefined {
  const written = (block.select.sortClause ?? []).flatMap((node) => as(node, 'SortBy') ?? []);
  const columns = written.map(({ node }) => sortKey(statement, block, node).column);
  const known = columns.filter((column) => column?.item.of === block).flatMap((column) => column ?? []);
  if (written.length === 0 || known.length < written.length) return undefined;
  if (written.some(({ sortby_dir }) => sortby_dir === 'SORTBY_USING')) return undefined;
  const direction = written.at(-1)?.sortby_dir ?? 'SORTBY_DEFAULT';
  const added = whyDetermined(statement, block, known) ? [] : missing(statement, block, known);
  const reasons = added && whyDetermined(statement, block, [...known, ...added]);
  if (!added || !reasons || !block.outputs) return undefined;
  const targets = [...(block.select.targetList ?? [])];
  const outputs = [...block.outputs.map(({ column }) => column)];
  const keys = [...known, ...added].map((column, place): Key | undefined => {
    const why = whyColumnNotNull(statement, column) ?? whyRejected(statement, column, block);
    if (!why || column.item.alias === '') return undefined;
    const node = columnNode(...(block.items.length > 1 ? [column.item.alias] : []), column.name);
    const sort = written[place] ?? { node, sortby_dir: direction, sortby_nulls: 'SORTBY_NULLS_DEFAULT' };
    if (!outputs.includes(column)) {
      outputs.push(column);
      targets.push(target(node, isTaken(block, column.name) ? freshName(statement, column.name) : undefined));
    }
    return { column, sort, at: outputs.indexOf(column), reasons: why };
  });
  const sure = keys.filter((key) => key !== undefined);
  return sure.length < keys.length
    ? undefined
    : { keys: sure, targets, reasons, isExtended: added.length > 0, added: added.length };
}

function isTaken(block: Block, name: string): boolean {
  return (block.outputs ?? []).some((output) => output.name === name);
}

/** Columns of keys that settle which row it is: of one table if that will do, else of all. */
function missing(
  statement: ParsedStatement,
  block: Block,
  known: readonly ItemColumn[],
): readonly ItemColumn[] | undefined {
  const keys = block.items.map((item) => uniqueKeys(item, statement.schema)[0]?.columns ?? []);
  const tries = [...keys, keys.flat()].map((columns) => columns.filter((column) => !known.includes(column)));
  return tries.find((columns) => columns.length > 0 && whyDetermined(statement, block, [...known, ...columns]));
}

/** `(a, b) > ($1, $2)`; where directions differ, one after the other: `a >= $1 AND (a > $1 OR (a = $1 AND b < $2))`. */
function behind(keys: readonly Key[], first: number): Node | undefined {
  const sides = keys.map(({ column, sort }, at) => ({
    column: keyNode(column),
    operator: sort.sortby_dir === 'SORTBY_DESC' ? '<' : '>',
    value: parameter(first + at),
  }));
  const [one, ...more] = sides;
  if (!one) return undefined;
  if (more.length === 0) return operation(one.column, one.operator, one.value);
  if (more.every(({ operator }) => operator === one.operator)) {
    const row = (args: readonly Node[]): Node => ({ RowExpr: { args: [...args], row_format: 'COERCE_IMPLICIT_CAST' } });
    const [columns, values] = [sides.map(({ column }) => column), sides.map(({ value }) => value)];
    return operation(row(columns), one.operator, row(values));
  }
  const nested = sides.reduceRight<Node | undefined>((rest, { column, operator, value }) => {
    const tied = rest && and([operation(column, '=', value), rest]);
    return or([operation(column, operator, value), tied]);
  }, undefined);
  return and([operation(one.column, `${one.operator}=`, one.value), nested]);
}

function keyNode({ item, name }: ItemColumn): Node {
  return columnNode(...(item.of.items.length > 1 ? [item.alias] : []), name);
}

/** "a", "a and b", "a, b and c". */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
