import { type PartitionBound, partitionBound, partitionKey, partitionsOf } from '#analysis/partition-bounds.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { CheckCondition, CheckOperand } from './check-condition.ts';

/** What a row of a partitioned table must hold so that some partition takes it; `why`: bounds that cannot be followed. */
export interface PartitionCondition {
  readonly condition: CheckCondition;
  readonly why?: string;
}

/** `ownChecks`: conditions that a partition has for itself. Undefined for a table that is not partitioned. */
export function partitionCondition(
  schema: DatabaseSchema,
  table: Table,
  ownChecks: (partition: Table) => readonly CheckCondition[],
): PartitionCondition | undefined {
  if (table.kind !== 'partitioned') return undefined;
  const key = partitionKey(table);
  const parts = partitionsOf(schema, table).map((part) => ({
    bound: partitionBound(part.partitionOf?.bound ?? ''),
    below: partitionCondition(schema, part, ownChecks),
    checks: ownChecks(part),
  }));
  const never: CheckCondition = { kind: 'constant', value: false };
  if (parts.length === 0) return { condition: never, why: 'it has no partitions' };
  const inside = ({ below, checks }: (typeof parts)[number]): readonly CheckCondition[] => [
    ...checks,
    ...(below === undefined ? [] : [below.condition]),
  ];
  const why = parts.find(({ below }) => below?.why !== undefined)?.below?.why;
  const told = (condition: CheckCondition, reason = why): PartitionCondition =>
    reason === undefined ? { condition } : { condition, why: reason };
  const hasDefault = parts.some(({ bound }) => bound?.kind === 'default');
  if (key?.strategy === 'hash') {
    const covered = parts.reduce((sum, { bound }) => sum + (bound?.kind === 'hash' ? 1 / bound.modulus : 0), 0);
    const condition: CheckCondition = { kind: 'and', of: parts.flatMap(inside) };
    return covered > 1 - 1e-9
      ? told(condition)
      : told(condition, 'only some remainders have a partition, and the hash of a key is the server’s own affair');
  }
  if (key?.columns === undefined) {
    const free: CheckCondition = { kind: 'and', of: [] };
    return hasDefault ? told(free) : told(free, 'its key is an expression');
  }
  const columns = key.columns;
  const ways = parts.flatMap((part): readonly CheckCondition[] => {
    if (part.bound === undefined || part.bound.kind === 'default' || part.bound.kind === 'hash') return [];
    return [{ kind: 'and', of: [within(columns, part.bound), ...inside(part)] }];
  });
  if (ways.length > 0) return told({ kind: 'or', of: ways });
  return told({ kind: 'and', of: parts.flatMap(inside) });
}

function within(
  columns: readonly string[],
  bound: Extract<PartitionBound, { kind: 'range' | 'list' }>,
): CheckCondition {
  if (bound.kind === 'list') {
    const subject: CheckOperand = { kind: 'column', column: columns[0] ?? '' };
    const values = bound.values.filter((value) => value !== null);
    const isIn: CheckCondition = {
      kind: 'and',
      of: [
        { kind: 'in', subject, values, negated: false },
        { kind: 'is-null', subject, negated: true },
      ],
    };
    if (!bound.values.includes(null)) return isIn;
    const isNull: CheckCondition = { kind: 'is-null', subject, negated: false };
    return values.length === 0 ? isNull : { kind: 'or', of: [isIn, isNull] };
  }
  const notNull = columns.map(
    (column): CheckCondition => ({ kind: 'is-null', subject: { kind: 'column', column }, negated: true }),
  );
  return { kind: 'and', of: [...notNull, after(columns, bound.from, 0), before(columns, bound.to, 0)] };
}

/** Row by row as tuples are compared: (a, b) >= (x, y) is a > x, or a = x and b >= y. */
function after(columns: readonly string[], from: readonly (string | undefined)[], at: number): CheckCondition {
  const value = from[at];
  if (value === undefined) return { kind: 'and', of: [] };
  const isLast = at === columns.length - 1;
  if (isLast) return compare(columns[at], '>=', value);
  return {
    kind: 'or',
    of: [
      compare(columns[at], '>', value),
      { kind: 'and', of: [compare(columns[at], '=', value), after(columns, from, at + 1)] },
    ],
  };
}

function before(columns: readonly string[], to: readonly (string | undefined)[], at: number): CheckCondition {
  const value = to[at];
  if (value === undefined) return { kind: 'and', of: [] };
  if (at === columns.length - 1) return compare(columns[at], '<', value);
  return {
    kind: 'or',
    of: [
      compare(columns[at], '<', value),
      { kind: 'and', of: [compare(columns[at], '=', value), before(columns, to, at + 1)] },
    ],
  };
}

function compare(column: string | undefined, operator: '>=' | '>' | '=' | '<', value: string): CheckCondition {
  return {
    kind: 'compare',
    operator,
    left: { kind: 'column', column: column ?? '' },
    right: { kind: 'constant', value },
  };
}
