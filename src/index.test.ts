import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createAgent, formatReport, ProblemError, type QueryContractOutput, type Report } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-library-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report: Report = {
  version: '1',
  command: 'look schema',
  summary: 'Nothing here.',
  subject: 'a test',
  findings: [],
  recommendations: [],
  changes: [],
  evidence: [],
  sections: [],
  artifacts: [],
  unseen: [],
  silenced: [],
  details: {},
};

describe('createAgent', () => {
  it('offers each command as a function with its own types', () => {
    const agent = createAgent({ cwd: folder });
    expectTypeOf(agent.optimize.query).parameter(0).toExtend<{ query: string; url?: string | undefined }>();
    expectTypeOf(agent.optimize.query).returns.resolves.toExtend<QueryContractOutput>();
    expectTypeOf(agent.look.schema).returns.resolves.toExtend<Report>();
    // Also the commands that have no input but their sources.
    expectTypeOf<{ url: string }>().toExtend<Parameters<typeof agent.look.export>[0]>();
    expectTypeOf<{ url: number }>().not.toExtend<Parameters<typeof agent.look.role>[0]>();
    expect(typeof agent.optimize.query).toBe('function');
    expect(typeof agent.look.schema).toBe('function');
  });

  it('reads the configuration file', () => {
    writeFileSync(join(folder, 'dbwright.config.yaml'), 'targets: { shop: { url: "postgres://db/shop" } }');
    expect(createAgent({ cwd: folder }).targets).toEqual(['shop']);
    expect(createAgent({ cwd: folder, config: { targets: {}, silence: [] } }).targets).toEqual([]);
  });

  it.each([
    [{ tabel: 'orders' }, 'look schema takes no tabel.', 'Did you mean table?'],
    [{ plan: 'plan.json' }, 'look schema takes no plan.', undefined],
    [{ table: '' }, 'look schema: table is wrong', undefined],
    [{ schema: 3 }, 'look schema: schema is wrong', undefined],
    [{}, 'There is no schema to work on', undefined],
  ])('refuses %j', async (input, message, hint) => {
    const agent = createAgent({ cwd: folder });
    const failed = await agent.look.schema(input as never).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ProblemError);
    const { problem } = failed as ProblemError;
    expect([problem.code, problem.message]).toEqual(['invalid', expect.stringContaining(message)]);
    if (hint !== undefined) expect(problem.hint).toBe(hint);
  });

  it('says what is going on', async () => {
    const steps: string[] = [];
    const agent = createAgent({ cwd: folder, onProgress: ({ message }) => steps.push(message) });
    await expect(agent.look.schema({ url: 'postgres://reader@127.0.0.1:1/shop' })).rejects.toThrow(ProblemError);
    expect(steps).toContain('connecting');
    await agent.close();
  });
});

describe('formatReport', () => {
  it.each(['text', 'json', 'markdown', 'html'])('%s', (format) => {
    expect(formatReport(report, format)).toContain('Nothing here.');
  });

  it('refuses an unknown format with the nearest', () => {
    expect(() => formatReport(report, 'markdwon')).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ hint: 'Did you mean markdown?' }) }),
    );
  });
});
