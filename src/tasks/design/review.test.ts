import { describe, expect, test } from 'vitest';
import type { CommandTools } from '#contracts/command.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { classOf, reviewRules, ruleClasses } from './review/rule-classes.ts';
import { review } from './review.ts';

const tools: CommandTools<never> = {
  instruments: {},
  missing: [{ fact: 'samples', why: 'Rows were not read.', remedy: 'Give --sample.' }],
  subject: 'schema.sql',
  redact: false,
  context: {
    signal: new AbortController().signal,
    progress: () => undefined,
    clock: () => new Date(0),
    random: () => 0.5,
  },
};

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  database: 'shop',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'invoices',
      columns: [
        { name: 'id', type: 'bigint', nullable: false },
        { name: 'total', type: 'real', nullable: false },
      ],
    },
    { schema: 'public', name: 'schema_migrations', columns: [{ name: 'version', type: 'text', nullable: false }] },
  ],
});

describe('design review', () => {
  test('every rule that it lets speak belongs to a matter', () => {
    expect(reviewRules.filter(({ id }) => classOf(id) === undefined).map(({ id }) => id)).toEqual([]);
    expect(ruleClasses.filter((one) => !reviewRules.some(({ id }) => classOf(id) === one))).toEqual([]);
  });

  test('counts by matter and table; leaves tables of tools alone; changes nothing', async () => {
    const report = review.output.parse(await review.decide({ schema }, { about: [] }, tools));
    expect(report.findings.map(({ rule, at }) => `${rule} ${at}`)).toEqual([
      'money-as-float public.invoices.total',
      'table-without-primary-key public.invoices',
      'money-without-currency shop',
    ]);
    expect(report.details.tables).toEqual([{ schema: 'public', name: 'invoices', columns: 2, warnings: 2, notes: 0 }]);
    expect(report.details.classes.find((one) => one.class === 'types')).toMatchObject({ warning: 1, info: 1 });
    expect(report.changes).toEqual([]);
    expect(report.summary).toMatch(/^1 table with 2 columns, \d+ rules: 2 warnings and 1 note\.$/);
  });

  test('rules that lack the same thing are named together', async () => {
    const { unseen } = await review.decide({ schema }, { about: ['normal-forms'] }, tools);
    expect(unseen).toMatchObject([
      {
        what: expect.stringMatching(/^4 rules: .*transitive-dependency/),
        why: 'Rows were not read.',
        remedy: 'Give --sample.',
      },
    ]);
  });

  test('one matter only, and an empty database', async () => {
    const { findings } = await review.decide({ schema }, { about: ['keys'] }, tools);
    expect(findings.map(({ rule }) => rule)).toEqual(['table-without-primary-key']);
    const { summary } = await review.decide({ schema: { ...schema, tables: [] } }, { about: [] }, tools);
    expect(summary).toBe('There are no tables to review.');
  });
});
