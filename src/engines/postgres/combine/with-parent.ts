import { type Node, parseTree } from '#engines/postgres/rewrite/parse.ts';
import { and, columnNode, withWhere } from '#engines/postgres/rewrite/query/build.ts';
import { conjuncts } from '#engines/postgres/rewrite/query/conditions.ts';
import { freshName } from '#engines/postgres/rewrite/query/names.ts';
import { isLimited, isRowWise } from '#engines/postgres/rewrite/query/plain-block.ts';
import { readStatement } from '#engines/postgres/rewrite/query/read-statement.ts';
import type { Block, ItemColumn, ParsedStatement } from '#engines/postgres/rewrite/query/statement.ts';
import { unsteadyParts } from '#engines/postgres/rewrite/query/steady.ts';
import { allOf, as, replaced } from '#engines/postgres/rewrite/query/tree.ts';
import { isGrouped } from '#engines/postgres/rewrite/query/unique.ts';
import type { CombinedQuery } from '#vocabulary/combined-query.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Execution } from '#vocabulary/traced-statement.ts';
import { isShown, whyLimitIsIdle, whyOnePerKey } from './per-key.ts';
import { laidOut, quoted, sqlOf } from './print.ts';
import type { Child } from './read-child.ts';

interface Link {
  readonly parent: ParsedStatement;
  readonly block: Block;
  /** The column of the parent that gives the key, which is among its outputs under this name. */
  readonly column: ItemColumn;
  readonly output: string;
  readonly why: string;
}

/** Together with the statement whose rows it was run for: a join, or each row with its children as JSON. */
export function parentForms(read: Child, execution: Execution, schema: DatabaseSchema): readonly CombinedQuery[] {
  const [key, more] = read.keys;
  if (key?.equality?.found === undefined || more !== undefined) return [];
  const link = linkOf(execution, key.equality.found, schema);
  if (link === undefined) return [];
  const child = shifted(read, highestParameter(link.parent.tree));
  const forms = child.isOneRow
    ? [scalarForm(child, link)]
    : child.whyOne === undefined
      ? [jsonForm(child, link), joinForm(child, link)]
      : [joinForm(child, link)];
  return forms.flatMap((form) => (form === undefined ? [] : [form]));
}

interface Shifted {
  readonly child: Child;
  readonly isOneRow: boolean;
  /** There is at most one row per key, and LIMIT cuts nothing off: what says so. */
  readonly whyOne: readonly string[] | undefined;
  /** The child with its key read from elsewhere, as SQL. */
  readonly keyed: (from: Node) => string | undefined;
  readonly renumbered: <T>(tree: T) => T;
  /** Aliases that the child does not have, for the parent and for itself. */
  readonly p: string;
  readonly c: string;
}

/** The child's other parameters stand behind those of the parent. */
function shifted(child: Child, by: number): Shifted {
  const { statement, block, select, keys, constant } = child;
  const isOneRow =
    isGrouped(block) && (select.groupClause ?? []).length === 0 && block.outputs?.length === 1 && !select.havingClause;
  const renumbered = <T>(tree: T): T =>
    replaced(
      tree,
      allOf(tree, 'ParamRef').flatMap((ref): [object, object][] => {
        const place = constant.indexOf(ref.number ?? 0);
        return place < 0 ? [] : [[ref, { number: by + 1 + place }]];
      }),
    );
  const keyed = (from: Node) => {
    const replacements = keys.flatMap(({ nodes }) => nodes.map((node): [Node, Node] => [node, from]));
    return sqlOf(renumbered(replaced(statement.tree, replacements)));
  };
  const [key] = keys;
  const whyOne = key && (isLimited(select) ? whyLimitIsIdle(child, key) : whyOnePerKey(child, key));
  return { child, isOneRow, whyOne, keyed, renumbered, p: freshName(statement, 'p'), c: freshName(statement, 'c') };
}

function highestParameter(tree: Node): number {
  return Math.max(0, ...allOf(tree, 'ParamRef').map(({ number }) => number ?? 0));
}

function linkOf(execution: Execution, key: ItemColumn, schema: DatabaseSchema): Link | undefined {
  const parent = readStatement(parseTree(execution.text), schema);
  const [block] = parent.blocks;
  if (!block || parent.obstacles.length > 0 || unsteadyParts(parent.tree, schema).length > 0) return undefined;
  for (const output of block.outputs ?? []) {
    const { column } = output;
    const why = column && whyLinked(column, key);
    if (column && why && block.outputs?.filter(({ name }) => name === output.name).length === 1) {
      return { parent, block, column, output: output.name, why };
    }
  }
  return undefined;
}

/** A foreign key between the two, in either direction. */
function whyLinked(parent: ItemColumn, child: ItemColumn): string | undefined {
  return refersTo(child, parent) ?? refersTo(parent, child);
}

function refersTo(one: ItemColumn, other: ItemColumn): string | undefined {
  const [from, to] = [one.item.table, other.item.table];
  if (!from || !to || !one.column || !other.column) return undefined;
  const key = from.constraints.find(
    ({ columns, references }) =>
      references?.schema === to.schema &&
      references.table === to.name &&
      columns.some((column, at) => column === one.name && references.columns[at] === other.name),
  );
  return key && `${from.name}.${one.name} refers to ${to.name}.${other.name} (${key.name})`;
}

