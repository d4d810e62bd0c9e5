import { type Node, parseTree } from '#engines/postgres/rewrite/parse.ts';
import { columnNode, operation, parameter, withWhere } from '#engines/postgres/rewrite/query/build.ts';
import { freshName } from '#engines/postgres/rewrite/query/names.ts';
import { isLimited, isRowWise } from '#engines/postgres/rewrite/query/plain-block.ts';
import { columnOf } from '#engines/postgres/rewrite/query/references.ts';
import { as, replaced, strings } from '#engines/postgres/rewrite/query/tree.ts';
import { isDistinct, isGrouped, whyDetermined } from '#engines/postgres/rewrite/query/unique.ts';
import type { CombinedQuery } from '#vocabulary/combined-query.ts';
import { laidOut, quoted, sqlOf } from './print.ts';
import type { Child, ChildKey } from './read-child.ts';

/** The forms that take all keys as an array: `= any($1)` where that says the same, GROUP BY, or a sub-query per key. */
export function perKeyForms(child: Child): readonly CombinedQuery[] {
  const specification = onePerKey(child, sqlOf(withKeys(child, child.statement.tree)));
  if (specification === undefined) return [];
  const simple = anyForm(child, specification) ?? groupForm(child, specification);
  const many =
    child.keys.length > 1
      ? 'the values as arrays, one for each parameter'
      : `the ${child.keys[0]?.name ?? 'key'} values as one array`;
  const lateral: CombinedQuery = {
    form: 'lateral',
    text: specification,
    what: `Give ${many}; the sub-query runs once per value, inside of the server.`,
    specification,
    preconditions: guesses(child),
  };
  return simple === undefined ? [lateral] : [simple];
}

/** The executions one after the other: each distinct key, and beside it the rows of the statement for that key. */
export function onePerKey(child: Child, inner: string | undefined): string | undefined {
  if (inner === undefined) return undefined;
  const k = freshName(child.statement, 'k');
  const names = keyNames(child);
  const arrays = child.keys.map(({ number, type }) => `$${number}::${type}[]`);
  const columns = names.map(quoted).join(', ');
  const keys =
    child.keys.length === 1
      ? `(SELECT DISTINCT unnest(${arrays[0]}) AS ${columns}) AS ${k}`
      : `(SELECT DISTINCT * FROM unnest(${arrays.join(', ')}) AS u (${columns})) AS ${k}`;
  const shown = child.keys.flatMap((key, at) => (isShown(child, key) ? [] : [`${k}.${quoted(names[at] ?? 'key')}`]));
  const c = freshName(child.statement, 'c');
  return laidOut(`SELECT ${[...shown, `${c}.*`].join(', ')} FROM ${keys} CROSS JOIN LATERAL (${inner}) AS ${c}`);
}

/** The statement with its keys read from `k`. */
function withKeys(child: Child, tree: Node): Node {
  const k = freshName(child.statement, 'k');
  const names = keyNames(child);
  return replaced(
    tree,
    child.keys.flatMap(({ nodes }, at) => nodes.map((node): [Node, Node] => [node, columnNode(k, names[at] ?? 'key')])),
  );
}

/** A name that the statement's own columns do not have, unless it is that very column. */
function keyNames({ keys }: Child): readonly string[] {
  const seen = new Set<string>();
  return keys.map(({ name }) => {
    let free = name;
    for (let at = 2; seen.has(free); at += 1) free = `${name}_${at}`;
    seen.add(free);
    return free;
  });
}

/** The key is among the columns that the statement gives. */
export function isShown({ block, select }: Child, { equality, name }: ChildKey): boolean {
  if (equality === undefined) return false;
  if (equality.found !== undefined && block.outputs !== undefined) {
    return block.outputs.some((output) => output.column === equality.found && output.name === name);
  }
  const own = strings(as(equality.column, 'ColumnRef')?.fields);
  return (select.targetList ?? []).some((target) => {
    const { name: alias, val } = as(target, 'ResTarget') ?? {};
    const ref = as(val, 'ColumnRef');
    const fields = strings(ref?.fields);
    if (as(ref?.fields?.at(-1), 'A_Star')) return fields.length === 0 || fields.at(-1) === own.at(-2);
    return alias === undefined && ref !== undefined && fields.at(-1) === own.at(-1);
  });
}

function guesses({ keys }: Child): string[] {
  return keys
    .filter(({ guessed }) => guessed)
    .map(({ number, type }) => `The type ${type}[] of $${number} was guessed, for no schema was at hand`);
}

