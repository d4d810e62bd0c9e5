import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';

const id = 'duplicate-constraint';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html';

export const duplicateConstraint = defineRule({
  id,
  summary: 'Two constraints of a table say the same.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    for (const table of reviewedTables(schema)) {
      const kept: Constraint[] = [];
      // A primary key stays before a unique constraint, a validated constraint before one that is not.
      for (const constraint of [...table.constraints].sort(byWorth)) {
        const twin = kept.find((one) => says(one) === says(constraint));
        if (twin === undefined || says(constraint) === undefined) {
          kept.push(constraint);
          continue;
        }
        const isUsed = isReferredTo(constraint, table, schema.tables);
        yield schemaFinding({
          rule: { id, source },
          severity: 'warning',
          at: table,
          message: `${constraint.name} of ${table.name} says what ${twin.name} says.`,
          why: whyOf(constraint),
          shown: { what: 'constraints that say it', value: 2 },
          ...(schema.engine === 'postgres' && !isUsed
            ? { changes: [dropped(table, constraint)] }
            : { advice: `Drop one of the two${isUsed ? ', after foreign keys that rest on it' : ''}.` }),
          about: [constraint.name],
        });
      }
    }
  },
});

/** What the constraint says; two that agree in it are twins. */
function says({ kind, columns, definition, references }: Constraint): string | undefined {
  switch (kind) {
    case 'primary-key':
    case 'unique':
      // NULLs count in the one and not in the other only where a column can be NULL.
      return /NULLS NOT DISTINCT|INCLUDE|DEFERRABLE/.test(definition)
        ? undefined
        : `key ${[...columns].sort().join('\u0000')}`;
    case 'foreign-key':
      return `to ${references?.schema}.${references?.table} ${columns.join('\u0000')} ${references?.columns.join('\u0000')}`;
    case 'check':
      return `check ${definition.replace(/ NOT VALID$/, '')}`;
    default:
      return undefined;
  }
}

function whyOf({ kind }: Constraint): string {
  if (kind === 'check') return 'Each row that is written is checked twice.';
  if (kind === 'foreign-key')
    return 'Each row that is written is looked up twice in the referenced table, and where the two differ in what a delete does, the stricter one wins silently.';
  return 'Each holds an index: every row is entered into both, and both take disk and memory.';
}

/** A foreign key needs one of the keys to stay; which one it rests on is not told. */
function isReferredTo({ kind, columns }: Constraint, table: Table, tables: readonly Table[]): boolean {
  if (kind !== 'unique') return false;
  return tables.some(({ constraints }) =>
    constraints.some(
      ({ references }) =>
        references?.schema === table.schema &&
        references.table === table.name &&
        references.columns.length === columns.length &&
        references.columns.every((column) => columns.includes(column)),
    ),
  );
}

function dropped(table: Table, { name, kind, columns, definition }: Constraint) {
  const known = kind === 'check' || kind === 'foreign-key' || kind === 'primary-key' ? kind : ('unique' as const);
  return {
    kind: 'drop-constraint' as const,
    schema: table.schema,
    table: table.name,
    constraint: { name, kind: known, columns: [...columns], definition },
  };
}

const worth: Partial<Readonly<Record<Constraint['kind'], number>>> = { 'primary-key': 0, unique: 1 };

function byWorth(one: Constraint, other: Constraint): number {
  return (
    (worth[one.kind] ?? 2) - (worth[other.kind] ?? 2) ||
    Number(other.validated) - Number(one.validated) ||
    one.name.length - other.name.length ||
    one.name.localeCompare(other.name)
  );
}
