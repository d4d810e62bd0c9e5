import { describe, expect, test } from 'vitest';
import type { CommandTools } from '#contracts/command.ts';
import { EngineContractOutput } from '#vocabulary/engine-contract.ts';
import { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import { EngineReport } from './engine/engine-report.ts';
import type { EngineInput } from './engine/read-request.ts';
import { engine } from './engine.ts';

const tools: CommandTools<never> = {
  instruments: {},
  missing: [],
  redact: false,
  subject: 'nothing but the question',
  context: { signal: new AbortController().signal, progress: () => {}, clock: () => new Date(0), random: () => 0.5 },
};

const ask = (input: EngineInput, facts: { requirements?: EngineRequirements; server?: ServerInfo } = {}) =>
  engine.decide(facts, input, tools);

const titles = ({ sections }: EngineReport) => sections.map(({ title }) => title);

describe('design engine', () => {
  test('answers the engine contract at the top level', async () => {
    const report = await ask({ request: 'sessions for 5M users, 95:5 reads, eventual consistency is fine' });
    expect(EngineReport.parse(report)).toEqual(report);
    const contract = EngineContractOutput.parse(report);
    expect(contract.recommendation).toMatchObject({ database_type: 'key-value', specific_db: 'Redis' });
    expect(contract.recommendation.schema_design).toContain('5,000,000 sessions');
    expect(contract.sql_examples.join()).toContain('EXPIRE session:');
    expect(contract.optimization_tips.length).toBeGreaterThan(2);
    expect(contract.confidence_score).toBeGreaterThan(0.5);
  });

  test('quotes the fact that disqualifies, with its source and date', async () => {
    const { details } = await ask({ request: 'sessions for 5M users' });
    const postgres = details.ranking.find((one) => one.engine === 'PostgreSQL');
    expect(postgres?.disqualified).toContainEqual({
      asks: 'sessions that expire on their own',
      origin: 'implied',
      fact: 'expiry',
      words: 'expiry: no (rows are removed by a job, or with their partition)',
      source: 'https://www.postgresql.org/docs/18/ddl-partitioning.html',
      date: '18, 2025-09',
      basis: 'stated',
    });
  });

  test('flags win over the sentence, and are told as understood', async () => {
    const report = await ask({
      request: 'orders, 80:20 reads',
      readWriteRatio: '50:50',
      dataVolume: 'massive',
      consistency: 'strong',
      existingDb: 'mssql',
    });
    expect(report.details.requirements).toMatchObject({
      reads: 0.5,
      dataVolume: 'massive',
      consistency: 'strong',
      existing: ['sql-server'],
    });
    expect(report.details.understood).toContainEqual({ words: 'mssql', says: 'SQL Server is in use' });
    // 100 TB are too many for it.
    expect(report.details.engine).not.toBe('SQL Server');
  });

  test('an engine without a sheet is named, not ignored', async () => {
    const { details } = await ask({ request: 'orders', existingDb: 'Oracle' });
    expect(details.notUnderstood.join()).toMatch(/^Oracle \(there is no fact sheet of it/);
  });

  test('the database that is named is one that runs', async () => {
    const server = { product: 'PostgreSQL' } as ServerInfo;
    const { details } = await ask({ request: 'orders and invoices' }, { server });
    expect(details).toMatchObject({ engine: 'PostgreSQL', chosenBy: 'existing' });
  });

  test('a file and a sentence are read together', async () => {
    const requirements = EngineRequirements.parse({ workloads: ['transactions'], hosting: { cloud: 'google' } });
    const { details, recommendation } = await ask({ request: 'full-text search over 10M products' }, { requirements });
    expect(details.companions.map(({ engine: name, kinds }) => [name, kinds])).toEqual([['Elasticsearch', ['search']]]);
    expect(details.managedAs).toMatch(/^Google Cloud SQL: /);
    expect(recommendation.schema_design).toContain('CREATE TABLE orders');
    expect(recommendation.schema_design).toContain('PUT products-v1');
  });

  test('layouts follow from the words of the case', async () => {
    const layout = async (request: string) => (await ask({ request })).recommendation.schema_design;
    expect(await layout('a banking ledger with double entry')).toContain('CREATE TABLE postings');
    expect(await layout('a booking system for rooms')).toContain('EXCLUDE USING gist');
    expect(await layout('an online shop')).toContain('CREATE TABLE order_items');
  });

  test('time series: both readings of the types are told', async () => {
    const { details, recommendation } = await ask({ request: 'metrics from 50k sensors every 10 s' });
    expect(recommendation).toMatchObject({ database_type: 'relational', specific_db: 'TimescaleDB' });
    expect(details.contractType.join(' ')).toContain('wide-column (Cassandra, ScyllaDB)');
  });

  test('where nothing fits, the nearest and what it lacks are told', async () => {
    const report = await ask({
      request: 'ACID transactions, active-active in 3 regions, strong consistency, on premises',
    });
    expect(report.summary).toMatch(
      /^No engine of 26 meets every requirement. The nearest is PostgreSQL, but for: writes in 3 regions at once/,
    );
    expect(report.details.beyond.join()).toContain('CockroachDB');
    expect(report.confidence_score).toBe(0);
  });

  test('a request without a known kind of work says what it assumed', async () => {
    const { details } = await ask({ request: 'gardening tools of grandmother' });
    expect(details.assumed.join()).toContain('No kind of work was recognized');
    expect(details.notUnderstood).toEqual(['gardening', 'tools', 'grandmother']);
  });

  test('nothing to choose by is a problem with a way on', async () => {
    await expect(ask({})).rejects.toMatchObject({
      problem: { code: 'invalid', hint: expect.stringContaining('--requirements') },
    });
  });

  test('the sections tell everything that was asked for', async () => {
    const report = await ask({ request: 'orders with a cache and a mainframe' });
    expect(titles(report)).toEqual(
      expect.arrayContaining([
        'Recommended: PostgreSQL',
        'Beside it: Redis, for cache',
        'Scores (0 to 1) and weights',
        'What would change the answer',
        'Understood',
        'Not understood, and so not weighed',
        'Layout in PostgreSQL: transactions',
        'Layout in Redis: cache',
      ]),
    );
  });
});
