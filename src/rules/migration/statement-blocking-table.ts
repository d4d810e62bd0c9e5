import { blockVerdict } from '#analysis/migration/block-verdict.ts';
import { migrationSteps } from '#analysis/migration/migration-steps.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';
import type { MigrationAction } from '#vocabulary/migration-action.ts';

const id = 'statement-blocking-table';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES';

/** Other rules speak about these where they work, and know the way that keeps nobody out. */
function isSpokenOf(action: MigrationAction): boolean {
  switch (action.kind) {
    case 'add-domain-constraint':
    case 'alter-column-type':
    case 'attach-partition':
    case 'create-index':
    case 'create-table':
    case 'refresh-view':
    case 'reindex':
    case 'rewrite-table':
    case 'run-code':
    case 'set-not-null':
    case 'truncate':
    case 'validate-constraint':
      return true;
    case 'add-constraint':
      return !action.notValid;
    case 'add-column':
      return action.generated !== 'virtual' && (action.constraints.length > 0 || hasValue(action));
    default:
      return false;
  }
}

function hasValue({
  default: preset,
  generated,
  identity,
  serial,
  constrainedDomain,
}: ActionOf<'add-column'>): boolean {
  return preset !== undefined || generated !== undefined || identity || serial || constrainedDomain;
}

export const statementBlockingTable = defineRule({
  id,
  summary: 'A statement keeps others out of a table while it reads it, writes it anew or builds its indexes.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const judged of migrationSteps(migration)) {
      const { step, verdict, effects } = judged;
      // Behind a lock that the transaction has anyway it is the matter of other rules.
      if (blockVerdict(effects).kind !== 'blocks' || step.actions.some(isSpokenOf)) continue;
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: verdict.relations[0]?.name ?? step.file,
        subject: 'The statement',
        why: 'The lock is held until all rows are done: the larger the table, the longer the others wait.',
        advice:
          'There is no shorter way that we know of. Take a window without traffic, or let a new table or a new column take over: a trigger fills it, batches bring what is there, and one short transaction swaps the names.',
        about: [step.actions.map(({ kind }) => kind).join(' ')],
      });
    }
  },
});
