import { z } from 'zod';
import { defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import { CheckReport } from './check/check-report.ts';
import { checkReportOf } from './check/check-report-of.ts';

export const rehearse = defineCommand({
  summary: 'Run migrations in a twin and show what each statement does',
  description:
    'Makes a throw-away server with the schema of the target and a few made-up rows, runs the files there as their tool ' +
    'would, and shows of every statement the locks that it takes, the tables that it reads or writes anew, the indexes that ' +
    'it builds, the WAL that it writes, and how long that takes on tables as large as yours. A statement that fails there ' +
    'would fail on your database. Your database is only read.',
  rare: true,
  positional: ['migrations'],
  needs: ['migration', 'schema'],
  likes: ['statistics', 'server', 'settings'],
  instruments: ['rehearse'],
  input: z.strictObject({
    sql: z.string().min(1).optional().meta({ description: 'SQL of one migration', value: 'SQL' }),
  }),
  output: CheckReport,
  examples: [
    { title: 'One file against a database', args: '0042_add_status.sql --url postgres://localhost/shop' },
    { title: 'A folder, from an empty database', args: 'migrations/' },
  ],
  decide: async (facts, _, tools) => {
    if (tools.instruments.rehearse === undefined) {
      const absent = tools.missing.find((one) => 'instrument' in one && one.instrument === 'rehearse');
      throw problem(
        'unsupported',
        `There is no twin to rehearse in: ${absent?.why ?? 'no server can be started here.'}`,
        absent?.remedy ?? 'dbwright migrate check --static judges without one.',
      );
    }
    return checkReportOf({ command: 'migrate rehearse', facts, tools, all: true });
  },
});
