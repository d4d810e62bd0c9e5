import { fingerprint, type Node } from '#engines/postgres/rewrite/parse.ts';
import { asComparison, keptByAllRows, mirror } from './conditions.ts';
import { constantOf, holds, isEnum, relationOf } from './constants.ts';
import { rejectsNull } from './nullability.ts';
import { columnOf } from './references.ts';
import type { Block, ItemColumn, ParsedStatement } from './statement.ts';
import { as, strings } from './tree.ts';
import { columnType, integerTypes } from './types.ts';

/** What is said of a column in one block, and in another. */
interface Place {
  readonly block: Block;
  readonly column: ItemColumn;
}

/** No value (nor NULL) passes the conditions of both blocks: `status = 'new'` here, `status IN ('paid', 'sent')` there. */
export function contradict(statement: ParsedStatement, one: Place, other: Place): boolean {
  const type = columnType(statement, one.column);
  if (type === undefined || type !== columnType(statement, other.column) || !isOrdered(statement, type)) return false;
  if ([one, other].some(({ column }) => column.column?.collation !== undefined)) return false;
  const [here, there] = [factsOf(statement, one), factsOf(statement, other)];
  if ((here.isNull && there.isNotNull) || (here.isNotNull && there.isNull)) return true;
  const relate = (a: Node, b: Node) => {
    if (isFixed(a) && fingerprint(a) === fingerprint(b)) return '=';
    const [left, right] = [constantOf(a, type, statement.schema), constantOf(b, type, statement.schema)];
    return left && right && relationOf(left, right);
  };
  return here.tests.some((a) => there.tests.some((b) => exclude(a, b, relate)));
}

/** The value is one of `operands`, or stands to the only one as `operator` says. */
interface Test {
  readonly operator: string;
  readonly operands: readonly Node[];
}

interface Facts {
  readonly isNull: boolean;
  readonly isNotNull: boolean;
  readonly tests: readonly Test[];
}

function factsOf(statement: ParsedStatement, { block, column }: Place): Facts {
  const terms = keptByAllRows(block);
  return {
    isNull: terms.some((term) => {
      const test = as(term, 'NullTest');
      return test?.nulltesttype === 'IS_NULL' && columnOf(statement, test.arg) === column;
    }),
    isNotNull: terms.some((term) => rejectsNull(statement, term, column)),
    tests: terms.flatMap((term) => testOf(statement, term, column) ?? []),
  };
}

function testOf(statement: ParsedStatement, term: Node, column: ItemColumn): Test | undefined {
  const isIt = (node: Node | undefined) => columnOf(statement, node) === column;
  if (isIt(term)) return { operator: '=', operands: [truth(true)] };
  const negation = as(term, 'BoolExpr');
  if (negation?.boolop === 'NOT_EXPR' && isIt(negation.args?.[0])) return { operator: '=', operands: [truth(false)] };
  const list = as(term, 'A_Expr');
  if (list?.kind === 'AEXPR_IN' && isIt(list.lexpr) && strings(list.name).join() === '=') {
    return { operator: '=', operands: as(list.rexpr, 'List')?.items ?? [] };
  }
  const comparison = asComparison(term);
  if (!comparison) return undefined;
  const read = isIt(comparison.left) ? comparison : mirror(comparison);
  return isIt(read.left) ? { operator: read.operator, operands: [read.right] } : undefined;
}

function truth(value: boolean): Node {
  return { A_Const: { boolval: value ? { boolval: true } : {} } };
}

type Relate = (one: Node, other: Node) => ReturnType<typeof relationOf>;

function exclude(one: Test, other: Test, relate: Relate): boolean {
  if (one.operator === '=') return valuesFail(one, other, relate);
  if (other.operator === '=') return valuesFail(other, one, relate);
  const [a] = one.operands;
  const [b] = other.operands;
  if (!a || !b) return false;
  const relation = relate(a, b);
  const below = (test: Test) => test.operator === '<' || test.operator === '<=';
  const above = (test: Test) => test.operator === '>' || test.operator === '>=';
  const touch = one.operator.endsWith('=') && other.operator.endsWith('=');
  if (below(one) && above(other)) return relation === '<' || (relation === '=' && !touch);
  if (above(one) && below(other)) return relation === '>' || (relation === '=' && !touch);
  return false;
}

/** None of the values passes the other test. */
function valuesFail(values: Test, test: Test, relate: Relate): boolean {
  return values.operands.every((value) =>
    test.operands.every((operand) => holds(relate(value, operand), test.operator) === false),
  );
}

/** The same operand twice is the same value. */
function isFixed(node: Node): boolean {
  return as(node, 'A_Const') !== undefined || as(node, 'ParamRef') !== undefined;
}

/** One order, in which equal values cannot be told apart by a comparison. */
function isOrdered({ schema }: ParsedStatement, type: string): boolean {
  return ordered.includes(type) || isEnum(type, schema);
}

const ordered: readonly string[] = [
  ...integerTypes,
  'numeric',
  'text',
  'character varying',
  'boolean',
  'uuid',
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
];
