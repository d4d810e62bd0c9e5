import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '#agent/create-agent.ts';
import { findEngine } from '#agent/find-engine.ts';
import { describeIndex } from '#analysis/index-words.ts';
import type { Run } from '#contracts/instrument.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { askCase, type CaseOutcome } from '../../../bench/index-cases/ask-case.ts';
import { indexDatabase } from '../../../bench/index-cases/database.ts';
import type { IndexCase } from '../../../bench/index-cases/index-case.ts';
import { extensionsSql } from '../../../bench/index-cases/kinds-database.ts';
import { indexCases, kindCases, lastKinds } from '../../../bench/index-cases.ts';
import { quiet } from '../../../bench/quiet-context.ts';

/** One case for each way in which an answer once differed from an expert's; the others are drawn. */
const names = [
  'row comparison',
  'minimum of the table',
  'equality, sort, limit, a value with four rows',
  'sum over a twentieth',
  'all but the common value',
  'product of columns',
  'already index-only',
  'existing partial index',
  'BRIN: a tenth of the readings',
  'BRIN decoy: one minute',
  'hash: one address',
  'nearest neighbours',
  'room and overlap, btree_gist',
];

const isFull = process.env['DBWRIGHT_FULL'] === '1';
const all = [...indexCases, ...kindCases, ...lastKinds];
const asked = isFull
  ? all
  : [...all.filter(({ name }) => names.includes(name)), ...drawn(indexCases, 5), ...drawn(kindCases, 7)];

/** At least this share must be what an expert would make. */
const leastShare = 0.9;

describe('the index that an expert would make', () => {
  let server: { readonly url: string; readonly run: Run; readonly close: () => Promise<void> } | undefined;

  beforeAll(async () => {
    server = await findEngine(undefined).twin?.embedded?.(indexDatabase, quiet);
  });
  afterAll(() => server?.close());

  test(
    `is recommended in nine of ten of ${asked.length} cases, and never one that exists`,
    async () => {
      if (server === undefined) throw new Error('There is no server.');
      const outcomes = [...(await askAll(server, false)), ...(await askAll(server, true))];
      const wrong = outcomes.filter(({ verdict }) => verdict !== 'found').map(words);
      console.log(`${outcomes.length - wrong.length} of ${outcomes.length} found\n${wrong.join('\n')}`);
      expect(outcomes).toHaveLength(asked.length);
      expect(outcomes.filter(({ verdict }) => verdict === 'redundant').map(words)).toEqual([]);
      expect(1 - wrong.length / outcomes.length, wrong.join('\n')).toBeGreaterThanOrEqual(leastShare);
    },
    isFull ? 1_800_000 : 300_000,
  );
});

async function askAll(
  { url, run }: { readonly url: string; readonly run: Run },
  extended: boolean,
): Promise<readonly CaseOutcome[]> {
  if (extended) {
    const connection = await openTwinConnection(url);
    await connection.query(extensionsSql);
    await connection.close();
  }
  const session = await connect(url, { bounds: Bounds.parse({}) }, quiet);
  const schema = await inspect(session, quiet);
  await session.close();
  const agent = createAgent({ config: { targets: {}, silence: [] } });
  const outcomes: CaseOutcome[] = [];
  for (const one of asked.filter((each) => (each.extended ?? false) === extended)) {
    outcomes.push(await askCase(one, { agent, url, run, schema }));
  }
  return outcomes;
}

function words({ asked: { name, accept }, verdict, indexes }: CaseOutcome): string {
  return `${name}: ${verdict}, ${indexes.map(describeIndex).join(' + ') || 'none'} for ${accept.join(' or ')}`;
}

/** As many of the cases that are not asked anyway, always the same. */
function drawn(cases: readonly IndexCase[], count: number): readonly IndexCase[] {
  const place = ({ name }: IndexCase) => createHash('sha256').update(`4 ${name}`).digest('hex');
  return cases
    .filter(({ name }) => !names.includes(name))
    .toSorted((a, b) => place(a).localeCompare(place(b)))
    .slice(0, count);
}
