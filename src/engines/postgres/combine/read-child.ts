import { type A_Const, type Node, parseTree, type SelectStmt } from '#engines/postgres/rewrite/parse.ts';
import { integer } from '#engines/postgres/rewrite/query/build.ts';
import { asComparison, conjuncts } from '#engines/postgres/rewrite/query/conditions.ts';
import { readStatement } from '#engines/postgres/rewrite/query/read-statement.ts';
import { columnOf } from '#engines/postgres/rewrite/query/references.ts';
import type { Block, ItemColumn, ParsedStatement } from '#engines/postgres/rewrite/query/statement.ts';
import { unsteadyParts } from '#engines/postgres/rewrite/query/steady.ts';
import { as, replaced, strings } from '#engines/postgres/rewrite/query/tree.ts';
import { castType, columnType } from '#engines/postgres/rewrite/query/types.ts';
import { walkTree } from '#engines/sql/resolve/print.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Execution } from '#vocabulary/traced-statement.ts';

/** A value that is another in each execution. */
export interface ChildKey {
  /** Of the parameter that takes all of them. */
  readonly number: number;
  /** Where it stands in the tree. */
  readonly nodes: readonly Node[];
  /** As the server prints it: "bigint". */
  readonly type: string;
  /** The type was guessed from the values. */
  readonly guessed: boolean;
  /** Of the column that it is compared with, else "key". */
  readonly name: string;
  /** Set where it stands once, as a term of WHERE: `column = $1`. */
  readonly equality?: { readonly term: Node; readonly column: Node; readonly found: ItemColumn | undefined };
}

/** The repeated statement, and what differs between its executions. */
export interface Child {
  readonly statement: ParsedStatement;
  readonly block: Block;
  readonly select: SelectStmt;
  readonly keys: readonly ChildKey[];
  /** Its parameters that are the same in all executions, by number. */
  readonly constant: readonly number[];
  readonly hasSchema: boolean;
}

const noSchema = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [] });

/** undefined: it is no plain query, it locks or is volatile, or its executions differ in more than single values. */
export function readChild(executions: readonly Execution[], schema: DatabaseSchema | undefined): Child | undefined {
  const [first] = executions;
  if (first === undefined) return undefined;
  const trees = executions.map(({ text }) => parseTree(text));
  const columns = alignedValues(trees, executions);
  const [tree] = trees;
  if (columns === undefined || tree === undefined) return undefined;
  const numbered = withNumbers(tree, columns);
  const statement = readStatement(numbered.tree, schema ?? noSchema);
  const [block] = statement.blocks;
  const select = as(numbered.tree, 'SelectStmt');
  const obstacles =
    schema === undefined
      ? statement.obstacles.filter((one) => !/ is not known, or fits twice$| is not in the schema$/.test(one))
      : statement.obstacles;
  if (block === undefined || select === undefined || obstacles.length > 0) return undefined;
  if (unsteadyParts(numbered.tree, schema ?? noSchema).length > 0) return undefined;
  const groups = numbered.groups.length > 0 ? numbered.groups : guessedGroups(statement, block, numbered.tree);
  if (groups.length === 0) return undefined;
  const isKey = new Set(groups.map(({ number }) => number));
  return {
    statement,
    block,
    select,
    keys: groups.map((group) => keyOf(statement, block, group)),
    constant: [...new Set(valueNodes(numbered.tree).flatMap((node) => as(node, 'ParamRef')?.number ?? []))].filter(
      (number) => !isKey.has(number),
    ),
    hasSchema: schema !== undefined,
  };
}

interface Group {
  readonly number: number;
  readonly nodes: readonly Node[];
  readonly values: readonly (string | null)[];
}

interface ValueColumn {
  readonly node: Node;
  /** In each execution; undefined where nobody knows the parameter's value. */
  readonly values: readonly (string | null | undefined)[];
}

/** Constants and parameters, in the order of the tree. */
function valueNodes(tree: Node): readonly Node[] {
  const found: Node[] = [];
  walkTree(tree, (node) => {
    // The numbers of a type, `numeric(12, 2)`, are none.
    if ('TypeName' in node) return false;
    if ('A_Const' in node || 'ParamRef' in node) found.push(node);
    return undefined;
  });
  return found;
}

/** The same places of all executions beside each other. undefined: they are not the same places. */
function alignedValues(trees: readonly Node[], executions: readonly Execution[]): readonly ValueColumn[] | undefined {
  const all = trees.map(valueNodes);
  const [first = []] = all;
  if (all.some((nodes) => nodes.length !== first.length)) return undefined;
  return first.map((node, at) => ({
    node,
    values: all.map((nodes, which) => valueAt(nodes[at], executions[which])),
  }));
}

function valueAt(node: Node | undefined, execution: Execution | undefined): string | null | undefined {
  const parameter = as(node, 'ParamRef');
  if (parameter) return execution?.parameters[String(parameter.number ?? 0)];
  const constant = as(node, 'A_Const');
  return constant === undefined || constant.isnull ? null : constantText(constant);
}

function constantText({ ival, fval, sval, boolval, bsval }: A_Const): string {
  if (ival) return String(ival.ival ?? 0);
  if (boolval) return String(boolval.boolval ?? false);
  return fval?.fval ?? sval?.sval ?? bsval?.bsval ?? '';
}

/**
 * The tree with a parameter for each value that differs: those that are parameters keep their place among them, and all
 * are numbered anew without gaps. A LIMIT or OFFSET that never differs is written out.
 */
