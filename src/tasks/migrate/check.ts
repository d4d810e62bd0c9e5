import { z } from 'zod';
import { defineCommand } from '#contracts/command.ts';
import { CheckReport } from './check/check-report.ts';
import { checkReportOf } from './check/check-report-of.ts';

export const check = defineCommand({
  summary: 'Judge migrations: what they lock, rewrite, break and lose',
  description:
    'Judges each statement at the schema that it meets, and runs all in a throw-away twin. ' +
    'Files are read as their tool runs them: plain SQL, Flyway, Liquibase, golang-migrate, dbmate, goose, Prisma, Drizzle, ' +
    'node-pg-migrate, Sqitch, Atlas, Supabase and others. What was seen in the twin counts: locks on every relation, tables ' +
    'read and written anew, indexes built, statements that fail. With a database, an export or a file of DDL the first ' +
    'file meets that schema; without one it meets an empty database. No database of yours is changed.',
  positional: ['migrations'],
  needs: ['migration', 'schema'],
  likes: ['statistics', 'server', 'settings'],
  instruments: ['rehearse'],
  input: z.strictObject({
    sql: z.string().min(1).optional().meta({ description: 'SQL of one migration', value: 'SQL' }),
    static: z
      .boolean()
      .default(false)
      .meta({ description: 'Only read the files: no twin is started. Takes milliseconds', rare: true }),
  }),
  output: CheckReport,
  examples: [
    { title: 'A folder of migrations, from an empty database', args: 'migrations/' },
    {
      title: 'In CI: new files against what production holds, as annotations',
      args: 'migrations/0042_add_status.sql --export shop.dbw.json --format github --fail-on warning',
    },
    {
      title: 'SQL that is not in a file yet',
      args: '--sql "alter table orders add column note text" --url postgres://localhost/shop',
    },
  ],
  wants: (_, input) => (input.static ? [] : ['rehearse']),
  decide: async (facts, _, tools) => checkReportOf({ command: 'migrate check', facts, tools, all: false }),
});
