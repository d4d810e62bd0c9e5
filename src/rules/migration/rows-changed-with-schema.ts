import { findTable } from '#analysis/find-table.ts';
import { joinedFiles } from '#analysis/migration/joined-files.ts';
import { lockedTables } from '#analysis/migration/locked-tables.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { saysWords } from '#analysis/migration/statement-tokens.ts';
import type { TableWeight } from '#analysis/migration/table-weight.ts';
import { defineRule } from '#contracts/rule.ts';
import { gravestWeight, migrationFinding, ofRows } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'rows-changed-with-schema';
const source = 'https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES';

const verbs: Readonly<Record<ActionOf<'change-rows'>['how'], string>> = {
  insert: 'written',
  copy: 'written',
  update: 'changed',
  delete: 'deleted',
  merge: 'merged',
};

export const rowsChangedWithSchema = defineRule({
  id,
  summary: 'Rows are changed while the transaction holds a table locked.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { steps } of joinedFiles(migration).files) {
      const told = new Set<number>();
      for (const [at, step] of steps.entries()) {
        const found = told.has(step.transaction) ? undefined : slowChange(step, statistics);
        if (found === undefined) continue;
        const earlier = steps
          .slice(0, at)
          .find((one) => one.transaction === step.transaction && lockedTables(one).length > 0);
        const [lock] = earlier === undefined ? [] : lockedTables(earlier);
        if (earlier === undefined || lock === undefined) continue;
        // One of each transaction: to split it mends them all.
        told.add(step.transaction);
        const { table, how, weight } = found;
        yield migrationFinding({
          rule: { id, source },
          step,
          at: table,
          severity: 'warning',
          message: `Rows of ${table}${ofRows(weight)} are ${verbs[how]} while ${lock.name} is locked since line ${earlier.line}${earlier.file === step.file ? '' : ` of ${earlier.file}`}: others cannot ${lock.blocks === 'writes' ? 'write' : 'read or write'} it until all is done.`,
          why: 'A lock lasts until its transaction ends. The change of the schema takes a moment, the rows take their time, and the application stands still for both.',
          advice: `Three migrations: change the schema; change the rows in batches, each in its own transaction; then what rests on them (NOT NULL, constraints).`,
          about: [how],
        });
      }
    }
  },
});

interface SlowChange {
  readonly table: string;
  readonly how: ActionOf<'change-rows'>['how'];
  readonly weight: TableWeight;
}

/** A change of rows that takes as long as there are rows, as far as can be known. */
function slowChange(step: MigrationStep, statistics: Statistics | undefined): SlowChange | undefined {
  for (const action of step.actions) {
    if (action.kind !== 'change-rows') continue;
    const { how, chosen } = action;
    const table = fullName(action.table);
    const weight = gravestWeight(step, [table], statistics);
    if (weight.kind === 'fresh' || weight.kind === 'small') continue;
    // Rows that the statement itself brings are few, and so are those that an index finds.
    if (how === 'insert' && !saysWords(step.statement, 'from')) continue;
    const isKnown = findTable(step.before, action.table) !== undefined;
    if (how !== 'insert' && chosen && isKnown && !step.foreseen.scans.includes(table)) continue;
    return { table, how, weight };
  }
  return undefined;
}
