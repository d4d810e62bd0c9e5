import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { blocksTouched, type NodeWeight } from './plan-weights.ts';
import { count, countOf, duration, kilobytes } from './plan-words.ts';

/** Of all blocks: fewer than that a node's own are not worth a line. */
const leastBlocks = 0.01;

/**
 * What is told below a node's line, a note each: its conditions with what they threw away, its runs, workers, spills,
 * blocks, times of input and output, WAL. `blocks` are those of the whole plan.
 */
export function nodeNotes(weight: NodeWeight, blocks: number): readonly string[] {
  const { node } = weight;
  const { conditions, removed, sort, sortKey, groupKey } = node;
  const loops = Math.max(1, node.actual?.loops ?? 1);
  const gone = (rows: number | undefined) =>
    rows === undefined || rows === 0 ? '' : ` (removed ${count(rows * loops)} rows)`;
  const space = sort === undefined ? '' : ` (${sort.method}, ${count(sort.kilobytes)} kB ${sort.space})`;
  return [
    said('Index', conditions.index),
    said('Recheck', conditions.recheck, gone(removed.recheck)),
    said('Join', conditions.hash ?? conditions.merge),
    said('Join filter', conditions.join, gone(removed.join)),
    said('Filter', conditions.filter, gone(removed.filter)),
    said('Sort', sortKey?.join(', '), space),
    said('Group', groupKey?.join(', ')),
    node.actual?.loops === 0 ? 'Never run' : runs(weight),
    ...spills(weight),
    ...reading(node),
    ...buffersAndTimes(weight, blocks),
  ].filter((note) => note !== '');
}

function said(label: string, text: string | undefined, after = ''): string {
  return text === undefined || text === '' ? '' : `${label}: ${text.replace(/\s+/g, ' ')}${after}`;
}

function runs({ node, runs: times }: NodeWeight): string {
  const { workers } = node;
  const team =
    workers?.planned === undefined
      ? ''
      : `Workers: ${count(workers.planned)} planned${workers.launched === undefined ? '' : `, ${count(workers.launched)} launched`}`;
  const often = times >= 2 ? `Run ${count(times)} times` : '';
  return [often, team].filter((part) => part !== '').join('; ');
}

function spills({ node: { hash, memoize, sort }, ownBuffers }: NodeWeight): readonly string[] {
  const grown =
    hash?.plannedBatches !== undefined && hash.plannedBatches !== hash.batches
      ? `, ${hash.plannedBatches} planned`
      : '';
  const size = hash?.diskKilobytes === undefined ? '' : ` (${kilobytes(hash.diskKilobytes)})`;
  const isSaid = (hash?.batches ?? 1) > 1 || sort?.space === 'disk';
  const temporary = ownBuffers.tempRead + ownBuffers.tempWritten;
  return [
    (hash?.batches ?? 1) > 1 ? `Hash: ${hash?.batches} batches${grown}, spilled to disk${size}` : '',
    memoize === undefined
      ? ''
      : `Cache: ${count(memoize.hits)} hits, ${count(memoize.misses)} misses${memoize.evictions > 0 ? `, ${count(memoize.evictions)} evictions` : ''}`,
    temporary > 0 && !isSaid
      ? `Temporary files: ${countOf(ownBuffers.tempWritten, 'block')} written, ${count(ownBuffers.tempRead)} read`
      : '',
  ];
}

function reading({ heapFetches, heapBlocks, indexSearches, subplansRemoved, disabled }: PlanNode): readonly string[] {
  return [
    (heapFetches ?? 0) > 0 ? `Heap fetches: ${count(heapFetches ?? 0)}` : '',
    (heapBlocks?.lossy ?? 0) > 0
      ? `Heap blocks: ${count(heapBlocks?.exact ?? 0)} exact, ${count(heapBlocks?.lossy ?? 0)} lossy`
      : '',
    (indexSearches ?? 0) > 1 ? `Index searches: ${count(indexSearches ?? 0)}` : '',
    (subplansRemoved ?? 0) > 0 ? `${countOf(subplansRemoved ?? 0, 'partition')} left out when it ran` : '',
    disabled === true ? 'Used although its kind is switched off' : '',
  ];
}

/** Blocks are the node's own; times and WAL are told with all that is below it, where the plan has them for nodes. */
function buffersAndTimes({ node, ownBuffers }: NodeWeight, blocks: number): readonly string[] {
  const touched = blocksTouched(ownBuffers);
  const read = ownBuffers.sharedRead + ownBuffers.localRead;
  const dirtied = ownBuffers.sharedDirtied + ownBuffers.localDirtied;
  const own = [
    touched > 0 ? `${count(touched)}${read > 0 ? `, ${count(read)} of them read` : ' in the cache'}` : '',
    dirtied > 0 ? `${count(dirtied)} dirtied` : '',
  ].filter((part) => part !== '');
  const isWorthIt = touched > 0 && touched >= leastBlocks * blocks;
  const { io, wal } = node;
  // A node's times hold those of the nodes below it.
  const isOwn = node.children.length === 0 && io !== undefined;
  return [
    isWorthIt ? `Blocks: ${own.join(', ')}` : '',
    isOwn && io.readMs >= 0.1 ? `Reading took ${duration(io.readMs)}` : '',
    isOwn && io.writeMs >= 0.1 ? `Writing took ${duration(io.writeMs)}` : '',
    wal === undefined || node.type !== 'ModifyTable'
      ? ''
      : `WAL: ${countOf(wal.records, 'record')}, ${kilobytes(Math.max(1, wal.bytes / 1024))}${wal.fullPageImages > 0 ? `, ${countOf(wal.fullPageImages, 'full page')}` : ''}`,
  ];
}

/** What is told of the whole statement: planning, JIT, triggers, input and output, WAL, settings. */
export function planFacts({ root, planningMs, executionMs, jit, triggers, settings }: Plan): readonly string[] {
  // Where names are looked up says nothing of how the plan came about.
  const set = Object.entries(settings).flatMap(([name, value]) =>
    name === 'search_path' ? [] : [`${name} = ${value}`],
  );
  const times = [
    planningMs === undefined ? '' : `planning ${duration(planningMs)}`,
    executionMs === undefined ? '' : `execution ${duration(executionMs)}`,
    root.io === undefined || root.io.readMs + root.io.writeMs < 0.1
      ? ''
      : `of it ${duration(root.io.readMs + root.io.writeMs)} of reading and writing blocks`,
  ].filter((part) => part !== '');
  return [
    times.join(', '),
    jit === undefined
      ? ''
      : `JIT: ${countOf(jit.functions, 'function')}${jit.totalMs === undefined ? '' : `, ${duration(jit.totalMs)}`}`,
    ...triggers.map(
      ({ name, relation, ms, calls }) =>
        `trigger ${name}${relation === undefined ? '' : ` on ${relation}`}: ${ms === undefined ? '' : `${duration(ms)} in `}${countOf(calls, 'call')}`,
    ),
    set.length === 0 ? '' : `settings: ${set.join(', ')}`,
  ].filter((fact) => fact !== '');
}
