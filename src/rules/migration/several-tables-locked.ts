import { lockedTables, wholeTable } from '#analysis/migration/locked-tables.ts';
import { transactionsOf } from '#analysis/migration/transactions-of.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'several-tables-locked';
const source = 'https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-DEADLOCKS';

export const severalTablesLocked = defineRule({
  id,
  summary: 'One transaction locks one table after the other.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { steps } of migration.files) {
      for (const together of transactionsOf(steps).values()) {
        const found = laterLock(together);
        if (found === undefined) continue;
        const { step, first, tables } = found;
        yield migrationFinding({
          rule: { id, source },
          step,
          at: tables.at(-1) ?? first,
          severity: 'info',
          message: `The transaction holds ${listed(tables.slice(0, -1), 6)} locked when it asks for ${tables.at(-1)}.`,
          why: `A transaction of the application that uses them in the other order waits for ${first}, and this one for it: a deadlock, and PostgreSQL ends one of the two. And ${first} is locked for as long as the wait for ${tables.at(-1)} takes.`,
          advice: `One migration for each table, each in its own transaction, with SET lock_timeout before it. Where they have to go together, take the locks in the order in which the application uses the tables.`,
        });
      }
    }
  },
});

interface LaterLock {
  readonly step: MigrationStep;
  readonly first: string;
  /** In the order in which they were locked; the last by the step. */
  readonly tables: readonly string[];
}

/** The first statement that locks another table than those before it. One that locks several at once has no other way. */
function laterLock(steps: readonly MigrationStep[]): LaterLock | undefined {
  const held: string[] = [];
  // New tables that refer to others keep writers out of these for a moment: that alone is the most usual of migrations.
  if (!steps.some((step) => lockedTables(step).some(({ blocks }) => blocks === 'reads and writes'))) return undefined;
  const start = steps[0]?.before;
  for (const step of steps) {
    // What the transaction itself has made or renamed is locked already, or nobody's.
    const isOwn = (name: string) => start !== undefined && knows(step.before, name) && !knows(start, name);
    const locked = lockedTables(step).filter(({ name }) => !isOwn(name));
    const names = [...new Set(locked.map(({ name }) => wholeTable(name, step.before)))];
    const added = names.filter((name) => !held.includes(name));
    const [first] = held;
    const [next] = added;
    if (first !== undefined && next !== undefined) return { step, first, tables: [...held, next] };
    held.push(...added);
  }
  return undefined;
}

function knows({ tables, views }: DatabaseSchema, full: string): boolean {
  const isIt = ({ schema, name }: { readonly schema: string; readonly name: string }) => `${schema}.${name}` === full;
  return tables.some(isIt) || views.some(isIt);
}
