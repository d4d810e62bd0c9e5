import { z } from 'zod';

/** Where facts come from. Which of them a command takes follows from the facts that it needs. */
export const Sources = z.strictObject({
  target: z.string().optional().meta({ description: 'Name of a target in dbwright.config.yaml', value: 'NAME' }),
  url: z.string().optional().meta({ description: 'Database to look at, read-only (postgres://…)', value: 'URL' }),
  plan: z
    .string()
    .optional()
    .meta({ description: 'File with EXPLAIN output (text, JSON, YAML or XML); - reads standard input', value: 'FILE' }),
  diff: z
    .tuple([z.string(), z.string()])
    .optional()
    .meta({ description: 'Two files with EXPLAIN output of one query, to be compared', value: 'BEFORE AFTER' }),
  schema: z.string().optional().meta({
    description: 'File with the DDL (pg_dump --schema-only), or with a schema in DBML or Prisma',
    value: 'FILE',
  }),
  model: z.string().optional().meta({
    description: 'File with a logical model (YAML), or with a schema that is taken over: SQL, DBML, Prisma',
    value: 'FILE',
  }),
  migrations: z.array(z.string()).optional().meta({
    description: 'Files of migrations or their folder, of any common tool; - reads standard input',
    value: 'PATH',
  }),
  requirements: z
    .string()
    .optional()
    .meta({ description: 'File with what is asked of a database (YAML or JSON)', value: 'FILE' }),
  export: z
    .string()
    .optional()
    .meta({ description: 'File made by `dbwright look export`, instead of a connection', value: 'FILE' }),
  volumes: z
    .string()
    .optional()
    .meta({ description: 'YAML file with stated sizes, for a database that has no data yet', value: 'FILE' }),
  log: z.array(z.string()).optional().meta({
    description: 'Log of the server (stderr, CSV or JSON; gzip too), or a pattern of names; - reads standard input',
    value: 'FILE',
  }),
  slowLog: z.array(z.string()).optional().meta({
    description: 'Log that holds only the slow statements (log_min_duration_statement): shares are of these alone',
    value: 'FILE',
  }),
  queries: z
    .array(z.string())
    .optional()
    .meta({ description: 'File with the SQL that the application runs, in order', value: 'FILE' }),
  code: z
    .array(z.string())
    .optional()
    .meta({ description: 'Folder with the TypeScript or JavaScript sources of the application', value: 'FOLDER' }),
  replica: z.array(z.string()).optional().meta({
    description: 'Another node of the same cluster: its counters of index scans are read too',
    value: 'URL',
  }),
  activity: z.int().min(1).max(3600).optional().meta({
    description: 'Watch the running statements for so many seconds (pg_stat_activity)',
    value: 'SECONDS',
  }),
  sample: z.boolean().optional().meta({
    description: 'Rows of your tables may be sampled, a few thousand, where the statistics cannot tell',
  }),
  twinUrl: z.string().optional().meta({
    description: 'A copy of your database (staging, a restored backup) in which indexes may be tried and timed',
    value: 'URL',
  }),
  intoUrl: z.string().optional().meta({
    description:
      'Database that rows are loaded into, where it is not the one that is looked at; or the name of a target',
    value: 'URL',
  }),
  rows: z.number().int().nonnegative().optional().meta({
    description: 'Rows to make up from the statistics, at most, where no copy is given (0: measure no times)',
    value: 'N',
  }),
});
export type Sources = Readonly<z.infer<typeof Sources>>;