function withNumbers(
  tree: Node,
  columns: readonly ValueColumn[],
): { readonly tree: Node; readonly groups: readonly Group[] } {
  const select = as(tree, 'SelectStmt');
  const limits = new Set([select?.limitCount, select?.limitOffset].filter((node) => node !== undefined));
  const numbers = new Map<string, number>();
  const nodes = new Map<number, Node[]>();
  const values = new Map<number, readonly (string | null)[]>();
  const replacements = columns.flatMap(({ node, values: here }): [Node, Node][] => {
    const parameter = as(node, 'ParamRef');
    const known = here.flatMap((value) => (value === undefined ? [] : [value]));
    const varies = known.length === here.length && new Set(known).size > 1;
    const [only] = known;
    if (!varies && limits.has(node) && known.length === here.length && /^\d{1,9}$/.test(only ?? '')) {
      return [[node, integer(Number(only))]];
    }
    if (!varies && parameter === undefined) return [];
    const name = parameter === undefined ? JSON.stringify(here) : `$${parameter.number ?? 0}`;
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    const fresh: Node = { ParamRef: { number } };
    if (varies) {
      nodes.set(number, [...(nodes.get(number) ?? []), fresh]);
      values.set(number, known);
    }
    return [[node, fresh]];
  });
  return {
    tree: replaced(tree, replacements),
    groups: [...nodes].map(([number, places]) => ({ number, nodes: places, values: values.get(number) ?? [] })),
  };
}

/** Of a statement whose values nobody knows: the parameters that a column must equal. */
function guessedGroups(statement: ParsedStatement, block: Block, tree: Node): readonly Group[] {
  const parameters = valueNodes(tree).filter((node) => 'ParamRef' in node);
  const equal = parameters.filter((node) => {
    return conjuncts(block.select.whereClause).some((term) => equalityWith(term, node) !== undefined);
  });
  // A key of another table comes before a state or a tenant.
  const foreign = equal.filter((node) => {
    const term = conjuncts(block.select.whereClause).find((one) => equalityWith(one, node) !== undefined);
    const column = term && columnOf(statement, equalityWith(term, node)?.column);
    const name =
      column?.name ?? strings(as(term && equalityWith(term, node)?.column, 'ColumnRef')?.fields).at(-1) ?? '';
    return /(?:^id|_id|Id|_uuid|_key)$/.test(name);
  });
  const [chosen] = foreign.length > 0 ? foreign : equal;
  const number = as(chosen, 'ParamRef')?.number;
  if (chosen === undefined || number === undefined) return [];
  const places = parameters.filter((node) => as(node, 'ParamRef')?.number === number);
  return [{ number, nodes: places, values: [] }];
}

interface Equality {
  readonly column: Node;
  readonly cast: string | undefined;
}

/** `column = value` or `value = column`, the value perhaps cast. */
function equalityWith(term: Node, value: Node): Equality | undefined {
  const comparison = asComparison(term);
  if (comparison?.operator !== '=') return undefined;
  const { left, right } = comparison;
  for (const [column, side] of [
    [left, right],
    [right, left],
  ] as const) {
    const cast = as(side, 'TypeCast');
    if (as(column, 'ColumnRef') && (side === value || cast?.arg === value)) {
      return { column, cast: cast && (castType(cast) ?? '') };
    }
  }
  return undefined;
}

function keyOf(statement: ParsedStatement, block: Block, { number, nodes, values }: Group): ChildKey {
  const terms = conjuncts(block.select.whereClause);
  const [only, more] = nodes;
  const term = terms.find((one) => only !== undefined && equalityWith(one, only) !== undefined);
  const equality = term && only && equalityWith(term, only);
  const compared = comparedColumn(statement, nodes);
  const type = compared?.type ?? castAround(statement, nodes);
  const name = strings(as(equality?.column ?? compared?.node, 'ColumnRef')?.fields).at(-1);
  const found = equality && columnOf(statement, equality.column);
  const isPlain = equality?.cast === undefined || equality.cast === type;
  return {
    number,
    nodes,
    type: type ?? guessedType(values),
    guessed: type === undefined,
    name: name ?? 'key',
    ...(term && equality && more === undefined && isPlain
      ? { equality: { term, column: equality.column, found } }
      : {}),
  };
}

/** The column that the value is compared with anywhere, and its type. */
function comparedColumn(
  statement: ParsedStatement,
  nodes: readonly Node[],
): { readonly node: Node; readonly type: string | undefined } | undefined {
  let seen: { readonly node: Node; readonly type: string | undefined } | undefined;
  walkTree(statement.tree, (node) => {
    const comparison = asComparison(node);
    if (comparison === undefined || seen?.type !== undefined) return undefined;
    const { left, right } = comparison;
    for (const [column, side] of [
      [left, right],
      [right, left],
    ] as const) {
      const value = as(side, 'TypeCast')?.arg ?? side;
      const found = nodes.includes(value) ? columnOf(statement, column) : undefined;
      if (nodes.includes(value) && as(column, 'ColumnRef')) {
        seen = { node: column, type: found && columnType(statement, found) };
      }
    }
    return undefined;
  });
  return seen;
}

function castAround(statement: ParsedStatement, nodes: readonly Node[]): string | undefined {
  let type: string | undefined;
  walkTree(statement.tree, (node) => {
    const cast = as(node, 'TypeCast');
    if (cast?.arg && nodes.includes(cast.arg)) type ??= castType(cast);
    return undefined;
  });
  return type;
}

function guessedType(values: readonly (string | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.every((value) => /^-?\d+$/.test(value))) return 'bigint';
  return known.every((value) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) ? 'uuid' : 'text';
}
