import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '#agent/create-agent.ts';
import { findEngine } from '#agent/find-engine.ts';
import { describeIndex } from '#analysis/index-words.ts';
import type { Run } from '#contracts/instrument.ts';
import { indexDatabase } from '../../../bench/index-cases/database.ts';
import { isAccepted } from '../../../bench/index-cases/is-accepted.ts';
import { indexCases } from '../../../bench/index-cases.ts';
import { quiet } from '../../../bench/quiet-context.ts';

/** One case for each way in which an answer once differed from an expert's. All of them: `npm run bench index-quality`. */
const names = [
  'row comparison',
  'row equality',
  'minimum of the table',
  'equality, sort, limit',
  'equality, sort, limit, a value with four rows',
  'sum over a twentieth',
  'USING',
  'join, aggregated',
  'CTE',
  'all but the common value',
  'product of columns',
  'partitions, sort, limit',
  'already index-only',
  'existing partial index',
  'key and a filter',
];

describe('the index that an expert would make', () => {
  let server: { readonly url: string; readonly run: Run; readonly close: () => Promise<void> } | undefined;
  const agent = createAgent({ config: { targets: {}, silence: [] } });

  beforeAll(async () => {
    server = await findEngine(undefined).twin?.embedded?.(indexDatabase, quiet);
  });
  afterAll(() => server?.close());

  it.each(names)('%s', async (name) => {
    const asked = indexCases.find((one) => one.name === name);
    if (asked === undefined || server === undefined) throw new Error(`There is no case "${name}", or no server.`);
    const { url, run } = server;
    const report = await agent.run('optimize query', { query: asked.query }, { sources: { url }, run, context: quiet });
    const indexes = report.changes.flatMap((change) => (change.kind === 'create-index' ? [change.index] : []));
    const words = indexes.map(describeIndex).join(' + ') || 'none';
    expect(isAccepted(indexes, asked.accept) ? 'accepted' : words).toBe('accepted');
  });
});
