import type { Buffers, PlanNode } from '#vocabulary/plan.ts';
import { type PlanFields, present } from './plan-fields.ts';

export function readEstimated(fields: PlanFields): PlanNode['estimated'] {
  const startupCost = fields.number('Startup Cost');
  const totalCost = fields.number('Total Cost');
  const rows = fields.number('Plan Rows');
  const width = fields.number('Plan Width');
  if (totalCost === undefined || rows === undefined) return undefined;
  return { startupCost: startupCost ?? 0, totalCost, rows, width: width ?? 0 };
}

/** A node that was never executed has no times. */
export function readActual(fields: PlanFields): PlanNode['actual'] {
  const startupMs = fields.number('Actual Startup Time');
  const totalMs = fields.number('Actual Total Time');
  const rows = fields.number('Actual Rows');
  const loops = fields.number('Actual Loops');
  if (rows === undefined && loops === undefined) return undefined;
  if (loops === 0) return { rows: 0, loops: 0 };
  return present({ startupMs, totalMs, rows: rows ?? 0, loops: loops ?? 1 });
}

export function readConditions(fields: PlanFields): PlanNode['conditions'] {
  return present({
    filter: fields.text('Filter'),
    index: fields.text('Index Cond'),
    recheck: fields.text('Recheck Cond'),
    hash: fields.text('Hash Cond'),
    merge: fields.text('Merge Cond'),
    join: fields.text('Join Filter'),
    oneTime: fields.text('One-Time Filter'),
    tid: fields.text('TID Cond'),
    order: fields.text('Order By'),
    run: fields.text('Run Condition'),
    cacheKey: fields.text('Cache Key'),
  });
}

export function readSort(fields: PlanFields): PlanNode['sort'] {
  const method = fields.text('Sort Method');
  const kilobytes = fields.number('Sort Space Used');
  const space = fields.text('Sort Space Type');
  if (method === undefined || kilobytes === undefined) return undefined;
  return { method, kilobytes, space: space === 'Disk' ? 'disk' : 'memory' };
}

export function readHash(fields: PlanFields): PlanNode['hash'] {
  const batches = fields.number('Hash Batches');
  return someOf({
    buckets: fields.number('Hash Buckets'),
    batches,
    plannedBatches: fields.number('Original Hash Batches') ?? batches,
    memoryKilobytes: fields.number('Peak Memory Usage'),
  });
}

export function readHashAggregate(fields: PlanFields): PlanNode['hash'] {
  return someOf({
    batches: fields.number('HashAgg Batches'),
    memoryKilobytes: fields.number('Peak Memory Usage'),
    diskKilobytes: positive(fields.number('Disk Usage')),
  });
}

export function readMemoize(fields: PlanFields): PlanNode['memoize'] {
  const hits = fields.number('Cache Hits');
  const misses = fields.number('Cache Misses');
  const evictions = fields.number('Cache Evictions');
  const overflows = fields.number('Cache Overflows');
  if (hits === undefined) return undefined;
  return { hits, misses: misses ?? 0, evictions: evictions ?? 0, overflows: overflows ?? 0 };
}

export function readHeapBlocks(fields: PlanFields): PlanNode['heapBlocks'] {
  const exact = fields.number('Exact Heap Blocks') ?? 0;
  const lossy = fields.number('Lossy Heap Blocks') ?? 0;
  return exact + lossy > 0 ? { exact, lossy } : undefined;
}

export function readBuffers(fields: PlanFields): Buffers | undefined {
  const blocks = (name: string) => fields.number(`${name} Blocks`) ?? 0;
  const buffers = {
    sharedHit: blocks('Shared Hit'),
    sharedRead: blocks('Shared Read'),
    sharedDirtied: blocks('Shared Dirtied'),
    sharedWritten: blocks('Shared Written'),
    localHit: blocks('Local Hit'),
    localRead: blocks('Local Read'),
    localDirtied: blocks('Local Dirtied'),
    localWritten: blocks('Local Written'),
    tempRead: blocks('Temp Read'),
    tempWritten: blocks('Temp Written'),
  };
  return Object.values(buffers).some((count) => count > 0) ? buffers : undefined;
}

/** Up to 14 one pair; since 15 temporary files apart; since 17 local buffers apart too. Summed up here. */
export function readIo(fields: PlanFields): PlanNode['io'] {
  const sum = (what: string) =>
    ['I/O', 'Shared I/O', 'Local I/O', 'Temp I/O'].reduce(
      (total, kind) => total + (fields.number(`${kind} ${what} Time`) ?? 0),
      0,
    );
  const readMs = round(sum('Read'));
  const writeMs = round(sum('Write'));
  return readMs + writeMs > 0 ? { readMs, writeMs } : undefined;
}

export function readWal(fields: PlanFields): PlanNode['wal'] {
  const records = fields.number('WAL Records') ?? 0;
  const fullPageImages = fields.number('WAL FPI') ?? 0;
  const bytes = fields.number('WAL Bytes') ?? 0;
  return records + fullPageImages + bytes > 0 ? { records, fullPageImages, bytes } : undefined;
}

export function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

export function someOf<T extends object>(value: T): T | undefined {
  const kept = present(value);
  return Object.keys(kept).length > 0 ? kept : undefined;
}
