import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { conditionTerms, isColumnEquality, isWrapped } from './condition-terms.ts';
import { calledFunctions } from './function-traits.ts';
import { containsName, missedPruning, termsOf } from './missed-pruning.ts';
import { isEmptyHanded, isRun, type PartitionScans, partitionScans } from './partition-scans.ts';
import { inputs, walkPlan } from './plan-walk.ts';

/** All partitions were read, though the value that the key is compared with was known before the first was opened. */
export interface LatePartitionKey {
  readonly group: PartitionScans;
  /**
   * joined: the values come from another table. volatile: from such a function. optional: from `$1 IS NULL OR …`.
   * wrapped: from a parameter that an expression of the key is compared with.
   */
  readonly cause: 'joined' | 'volatile' | 'optional' | 'wrapped';
  /** The condition. */
  readonly condition: string;
  /** How many partitions can have rows at most, where that is certain. */
  readonly needed?: number;
}

const fewest = 4;

/**
 * While a query runs, partitions are left out only by parameters and stable functions compared with the bare key.
 * https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITION-PRUNING
 */
export function latePartitionKeys(plan: Plan, schema?: DatabaseSchema): readonly LatePartitionKey[] {
  const missed = new Set(missedPruning(plan, schema).map(({ group }) => group.scans[0]?.id));
  return partitionScans(plan, schema).flatMap((group): readonly LatePartitionKey[] => {
    if (group.removed > 0 || !group.scans.every(isRun)) return [];
    if (group.scans.length < fewest || missed.has(group.scans[0]?.id)) return [];
    const found = joined(plan, group) ?? compared(plan, group, schema);
    return found === undefined ? [] : [found];
  });
}

/**
 * `key = other.column` in a hash or merge join, whose other side has fewer rows than there are partitions. Where an
 * expression of the key is joined, or by a range, the partitions that are needed cannot be counted: then next to none
 * of the rows may find a partner.
 */
function joined(plan: Plan, group: PartitionScans): LatePartitionKey | undefined {
  for (const { node: join } of walkPlan(plan)) {
    const condition = join.conditions.hash ?? join.conditions.merge ?? join.conditions.join;
    const [outer, inner] = inputs(join);
    if (condition === undefined || outer === undefined || inner === undefined) continue;
    const isOuter = isWithin(group.append, outer);
    if (!isOuter && !isWithin(group.append, inner)) continue;
    const keeping = isOuter ? ['Left', 'Full', 'Anti'] : ['Right', 'Full', 'Right Anti'];
    if (keeping.includes(join.joinType ?? 'Inner')) continue;
    const needed = rowsOf(isOuter ? inner : outer);
    if (needed < 1 || needed > group.scans.length / 2) continue;
    const terms = conditionTerms([condition, join.conditions.join].filter((text) => text !== undefined).join(' AND '));
    const bare = terms.find((one) => isColumnEquality(one) && joinsKey(group, one.text));
    if (bare !== undefined) return { group, cause: 'joined', condition: bare.text, needed: Math.round(needed) };
    const other = terms.find((one) => /^(?:=|[<>]=?)$/.test(one.operator ?? '') && touchesKey(group, one.text));
    const kept = totalRows(join);
    if (other !== undefined && kept <= totalRows(group.append) / 10) {
      return { group, cause: 'joined', condition: other.text };
    }
  }
  return undefined;
}

/** One side is of the key, the other of another table: `date_trunc('day', e.at) = w.day`, `e.at >= w.starts`. */
function touchesKey({ alias, key, table }: PartitionScans, text: string): boolean {
  const mentioned = [...withoutLiterals(text).matchAll(/([a-z_][\w$]*|"[^"]+")\.([a-z_][\w$]*|"[^"]+")/gi)].map(
    ([, of = '', column = '']) => ({ of: of.replaceAll('"', ''), column: column.replaceAll('"', '') }),
  );
  const own = mentioned.filter(({ of }) => of === alias);
  return (
    table !== undefined && own.length < mentioned.length && own.some(({ column }) => key?.includes(column) === true)
  );
}

function totalRows({ actual, estimated }: PlanNode): number {
  return actual === undefined ? (estimated?.rows ?? 0) : actual.rows * actual.loops;
}

function withoutLiterals(text: string): string {
  return text.replace(/'(?:[^']|'')*'/g, "''");
}

function compared(plan: Plan, group: PartitionScans, schema: DatabaseSchema | undefined): LatePartitionKey | undefined {
  if (plan.analyzed && group.scans.filter(isEmptyHanded).length < group.scans.length / 2) return undefined;
  for (const { text, subplan } of termsOf(group.scans[0])) {
    if (subplan || !mentionsKey(group, text)) continue;
    const condition = text.replace(/\b(\w+)_\d+\./g, '$1.');
    if (/\$\d+ IS NULL\b/.test(text) || /COALESCE\(\$\d+/i.test(text)) return { group, cause: 'optional', condition };
    if (/\$\d/.test(withoutLiterals(text)) && conditionTerms(text).some(isWrapped)) {
      return { group, cause: 'wrapped', condition };
    }
    const volatile = calledFunctions([text], schema).some(({ volatility }) => volatility === 'volatile');
    if (volatile) return { group, cause: 'volatile', condition };
  }
  return undefined;
}

function rowsOf({ actual, estimated }: PlanNode): number {
  return actual?.rows ?? estimated?.rows ?? Number.POSITIVE_INFINITY;
}

function isWithin(node: PlanNode, above: PlanNode): boolean {
  return node.id === above.id || node.id.startsWith(`${above.id}.`);
}

function mentionsKey({ key, table }: PartitionScans, text: string): boolean {
  return table === undefined || (key ?? []).some((column) => containsName(text, column));
}

/**
 * Without the schema nothing tells the key, but a table in parts that are named by dates (`events_2024_05`) is split by
 * the column that is one.
 */
function joinsKey({ alias, key, table, scans }: PartitionScans, text: string): boolean {
  const own = text.split(' = ').flatMap((side) => (side.startsWith(`${alias}.`) ? [side.slice(alias.length + 1)] : []));
  const columns = own.map((column) => column.replaceAll('"', ''));
  if (table !== undefined) return columns.some((column) => key?.length === 1 && key[0] === column);
  const dated = scans.every(({ relation }) => /\d{4}|\d{2}$/.test(relation ?? ''));
  return (
    dated &&
    columns.some((column) => /(?:^|_)(?:day|date|month|week|year|at|on|time|ts|timestamp|period)$/.test(column))
  );
}
