import { z } from 'zod';
import type { FactName, Facts } from '#contracts/facts.ts';
import { Counters } from '#vocabulary/counters.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { QueryLoad } from '#vocabulary/query-load.ts';
import { ServerInfo } from '#vocabulary/server-info.ts';
import { Settings } from '#vocabulary/settings.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { TableSample } from '#vocabulary/table-sample.ts';
import { Usage } from '#vocabulary/usage.ts';
import { Workload } from '#vocabulary/workload.ts';
import { layOver } from './lay-over.ts';

const schemas: Partial<Readonly<Record<FactName, z.ZodType>>> = {
  counters: Counters,
  load: QueryLoad,
  samples: z.array(TableSample),
  schema: DatabaseSchema,
  server: ServerInfo,
  settings: Settings,
  statistics: Statistics,
  usage: Usage,
  workload: Workload,
};

/** What a server has that nobody uses, of which a page says nothing. */
const idle: Readonly<Record<string, unknown>> = {
  counters: {
    until: '2026-01-06T00:00:00Z',
    database: {
      bytes: 9_000_000,
      backends: 1,
      commits: 10,
      rollbacks: 0,
      blocksRead: 10,
      blocksHit: 1000,
      tempFiles: 0,
      tempBytes: 0,
      deadlocks: 0,
    },
  },
};

/** Facts that a page has written, as the rules would be given them: with what goes without saying, and nothing misspelt. */
export function checkedFacts(written: unknown): Partial<Facts> {
  if (typeof written !== 'object' || written === null) throw new Error('The page has no facts.');
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, schemaOf(name).parse(layOver(idle[name], value, true))]),
  );
}

function schemaOf(name: string): z.ZodType {
  const found = Object.entries(schemas).find(([fact]) => fact === name)?.[1];
  if (found === undefined)
    throw new Error(`There are no facts "${name}" to be written; there are ${Object.keys(schemas).join(', ')}.`);
  return found;
}
