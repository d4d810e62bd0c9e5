import { findEngine } from '#agent/find-engine.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { quiet } from '../quiet-context.ts';
import { timed } from '../table.ts';
import type { BenchWorkload } from '../workloads/workload.ts';
import { keptValue } from './cost-store.ts';

/** Loads a workload's database with its rows, for as long as it is used. */
export async function withWorkloadDatabase<Result>(
  workload: BenchWorkload,
  scale: number,
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const { ms, value: embedded } = await timed(async () =>
    findEngine(undefined).twin?.embedded?.(workload.database(scale), quiet),
  );
  if (embedded === undefined) throw new Error('No embedded server can be started here.');
  console.log(`${workload.name}: loaded in ${(ms / 1000).toFixed(1)} s`);
  try {
    return await use(embedded.url);
  } finally {
    await embedded.close();
  }
}

/** Schema, statistics and settings of a workload's database; read once, so that ANALYZE's dice fall only once. */
export async function workloadRequest(workload: BenchWorkload, scale: number): Promise<TwinRequest> {
  return keptValue(`request 1 ${JSON.stringify(workload.database(scale))}`, () =>
    withWorkloadDatabase(workload, scale, readRequest),
  );
}

async function readRequest(url: string): Promise<TwinRequest> {
  const session = await connect(url, { bounds: Bounds.parse({}) }, quiet);
  try {
    const schema = await inspect(session, quiet);
    return {
      schema,
      statistics: await statistics(session, schema, quiet),
      settings: await settings(session, quiet),
      major: 18,
    };
  } finally {
    await session.close();
  }
}
