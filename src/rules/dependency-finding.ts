import type { DecompositionPlan } from '#analysis/dependencies/decomposition-plan.ts';
import { describeDecomposition } from '#analysis/dependencies/describe-decomposition.ts';
import { count } from '#analysis/plan-words.ts';
import type { TableDependency } from '#analysis/schema-review/table-dependencies.ts';
import { foreignKeys, referencedTable, uniqueKeys } from '#analysis/schema-review/table-keys.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';
import { schemaFinding } from './schema-finding.ts';

interface DependencyRule {
  readonly id: string;
  readonly source: string;
  readonly why: string;
}

/** Few groups may agree by chance. */
const surely = 20;
/** A finding about columns that something else than the key determines, with the decomposition that mends it. */
export function dependencyFinding(rule: DependencyRule, found: TableDependency, schema: DatabaseSchema): Finding {
  const { table, determinant, dependents, support, rows } = found;
  const from = determinant.join(', ');
  const to = dependents.join(', ');
  const parent = parentOf(found, schema);
  // A copy beside a reference may be what was true on that day: the address that an order went to.
  return schemaFinding({
    rule,
    severity: support >= surely && parent === undefined ? 'warning' : 'info',
    at: table,
    message: `${from} determines ${to}: so it is in all ${count(rows)} rows that were read, in which ${count(support)} of its values came more than once.`,
    why: rule.why,
    shown: {
      what: 'values of the determinant that came more than once, and agreed',
      value: support,
      by: 'the rows that were read',
    },
    ...remedy(found, parent, schema),
    about: [from, ...[...dependents].sort()],
  });
}

/** The table whose key the determinant already is. */
function parentOf({ table, determinant }: TableDependency, schema: DatabaseSchema): Table | undefined {
  const key = foreignKeys(table).find(({ columns }) => columns.join() === determinant.join());
  return key && referencedTable(schema, key.references);
}

function remedy(
  { table, determinant, dependents, breaks }: TableDependency,
  parent: Table | undefined,
  schema: DatabaseSchema,
): { readonly changes: readonly Change[] } | { readonly advice: string } {
  const from = determinant.join(', ');
  const to = dependents.join(', ');
  if (breaks === 'BCNF') {
    return {
      advice: `Split it: a table of (${from}, ${to}) with the key (${from}), and this one without ${to}. A key of this table holds ${to}: what it guards has to be guarded anew, over the join.`,
    };
  }
  if (parent !== undefined) {
    return {
      advice: `${to} belong to ${parent.name}: add what it does not have, fill it from here, and drop the columns of ${table.name}. If they keep what was true on that day, say so in a comment, and silence this finding.`,
    };
  }
  const plan = schema.engine === 'postgres' ? planOf(table, determinant, dependents, schema) : undefined;
  if (plan?.kind === 'plan') return { changes: [decomposition(plan)] };
  const hindrances = plan === undefined ? [] : plan.reasons;
  return {
    advice:
      `Make a table of (${from}, ${to}) with the key (${from}), fill it with SELECT DISTINCT, refer to it, and drop ${to} here. ${hindrances.join(' ')}`.trim(),
  };
}

/** Lossless, as the determinant is a key of the new table and stays in the old one (Heath 1971). */
function planOf(table: Table, determinant: readonly string[], dependents: readonly string[], schema: DatabaseSchema) {
  const [key = [], ...otherKeys] = uniqueKeys(table);
  const kept = table.columns.map(({ name }) => name).filter((name) => !dependents.includes(name));
  const relations = [
    { attributes: kept, key, otherKeys },
    { attributes: [...determinant, ...dependents], key: determinant, otherKeys: [] },
  ];
  return describeDecomposition(table, relations, { schema });
}

function decomposition({ steps, notes }: DecompositionPlan): Change {
  return {
    kind: 'native',
    why: [
      'Splitting a table moves rows, and what reads and writes it has to change in the same moment.',
      ...notes,
    ].join(' '),
    statements: steps.map(({ sql, why }) => ({ text: sql.replace(/;\s*$/, ''), transactional: true, note: why })),
  };
}
