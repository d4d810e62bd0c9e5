import { z } from 'zod';
import { count, countOf, kilobytes } from '#analysis/plan-words.ts';
import { defineCommand } from '#contracts/command.ts';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';

const ExportDetails = z.object({
  fingerprint: z.string(),
  redacted: z.boolean(),
  tables: z.number(),
  indexes: z.number(),
  /** Columns whose statistics are in it. */
  columns: z.number(),
  bytes: z.number(),
});
const ExportReport = Report.extend({ details: ExportDetails });

const exportCommand = defineCommand({
  summary: 'Write schema and statistics to a file, from which other commands run offline',
  description:
    'Reads the catalogs in one snapshot and writes what dbwright needs: schema, statistics, settings; no rows. ' +
    'The statistics hold sample values of your columns: treat the file as data, or take them out with --redact, which ' +
    'keeps their order and frequency. Commands that need no rows and no login take the file with --export.',
  positional: [],
  needs: ['snapshot'],
  likes: [],
  instruments: [],
  consistent: true,
  makes: { file: 'database.dbw.json' },
  input: z.strictObject({}),
  output: ExportReport,
  examples: [
    { title: 'A live database', args: '--url postgres://localhost/shop --out shop.dbw.json' },
    { title: 'Without values', args: '--target shop --redact --out shop.dbw.json' },
  ],
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
      ],
      silenced: [],
      details,
    };
  },
});

export { exportCommand as export };

function measure({ schema, statistics, fingerprint, redacted }: DatabaseExport, content: string) {
  return {
    fingerprint,
    redacted,
    tables: schema.tables.length,
    indexes: schema.tables.reduce((sum, table) => sum + table.indexes.length, 0),
    columns: statistics.relations.reduce((sum, relation) => sum + relation.columns.length, 0),
    bytes: new TextEncoder().encode(content).length,
  };
}

function summarize({ tables, columns, bytes, redacted, fingerprint }: z.infer<typeof ExportDetails>): string {
  const values = redacted ? 'its values replaced' : 'with sample values: treat it as data';
  return `${countOf(tables, 'table')} and the statistics of ${countOf(columns, 'column')} in ${kilobytes(bytes / 1024)}, ${values}. Fingerprint ${fingerprint.slice(0, 12)}.`;
}

function contents({ schema, statistics, settings, redacted }: DatabaseExport): readonly string[] {
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
  ];
}
