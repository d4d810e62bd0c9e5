import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { type ConditionTerm, conditionTerms, isWrapped } from './condition-terms.ts';
import { isEmptyHanded, type PartitionScans, partitionScans } from './partition-scans.ts';

/** Partitions that were read although the condition could have left them out. */
export interface MissedPruning {
  readonly group: PartitionScans;
  /** off: the setting forbids it. wrapped: the key stands in an expression. unnamed: the condition does not name the key. */
  readonly cause: 'off' | 'wrapped' | 'unnamed';
  /** The expression that is compared instead of the key. */
  readonly operand?: string;
}

/** Fewer partitions are read as fast as they are left out. */
const fewest = 3;
/** So many must have been looked into before the condition is asked for a key that it does not name. */
const fewestUnnamed = 8;

/**
 * Only a comparison of the bare partition key with a value leaves partitions out. A plan that was run must show the
 * waste: half of the partitions gave nothing.
 * https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-BEST-PRACTICES
 */
export function missedPruning(plan: Plan, schema?: DatabaseSchema): readonly MissedPruning[] {
  return partitionScans(plan, schema).flatMap((group): readonly MissedPruning[] => {
    const { scans, whole } = group;
    if (!whole || scans.length < fewest) return [];
    const empty = scans.filter(isEmptyHanded).length;
    if (plan.analyzed && empty < scans.length / 2) return [];
    const terms = termsOf(scans[0]).filter(({ subplan }) => !subplan);
    if (plan.settings['enable_partition_pruning'] === 'off') {
      return terms.some(({ side, column }) => side === 'column' && isKey(group, column))
        ? [{ group, cause: 'off' }]
        : [];
    }
    const wrapped = terms.find((term) => isWrapped(term) && mentionsKey(group, term) && !isHarmless(group, term));
    if (wrapped !== undefined) {
      const bare = terms.some(({ side, column = '' }) => side === 'column' && containsName(wrapped.text, column));
      const cyclic = !plan.analyzed && returnsEachYear(wrapped.operand ?? '');
      // A value that comes only at run time: latePartitionKeys.
      const late = /\$\d/.test(wrapped.text.replace(/'(?:[^']|'')*'/g, ''));
      return bare || cyclic || late ? [] : [{ group, cause: 'wrapped', ...operandOf(wrapped) }];
    }
    const unnamed = terms.length > 0 && terms.every((term) => isPlain(term) && !mentionsKnownKey(group, term));
    const wasted = plan.analyzed && scans.length >= fewestUnnamed && empty >= 0.75 * scans.length;
    return unnamed && wasted ? [{ group, cause: 'unnamed' }] : [];
  });
}

/** What a scan searches and filters by. */
export function termsOf(scan: PlanNode | undefined): readonly ConditionTerm[] {
  const { filter, index, recheck } = scan?.conditions ?? {};
  const bitmap = scan?.type === 'Bitmap Heap Scan' ? recheck : undefined;
  return [filter, index, bitmap].flatMap((condition) => conditionTerms(condition));
}

/** As a whole name: `id` is not in `customer_id`. */
export function containsName(text: string, name: string): boolean {
  const bare = text.replace(/'(?:[^']|'')*'/g, "''");
  return name !== '' && (bare.split(/[^\w$]+/).includes(name) || bare.includes(`"${name.replaceAll('"', '""')}"`));
}

function operandOf({ operand }: ConditionTerm): { readonly operand?: string } {
  // `e_1.created_at` is called e.created_at in the query.
  return operand === undefined ? {} : { operand: operand.replace(/\b(\w+)_\d+\./g, '$1.') };
}

/** Without the schema any column may be the key. */
function isKey({ key, table }: PartitionScans, column: string | undefined): boolean {
  return column !== undefined && (table === undefined || key?.includes(column) === true);
}

function mentionsKey(group: PartitionScans, term: ConditionTerm): boolean {
  return group.table === undefined || mentionsKnownKey(group, term);
}

function mentionsKnownKey({ key = [], table }: PartitionScans, { text }: ConditionTerm): boolean {
  const expression = table !== undefined && key.length === 0;
  return expression || key.some((column) => containsName(text, column));
}

/** Compared with a value that was known when the plan was made: of the key, it would have left partitions out. */
function isPlain({ side, text, operator }: ConditionTerm): boolean {
  return side === 'column' && operator !== undefined && !/\w\(|\$\d/.test(text.replace(/'(?:[^']|'')*'|ANY \(/g, ''));
}

/** Between varchar and text nothing is converted; without the schema any cast to text may be of that kind. */
function isHarmless({ table }: PartitionScans, { side, cast, column }: ConditionTerm): boolean {
  const type = table?.columns.find(({ name }) => name === column)?.type;
  return (
    side === 'cast' &&
    cast === 'text' &&
    (type === undefined || /^(?:character varying|varchar|text|citext)/.test(type))
  );
}

/** Every December is in another partition: no one range of the key says that. */
function returnsEachYear(operand: string): boolean {
  return /\b(?:EXTRACT\(|date_part\(')(?!year|epoch|isoyear|decade|century|millennium|julian)/i.test(operand);
}
