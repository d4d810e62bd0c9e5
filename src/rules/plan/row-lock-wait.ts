import { walkNode } from '#analysis/plan-walk.ts';
import { type NodeWeight, weighPlan } from '#analysis/plan-weights.ts';
import { countOf, duration, nodeName } from '#analysis/plan-words.ts';
import { triggerKind, writingNode } from '#analysis/trigger-costs.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { Plan } from '#vocabulary/plan.ts';

const id = 'row-lock-wait';
const source = 'https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-ROWS';

/** Shorter waits cannot be told from those for a processor of a busy machine. */
const leastMs = 100;

export const rowLockWait = defineRule({
  id,
  summary: 'The query stood still, most likely until another transaction let go of a row.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    if (weights.by !== 'time') return;
    const waits = weights.nodes.flatMap((weight) => {
      const idle = idleMs(weight, plan);
      return idle === undefined
        ? []
        : [
            {
              weight,
              idle,
              at: `${nodeName(weight.node)} took ${duration(weight.ownMs ?? 0)} for ${countOf(weight.rowsRead, 'row')}`,
            },
          ];
    });
    for (const { weight, idle, at } of [...waits, ...checkWaits(plan, weights.nodes)]) {
      const share = idle / weights.total;
      if (idle < leastMs || share < leastShare) continue;
      const queue = weight.node.type === 'LockRows';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${at}, some ${duration(idle)} more than its work explains`,
        why: 'A row that another transaction has changed or locked can be locked or changed only when that one has ended; until then the query stands still. Only the other transaction makes it faster.',
        advice: `No statement is proposed, because the remedy is in how the transactions follow each other: ${
          queue
            ? 'where any free row will do (a queue of jobs), add SKIP LOCKED; where waiting is no use, NOWAIT or a lock_timeout. '
            : 'touch rows in the same order everywhere and change those that many want (counters, totals) last. '
        }Keep transactions short; pg_blocking_pids() and log_lock_waits name the one that is waited for.`,
        observed: { what: 'time that work does not explain', value: Math.round(idle), unit: 'ms' },
      });
    }
  },
});

/**
 * What is left of the time of LockRows or a write after a generous allowance for rows, blocks, reads from disk, log and
 * triggers. Undefined for other nodes, and where that is not the greater part.
 */
function idleMs({ node, ownMs = 0, rowsRead, ownBuffers }: NodeWeight, plan: Plan): number | undefined {
  if (node.type !== 'LockRows' && node.type !== 'ModifyTable') return undefined;
  // Another server may take its time.
  if (walkNode(node).some((below) => below.node.extra['Remote SQL'] !== undefined)) return undefined;
  const blocks = ownBuffers.sharedHit + ownBuffers.sharedDirtied + ownBuffers.localHit + ownBuffers.localDirtied;
  const reads = ownBuffers.sharedRead + ownBuffers.sharedWritten;
  const triggers = plan.triggers.filter((run) => triggerKind(run) === 'user').reduce((sum, { ms = 0 }) => sum + ms, 0);
  const perRow = node.type === 'LockRows' ? 0.01 : 0.05;
  const work = perRow * rowsRead + 0.02 * blocks + 10 * reads + 0.05 * ((node.wal?.bytes ?? 0) / 1024) + triggers;
  const idle = ownMs - work;
  return rowsRead > 0 && idle > ownMs / 2 ? idle : undefined;
}

/** The check of a new row's foreign key locks the row that it refers to: a look-up that takes long has waited. */
function checkWaits(
  plan: Plan,
  nodes: readonly NodeWeight[],
): readonly { readonly weight: NodeWeight; readonly idle: number; readonly at: string }[] {
  return plan.triggers.flatMap((run) => {
    const { ms = 0, calls, constraint, name, relation } = run;
    const idle = ms - 0.5 * calls;
    const node = writingNode(plan, relation);
    const weight = nodes.find((one) => one.node.id === node.id);
    const checks = /^RI_ConstraintTrigger_c_/.test(name) || (name === constraint && node.operation === 'Insert');
    if (!checks || idle < ms / 2 || weight === undefined) return [];
    return [
      {
        weight,
        idle,
        at: `The check of foreign key ${constraint ?? name} took ${duration(ms)} for ${countOf(calls, 'row')}`,
      },
    ];
  });
}
