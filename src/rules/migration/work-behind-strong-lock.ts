import { type BlockVerdict, blockVerdict } from '#analysis/migration/block-verdict.ts';
import { type JudgedStep, migrationSteps } from '#analysis/migration/migration-steps.ts';
import { actionsIn } from '#analysis/migration/placed-actions.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'work-behind-strong-lock';
const source = 'https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES';

export const workBehindStrongLock = defineRule({
  id,
  summary: 'A table stays locked from an earlier statement while a later one of the same transaction works.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    const told = new Set<string>();
    for (const judged of migrationSteps(migration)) {
      const { file, step, together } = judged;
      const transaction = `${file.path} ${step.transaction}`;
      // Rows that are changed behind a lock are the matter of rows-changed-with-schema.
      const isElsewhere = step.actions.some(({ kind }) => kind === 'change-rows') || isValidatedHere(judged);
      if (judged.verdict.work.length === 0 || told.has(transaction) || isElsewhere) continue;
      const locks = stillHeld(judged);
      const [first] = locks;
      if (first === undefined) continue;
      told.add(transaction);
      const taker = together.find((one) =>
        blockVerdict(one.foreseen).relations.some(({ name }) => name === first.name),
      );
      yield blockFinding({
        rule: { id, source },
        judged: { ...judged, verdict: { ...judged.verdict, kind: 'blocks', relations: locks } },
        statistics,
        at: first.name,
        subject: `The transaction, which locked ${first.name} ${taker === undefined ? 'before' : `in line ${taker.line}`},`,
        why: 'A lock lasts until its transaction ends, not until its statement does: what takes a moment by itself keeps others out for as long as all that comes behind it.',
        advice: `End the transaction before this statement: a file of its own for what locks ${locks.map(({ name }) => name).join(', ')}, another one for the work that begins in line ${step.line}.`,
      });
    }
  },
});

/** Locks of earlier statements that keep others out of more than this one does by itself. */
function stillHeld({ held, verdict, step }: JudgedStep): BlockVerdict['relations'] {
  const tables = new Set(step.before.tables.map(({ schema, name }) => `${schema}.${name}`));
  const { relations } = blockVerdict({ locks: held, rewrites: [], scans: [], built: [], unknown: [] });
  return relations.filter(
    ({ name, blocks }) =>
      tables.has(name) &&
      !verdict.relations.some(
        (own) => own.name === name && (own.blocks === blocks || own.blocks === 'reads and writes'),
      ),
  );
}

/** The matter of validated-in-same-transaction. */
function isValidatedHere({ step, together }: JudgedStep): boolean {
  return actionsIn([step], 'validate-constraint').some(({ table }) =>
    actionsIn(together, 'add-constraint').some(
      (one) => one.notValid && one.table.schema === table.schema && one.table.name === table.name,
    ),
  );
}
