import { walkNode } from '#analysis/plan-walk.ts';
import { blocksTouched, type NodeWeight, type PlanWeights, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, duration, kilobytes, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'blocks-read-from-disk';
const source = 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-SHARED-BUFFERS';

export const blocksReadFromDisk = defineRule({
  id,
  summary: 'Most of what the query looks at is not in the server’s cache and must be read.',
  needs: ['plan'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ plan, settings }) {
    const weights = weighPlan(plan);
    const readers = weights.nodes.filter(({ ownBuffers }) => ownBuffers.sharedRead > 0);
    const sum = (of: (weight: NodeWeight) => number) => readers.reduce((total, weight) => total + of(weight), 0);
    const read = sum(({ ownBuffers }) => ownBuffers.sharedRead);
    const [most] = readers.toSorted((one, other) => other.ownBuffers.sharedRead - one.ownBuffers.sharedRead);
    if (most === undefined || read < 1000) return;
    const touched = weights.nodes.reduce((total, { ownBuffers }) => total + blocksTouched(ownBuffers), 0);
    const waited = waitedMs(weights);
    const share = waited === undefined ? sum(({ share: own }) => own) : waited / Math.max(waited, weights.total);
    const mostly = read > touched / 2;
    if (share < leastShare || !(mostly || (waited !== undefined && share >= 0.3))) return;
    const cache = settings?.['shared_buffers'];
    yield planFinding({
      rule: { id, source },
      weights,
      weight: most,
      share,
      // Without times it may all have come out of the operating system's cache.
      ...(waited === undefined ? { severity: 'info' as const } : {}),
      message: `${countOf(read, 'block')} (${kilobytes(read * 8)}) of ${count(touched)} were not in the server’s cache and had to be read${waited === undefined ? '' : `, which took ${duration(waited)}`}; ${nodeName(most.node)} read ${count(most.ownBuffers.sharedRead)} of them`,
      why: 'A block that is not in shared_buffers is asked of the operating system, and often of the disk: that takes ten to a thousand times as long as finding it.',
      advice: `No statement is proposed, because it depends on what else the server holds: run the query twice, to see whether it was only the first${waited === undefined ? ', with SET LOCAL track_io_timing = on, to see how long the reading takes' : ''}. If it stays, read fewer blocks (an index that finds the rows, a narrower or less bloated table, partitions), or give shared_buffers${cache === undefined ? '' : ` (now ${cache.value}${/^\d+$/.test(cache.value) ? ` ${cache.unit ?? ''}`.trimEnd() : ''})`} more of the memory; a table of more than a quarter of it is never kept by a sequential scan.`,
      observed: { what: 'blocks read', value: Math.round(read), unit: 'blocks' },
    });
  },
});

/** Wall time that was spent reading, of parallel workers the mean; undefined where track_io_timing was off. */
function waitedMs(weights: PlanWeights): number | undefined {
  const [root] = weights.nodes;
  if (root === undefined || weights.by !== 'time') return undefined;
  // The root's figure holds all below it, of every process.
  const timed = walkNode(root.node).some(({ node }) => node.io !== undefined);
  if (!timed) return undefined;
  const processes = Math.max(
    ...weights.nodes.map(({ node, runs }) => (node.actual?.loops ?? 0) / Math.max(1, runs)),
    1,
  );
  return (root.node.io?.readMs ?? 0) / processes;
}
