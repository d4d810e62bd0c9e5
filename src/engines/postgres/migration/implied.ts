import type { CheckCondition, CheckOperand } from '#analysis/row-generator/check-condition.ts';
import { parseCheck } from '#engines/postgres/parse/check.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';

/** Whether the catalog proves that a column holds no NULL: it says so itself, or a valid CHECK does. */
export function impliesNotNull(table: Table, column: string): boolean {
  const known = table.columns.find(({ name }) => name === column);
  const notNull = table.constraints.filter(({ kind, columns }) => kind === 'not-null' && columns.includes(column));
  if (known?.nullable === false && notNull.every(({ validated }) => validated)) return true;
  return checksOf(table).some((condition) => saysNotNull(condition, column));
}

function saysNotNull(condition: CheckCondition, column: string): boolean {
  if (condition.kind === 'and') return condition.of.some((one) => saysNotNull(one, column));
  return condition.kind === 'is-null' && condition.negated && isColumn(condition.subject, column);
}

function checksOf({ constraints }: Table): readonly CheckCondition[] {
  return constraints.filter(({ kind, validated }) => kind === 'check' && validated).flatMap(conditionOf);
}

function conditionOf({ definition }: Constraint): readonly CheckCondition[] {
  const inner = /^CHECK (\(.*\))(?: NO INHERIT)?(?: NOT ENFORCED)?(?: NOT VALID)?$/is.exec(definition)?.[1];
  return inner === undefined ? [] : [parseCheck(inner)];
}

function isColumn(operand: CheckOperand, column: string): boolean {
  return operand.kind === 'column' && operand.column === column;
}

/** What the CHECKs of a table say of a column that is compared with constants. `to` itself is not in it. */
interface Interval {
  readonly from?: string;
  readonly to?: string;
}

/**
 * Whether the rows of a table are known to be within the bounds of a partition (`inside`), or known not to be (`outside`):
 * then PostgreSQL does not read them. Only ranges over one column are seen through.
 * https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
export function provesBound(
  table: Table,
  key: string | undefined,
  bound: string,
  place: 'inside' | 'outside',
): boolean {
  const [, column] = /^(?:RANGE|LIST) \("?(\w+)"?\)$/i.exec(key ?? '') ?? [];
  if (column === undefined) return false;
  const range = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/s.exec(bound);
  const known = intervalOf(table, column);
  if (range !== null) {
    const [from, to] = [constantOf(range[1]), constantOf(range[2])];
    if (place === 'outside') {
      const isDenied = denied(table, column).some((one) => atLeast(from, one.from) && atLeast(one.to, to));
      return isDenied || atLeast(known.from, to) || atLeast(from, known.to);
    }
    return (
      impliesNotNull(table, column) &&
      (from === 'MINVALUE' || atLeast(known.from, from)) &&
      (to === 'MAXVALUE' || atLeast(to, known.to))
    );
  }
  const list = /^FOR VALUES IN \((.*)\)$/s.exec(bound)?.[1]?.split(',').map(constantOf);
  const members = membersOf(table, column);
  if (list === undefined || members === undefined) return false;
  if (place === 'outside') return !members.some((member) => list.includes(member));
  return impliesNotNull(table, column) && members.every((member) => list.includes(member));
}

/** `'2024-01-01'`, `'2024-01-01'::date`, `10`. */
function constantOf(sql: string | undefined): string {
  const text = (sql ?? '')
    .trim()
    .replace(/::[\w ]+$/, '')
    .replace(/^CAST\((.*) AS .*\)$/is, '$1');
  return text.replace(/^'(.*)'$/s, '$1');
}

function intervalOf(table: Table, column: string): Interval {
  return intervalIn(checksOf(table), column);
}

/** What `NOT (at >= … AND at < …)` takes out. */
function denied(table: Table, column: string): readonly Interval[] {
  return checksOf(table).flatMap((condition) => (condition.kind === 'not' ? [intervalIn([condition.of], column)] : []));
}

function intervalIn(conditions: readonly CheckCondition[], column: string): Interval {
  let interval: Interval = {};
  const read = (condition: CheckCondition): void => {
    if (condition.kind === 'and') condition.of.forEach(read);
    if (condition.kind !== 'compare' || !isColumn(condition.left, column) || condition.right.kind !== 'constant')
      return;
    const { value } = condition.right;
    if (value === null) return;
    if (condition.operator === '>=' || condition.operator === '>') interval = { ...interval, from: value };
    if (condition.operator === '<') interval = { ...interval, to: value };
  };
  conditions.forEach(read);
  return interval;
}

/** Values that a CHECK allows. */
function membersOf(table: Table, column: string): readonly string[] | undefined {
  const found: string[][] = [];
  const read = (condition: CheckCondition): void => {
    if (condition.kind === 'and') condition.of.forEach(read);
    if (condition.kind === 'in' && !condition.negated && isColumn(condition.subject, column)) {
      found.push([...condition.values]);
    }
    if (condition.kind !== 'compare' || condition.operator !== '=' || !isColumn(condition.left, column)) return;
    if (condition.right.kind === 'constant' && condition.right.value !== null) found.push([condition.right.value]);
  };
  checksOf(table).forEach(read);
  return found[0];
}

/** Numbers as numbers, dates as they are written. */
function atLeast(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === '' || other === '') return false;
  const [left, right] = [Number(one), Number(other)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left >= right;
  return Number.isNaN(left) && Number.isNaN(right) && one >= other;
}
