import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { columnStatistics, distinctValues, tableStatistics } from './column-selectivity.ts';
import { type ConditionTerm, conditionTerms } from './condition-terms.ts';
import { findTable } from './find-table.ts';
import { indexesOf } from './index-coverage.ts';
import { walkPlan } from './plan-walk.ts';

/** A scan that was planned for any value of a parameter, while some values match far more or far fewer rows. */
export interface SkewedParameter {
  readonly node: PlanNode;
  /** `status = $1` */
  readonly condition: string;
  /** Rows that the plan was made for. */
  readonly expected: number;
  /** Rows of this run, or of the value that is farthest off. */
  readonly found: number;
  /** That value, where the statistics name it. */
  readonly value?: string;
}

const farOff = 10;
const fewestRows = 1000;
const fewestPages = 100;

/**
 * A generic plan takes the average value for what is not known. Where it was run, the rows that came tell; else the most
 * common values of the column do, if another way to the rows is there for them.
 * https://www.postgresql.org/docs/18/sql-prepare.html#SQL-PREPARE-NOTES
 */
export function skewedParameters(
  plan: Plan,
  facts: { schema?: DatabaseSchema | undefined; statistics?: Statistics | undefined },
): readonly SkewedParameter[] {
  if (!plan.generic) return [];
  return walkPlan(plan).flatMap(({ node }): readonly SkewedParameter[] => {
    if (node.relation === undefined || node.estimated === undefined || node.type === 'ModifyTable') return [];
    const terms = parameterTerms(node);
    const [term] = terms;
    if (term === undefined) return [];
    if (node.actual !== undefined) return ran(node, term, facts.schema);
    return terms.flatMap((one) => expected(node, one, facts)).slice(0, 1);
  });
}

/** Estimated without the value: what is wrong with it, no statistics mend. */
export function isOfParameter(plan: Plan, node: PlanNode): boolean {
  return plan.generic && parameterTerms(node).length > 0;
}

function parameterTerms({ conditions }: PlanNode): readonly ConditionTerm[] {
  return [conditions.filter, conditions.index, conditions.recheck]
    .flatMap((condition) => conditionTerms(condition))
    .filter(({ text, side, subplan }) => !subplan && side === 'column' && comparesParameter(text));
}

function comparesParameter(text: string): boolean {
  return /(?:=|<|>|~~\*?|@>|BETWEEN|ANY \(?)\s*\(?\$\d+/.test(text);
}

/** Fewer rows than expected do harm only where the table is read whole for them; an index serves few rows as well. */
function ran(
  node: PlanNode,
  { text, column }: ConditionTerm,
  schema: DatabaseSchema | undefined,
): readonly SkewedParameter[] {
  const planned = node.estimated?.rows ?? 0;
  const loops = node.actual?.loops ?? 0;
  const found = node.actual?.rows ?? 0;
  const few = node.type === 'Seq Scan' && (schema === undefined || isIndexed(node, column, schema));
  const isFar = found >= farOff * Math.max(1, planned) || (few && planned >= farOff * Math.max(1, found));
  const off = Math.abs(found - planned) * loops;
  return loops > 0 && isFar && off >= 100 ? [{ node, condition: text, expected: planned, found }] : [];
}

function expected(
  node: PlanNode,
  { column, operator, text }: ConditionTerm,
  {
    schema,
    statistics,
  }: { readonly schema?: DatabaseSchema | undefined; readonly statistics?: Statistics | undefined },
): readonly SkewedParameter[] {
  const table =
    node.schema && node.relation
      ? tableStatistics(statistics, { schema: node.schema, name: node.relation })
      : undefined;
  const known = columnStatistics(table, column);
  const shares = known?.mostCommonFrequencies ?? [];
  const distinct = distinctValues(known, table?.rows);
  if (
    operator !== '=' ||
    table?.rows === undefined ||
    known === undefined ||
    distinct === undefined ||
    shares.length === 0
  )
    return [];
  const average = (1 - known.nullFraction) / distinct;
  const byIndex = node.type !== 'Seq Scan';
  const far = byIndex ? Math.max(...shares) : Math.min(...shares);
  const isFar = byIndex
    ? far >= farOff * average && far >= 0.05 && far * table.rows >= fewestRows
    : average >= farOff * far && table.pages >= fewestPages && isIndexed(node, column, schema);
  if (!isFar) return [];
  const value = known.mostCommonValues?.[shares.indexOf(far)];
  return [
    {
      node,
      condition: text,
      expected: average * table.rows,
      found: far * table.rows,
      ...(value === undefined ? {} : { value }),
    },
  ];
}

function isIndexed(node: PlanNode, column: string | undefined, schema: DatabaseSchema | undefined): boolean {
  const table = schema && node.relation ? findTable(schema, { schema: node.schema, name: node.relation }) : undefined;
  return table !== undefined && indexesOf(table).some(({ keys }) => keys[0]?.column === column);
}