/** A column to add to the parent. */
interface ExtraColumn {
  readonly name: string;
  readonly what: string;
  /** Made from the child as SQL. */
  readonly value: (inner: string) => string;
  /** The same, in an order that does not depend on the plan. */
  readonly sorted?: (inner: string) => string;
}

function scalarForm(child: Shifted, link: Link): CombinedQuery | undefined {
  return embedded(link, child, {
    name: child.child.block.outputs?.[0]?.name ?? 'figure',
    what: 'Each row brings its own figure; no second query is needed.',
    value: (inner) => `(${inner})`,
  });
}

function jsonForm(child: Shifted, link: Link): CombinedQuery | undefined {
  const { c } = child;
  const [item] = child.child.block.items;
  const name = item?.table?.name ?? item?.alias ?? 'children';
  const collected = (list: string) => (inner: string) =>
    `(SELECT coalesce(json_agg(${list}), '[]') FROM (${inner}) AS ${c})`;
  return embedded(link, child, {
    name,
    what: `Each row brings its ${name} as one JSON array, empty where there are none.`,
    value: collected(c),
    ...(child.child.select.sortClause ? {} : { sorted: collected(`${c} ORDER BY ${c}::text`) }),
  });
}

/** A sub-query in the parent's own SELECT list, so that its ORDER BY and LIMIT stay what they are. */
function embedded(
  { parent, block, column, output, why }: Link,
  { keyed, p }: Shifted,
  { name: wanted, what, value, sorted }: ExtraColumn,
): CombinedQuery | undefined {
  const { select } = block;
  const alias = column.item.alias;
  if (!isRowWise(parent, block) || (select.distinctClause ?? []).length > 0 || alias === '') return undefined;
  const inner = keyed(columnNode(alias, column.name));
  const outside = keyed(columnNode(p, output));
  const base = sqlOf(parent.tree);
  if (inner === undefined || outside === undefined || base === undefined || mentions(inner, alias)) return undefined;
  const taken = new Set(block.outputs?.map(({ name }) => name));
  const name = quoted(taken.has(wanted) ? `${wanted}_of_it` : wanted);
  const within = (one: ExtraColumn['value']) => {
    const extra = as(parseTree(`SELECT ${one(inner)} AS ${name}`), 'SelectStmt')?.targetList ?? [];
    const sql = sqlOf({ SelectStmt: { ...select, targetList: [...(select.targetList ?? []), ...extra] } });
    return sql && laidOut(sql);
  };
  const text = within(value);
  const compared = sorted && within(sorted);
  const specification = laidOut(`SELECT ${p}.*, ${(sorted ?? value)(outside)} AS ${name} FROM (${base}) AS ${p}`);
  if (text === undefined || specification === undefined || (sorted && compared === undefined)) return undefined;
  return {
    form: 'json',
    text,
    what,
    specification,
    ...(compared === undefined ? {} : { compared }),
    preconditions: [why],
  };
}

/** The child has a table of that name itself, which would catch the reference. */
function mentions(sql: string, alias: string): boolean {
  return allOf(parseTree(sql), 'RangeVar').some((range) => (range.alias?.aliasname ?? range.relname) === alias);
}

function joinForm(shift: Shifted, { parent, output, why }: Link): CombinedQuery | undefined {
  const { keyed, p, c } = shift;
  const outside = keyed(columnNode(p, output));
  const base = sqlOf(parent.tree);
  if (outside === undefined || base === undefined) return undefined;
  const specification = laidOut(
    `SELECT ${p}.*, ${c}.* FROM (${base}) AS ${p} LEFT JOIN LATERAL (${outside}) AS ${c} ON true`,
  );
  const joined = plainJoin(shift, base, output);
  const one = shift.whyOne;
  if (specification === undefined) return undefined;
  return {
    form: 'join',
    text: joined ?? specification,
    what:
      one === undefined
        ? 'One row for each pair; the columns behind are NULL where there is none.'
        : 'Each row brings the columns of its partner, NULL where there is none.',
    specification,
    contract:
      one === undefined
        ? 'A row comes once for each of its partners; ask for its order again with ORDER BY.'
        : 'Ask for the order of the rows again with ORDER BY.',
    preconditions: [why, ...(joined === undefined ? [] : (one ?? []))],
  };
}

/** `LEFT JOIN … ON c.key = p.id`, where nothing is cut off per key. */
function plainJoin({ child, renumbered, whyOne, p, c }: Shifted, base: string, output: string): string | undefined {
  const { statement, block, select, keys } = child;
  const [key] = keys;
  if (
    !key?.equality ||
    (isLimited(select) && whyOne === undefined) ||
    !isRowWise(statement, block) ||
    select.withClause ||
    !isShown(child, key)
  )
    return undefined;
  const rest = and(conjuncts(select.whereClause).filter((term) => term !== key.equality?.term));
  if (select.distinctClause) return undefined;
  const { sortClause: _, limitCount: __, limitOffset: ___, ...unordered } = withWhere(select, rest);
  const open = { ...unordered, limitOption: 'LIMIT_OPTION_DEFAULT' as const };
  const inner = sqlOf(renumbered({ SelectStmt: open }));
  if (inner === undefined) return undefined;
  return laidOut(
    `SELECT ${p}.*, ${c}.* FROM (${base}) AS ${p} LEFT JOIN (${inner}) AS ${c} ON ${c}.${quoted(key.name)} = ${p}.${quoted(output)}`,
  );
}