/** `WHERE key = any($1)`, where the rows of one key do not depend on those of another. */
function anyForm(child: Child, specification: string): CombinedQuery | undefined {
  const { block, select, keys, statement } = child;
  const [key, more] = keys;
  if (key?.equality === undefined || more !== undefined || !isRowWise(statement, block)) return undefined;
  if ((select.distinctClause ?? []).length > 0 && !isDistinct(block)) return undefined;
  const whyOne = isLimited(select) ? whyLimitIsIdle(child, key) : [];
  if (whyOne === undefined) return undefined;
  const { limitCount: _, limitOffset: __, ...unlimited } = withWhere(select, whereAny(child, key));
  const targets = isShown(child, key)
    ? select.targetList
    : [targetOf(key.equality.column), ...(select.targetList ?? [])];
  const isOne = isLimited(select) || whyOnePerKey(child, key) !== undefined;
  const sql = sqlOf({
    SelectStmt: { ...unlimited, limitOption: 'LIMIT_OPTION_DEFAULT', targetList: [...(targets ?? [])] },
  });
  const text = sql && laidOut(sql);
  if (text === undefined) return undefined;
  return {
    form: 'any',
    text,
    what: isOne
      ? `Give the ${key.name} values as one array, and look the rows up by ${key.name}: there is at most one for each.`
      : `Give the ${key.name} values as one array, and group the rows by ${key.name}.`,
    specification,
    preconditions: [...whyOne],
  };
}

/** LIMIT cuts nothing off where there is at most one row per key. */
export function whyLimitIsIdle(
  { statement, block, select, hasSchema }: Child,
  key: ChildKey,
): readonly string[] | undefined {
  const found = key.equality?.found;
  const least = as(select.limitCount, 'A_Const')?.ival?.ival ?? 0;
  const offset = select.limitOffset === undefined ? 0 : (as(select.limitOffset, 'A_Const')?.ival?.ival ?? 0);
  const isConstant = select.limitOffset === undefined || as(select.limitOffset, 'A_Const') !== undefined;
  if (found === undefined || !hasSchema || least < 1 || offset > 0 || !isConstant) return undefined;
  return whyDetermined(statement, block, [found]);
}

/** There is at most one row per key. */
export function whyOnePerKey({ statement, block, hasSchema }: Child, key: ChildKey): readonly string[] | undefined {
  const found = key.equality?.found;
  if (found === undefined || !hasSchema || !isRowWise(statement, block)) return undefined;
  return whyDetermined(statement, block, [found]);
}

/** Aggregates: GROUP BY the key. */
function groupForm(child: Child, specification: string): CombinedQuery | undefined {
  const { block, select, keys, statement } = child;
  const [key, more] = keys;
  if (key?.equality === undefined || more !== undefined || !isGrouped(block) || block.arms.length > 0) return undefined;
  if (isLimited(select) || select.distinctClause || select.withClause) return undefined;
  const { column } = key.equality;
  const groups = select.groupClause ?? [];
  if (groups.some((node) => as(node, 'GroupingSet') || as(node, 'A_Const'))) return undefined;
  const isOneRow = groups.length === 0;
  if (isOneRow && (select.sortClause || select.havingClause)) return undefined;
  const isGroupedBy = groups.some((node) => sameColumn(statement, node, column));
  const sql = sqlOf({
    SelectStmt: {
      ...withWhere(select, whereAny(child, key)),
      targetList: [...(isShown(child, key) ? [] : [targetOf(column)]), ...(select.targetList ?? [])],
      groupClause: isGroupedBy ? [...groups] : [column, ...groups],
    },
  });
  const text = sql && laidOut(sql);
  // Without GROUP BY there is a row for a key that has none: the specification leaves those out.
  const spec = isOneRow ? onePerKey(child, havingRows(child)) : specification;
  if (text === undefined || spec === undefined) return undefined;
  return {
    form: 'group',
    text,
    what: `Give the ${key.name} values as one array; there is one row per ${key.name}.`,
    specification: spec,
    ...(isOneRow
      ? {
          contract: `A ${key.name} without rows is not in the result: take its count as 0, and other aggregates as NULL.`,
        }
      : {}),
    preconditions: [],
  };
}

function havingRows(child: Child): string | undefined {
  const inner = withKeys(child, child.statement.tree);
  const select = as(inner, 'SelectStmt');
  const counting = as(parseTree('SELECT 1 HAVING count(*) > 0'), 'SelectStmt')?.havingClause;
  return select && counting && sqlOf({ SelectStmt: { ...select, havingClause: counting } });
}

function sameColumn(statement: Child['statement'], one: Node, other: Node): boolean {
  const [first, second] = [columnOf(statement, one), columnOf(statement, other)];
  if (first !== undefined || second !== undefined) return first === second;
  const name = (node: Node) => strings(as(node, 'ColumnRef')?.fields).at(-1);
  return name(one) !== undefined && name(one) === name(other);
}

function whereAny({ select, hasSchema }: Child, { equality, number, type }: ChildKey): Node | undefined {
  if (equality === undefined) return select.whereClause;
  const array = hasSchema ? castNode(number, type) : parameter(number);
  const any: Node = { A_Expr: { ...operation(equality.column, '=', array).A_Expr, kind: 'AEXPR_OP_ANY' } };
  return equality.term === select.whereClause ? any : replaced(select.whereClause, [[equality.term, any]]);
}

function castNode(number: number, type: string): Node {
  const written = as(parseTree(`SELECT $${number}::${type}[]`), 'SelectStmt')?.targetList?.[0];
  return as(written, 'ResTarget')?.val ?? parameter(number);
}

function targetOf(column: Node): Node {
  return { ResTarget: { val: column } };
}
