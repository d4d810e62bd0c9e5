import { z } from 'zod';
import { count, countOf, kilobytes } from '#analysis/plan-words.ts';
import { defineCommand } from '#contracts/command.ts';
import type { FactName } from '#contracts/facts.ts';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import { Report, reportVersion, type Unseen } from '#vocabulary/report.ts';

const ExportDetails = z.object({
  fingerprint: z.string(),
  redacted: z.boolean(),
  tables: z.number(),
  indexes: z.number(),
  /** Columns whose statistics are in it. */
  columns: z.number(),
  /** Whose executions the server counted; absent where none are in it. */
  statements: z.number().optional(),
  bytes: z.number(),
});
const ExportReport = Report.extend({ details: ExportDetails });

const exportCommand = defineCommand({
  summary: 'Write schema and statistics to a file, from which other commands run offline',
  description:
    'Reads the catalogs in one snapshot and writes what dbwright needs: schema, statistics, settings, and what the server ' +
    'counted (statements of pg_stat_statements, use of tables and indexes, its own counters); no rows. ' +
    'The statistics hold sample values of your columns: treat the file as data, or take them out with --redact, which ' +
    'keeps their order and frequency. Texts of statements tell what the application does: --no-workload leaves them out. Commands that need no rows and no login take the file with --export.',
  positional: [],
  needs: ['snapshot'],
  likes: [],
  instruments: [],
  consistent: true,
  makes: { file: 'database.dbw.json' },
  input: z.strictObject({
    workload: z.boolean().default(true).meta({ description: 'Leave out the statements that the server counted' }),
  }),
  output: ExportReport,
  examples: [
    { title: 'A live database', args: '--url postgres://localhost/shop --out shop.dbw.json' },
    { title: 'Without values', args: '--target shop --redact --out shop.dbw.json' },
    { title: 'Without the texts of statements', args: '--target shop --no-workload --out shop.dbw.json' },
  ],
  spares: ({ workload }) => (workload ? [] : ['workload']),
  decide: async ({ snapshot }, _, tools) => {
    const content = `${JSON.stringify(snapshot, null, 1)}\n`;
    const details = measure(snapshot, content);
    const file = `${snapshot.schema.database ?? 'database'}.dbw.json`;
    return {
      version: reportVersion,
      command: 'look export',
      summary: summarize(details),
      subject: tools.subject,
      findings: [],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [{ kind: 'list', title: 'What is in it', items: [...contents(snapshot)] }],
      artifacts: [{ path: file, mediaType: 'application/json', content }],
      unseen: [
        ...snapshot.server.limits.map((why) => ({ what: 'a part of the server', why })),
        ...snapshot.schema.unread.map((why) => ({ what: 'a part of the schema', why })),
        ...snapshot.statistics.unread.map((why) => ({ what: 'a part of the statistics', why })),
        ...countedUnseen(snapshot, tools.missing),
      ],
      silenced: [],
      details,
    };
  },
});

export { exportCommand as export };

function measure({ schema, statistics, workload, fingerprint, redacted }: DatabaseExport, content: string) {
  return {
    fingerprint,
    redacted,
    tables: schema.tables.length,
    indexes: schema.tables.reduce((sum, table) => sum + table.indexes.length, 0),
    columns: statistics.relations.reduce((sum, relation) => sum + relation.columns.length, 0),
    ...(workload === undefined ? {} : { statements: workload.statements.length }),
    bytes: new TextEncoder().encode(content).length,
  };
}

function summarize(details: z.infer<typeof ExportDetails>): string {
  const { tables, columns, statements, bytes, redacted, fingerprint } = details;
  const values = redacted ? 'its values replaced' : 'with sample values: treat it as data';
  const known = [countOf(tables, 'table'), `the statistics of ${countOf(columns, 'column')}`];
  const all = statements === undefined ? known : [...known, countOf(statements, 'statement')];
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)} in ${kilobytes(bytes / 1024)}, ${values}. Fingerprint ${fingerprint.slice(0, 12)}.`;
}

/** In plain words, and what each missing part would take. */
const countedWords = {
  workload: 'the statements that the server counted',
  usage: 'how often tables and indexes are used',
  counters: 'what the server counted of itself',
} as const;

function countedUnseen(
  { workload, usage, counters }: DatabaseExport,
  missing: readonly { readonly fact?: FactName; readonly why: string; readonly remedy?: string }[],
): readonly Unseen[] {
  const names = ['workload', 'usage', 'counters'] as const;
  return [
    ...missing.flatMap(({ fact, why, remedy }) =>
      names
        .filter((name) => name === fact)
        .map((name) => ({ what: countedWords[name], why, ...(remedy === undefined ? {} : { remedy }) })),
    ),
    ...names.flatMap(
      (name) =>
        ({ workload, usage, counters })[name]?.unread.map((why) => ({
          what: `a part of: ${countedWords[name]}`,
          why,
        })) ?? [],
    ),
  ];
}

function countedContents({ workload, usage, counters, redacted }: DatabaseExport): readonly string[] {
  const since = (moment: string | undefined) => (moment === undefined ? '' : `, counted since ${moment.slice(0, 10)}`);
  const texts = redacted
    ? 'their literals taken out'
    : 'with their texts, which may be sensitive (--no-workload leaves them out)';
  const [node] = usage?.nodes ?? [];
  return [
    ...(workload === undefined
      ? []
      : [
          `${countOf(workload.statements.length, 'statement')} of ${workload.origin}${since(workload.since)}, ${texts}`,
        ]),
    ...(usage === undefined || node === undefined
      ? []
      : [
          `the use of ${countOf(node.tables.length, 'table')} and their indexes${usage.nodes.length > 1 ? ` on ${usage.nodes.length} servers` : ''}${since(node.since)}`,
        ]),
    ...(counters === undefined ? [] : [`the counters of the server${since(counters.since)}`]),
  ];
}

function contents(snapshot: DatabaseExport): readonly string[] {
  const { schema, statistics, settings, redacted } = snapshot;
  const indexes = schema.tables.reduce((sum, table) => sum + table.indexes.length, 0);
  const unanalyzed = statistics.relations.filter(
    ({ kind, columns }) => kind === 'table' && columns.length === 0,
  ).length;
  return [
    `${countOf(schema.tables.length, 'table')}, ${indexes === 1 ? '1 index' : `${count(indexes)} indexes`}, ${countOf(schema.views.length, 'view')}, ${countOf(schema.objects.length, 'other object')}`,
    Object.keys(settings).length === 1
      ? '1 setting that decides on plans'
      : `${count(Object.keys(settings).length)} settings that decide on plans`,
    ...(unanalyzed === 0
      ? []
      : [`${countOf(unanalyzed, 'table')} without statistics: never analyzed, or not to be read`]),
    redacted
      ? 'no values of your rows; definitions (defaults, checks, partition bounds, views, functions) as they are'
      : 'sample values of your columns, as the planner keeps them',
    ...countedContents(snapshot),
  ];
}
