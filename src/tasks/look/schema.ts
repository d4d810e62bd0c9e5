import { z } from 'zod';
import { nearestName } from '#analysis/nearest-name.ts';
import { count, countOf, kilobytes } from '#analysis/plan-words.ts';
import { defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { reportVersion } from '#vocabulary/report.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { type SchemaDetails, SchemaReport, type TableCard } from './schema/schema-report.ts';
import { schemaSections } from './schema/schema-sections.ts';
import { shortName, tableCard } from './schema/table-card.ts';

export const schema = defineCommand({
  summary: 'Show tables, keys, indexes and sizes',
  description:
    'Lists what the database holds: tables with columns, keys, foreign keys in both directions, indexes and their sizes, ' +
    'views and other objects. One table is shown in full.',
  positional: ['table'],
  needs: ['schema'],
  likes: ['statistics', 'server'],
  instruments: [],
  input: z.strictObject({
    table: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'A table, schema.table, or a pattern with *: order*', value: 'TABLE' }),
  }),
  output: SchemaReport,
  examples: [
    { title: 'Everything', args: '--url postgres://localhost/shop' },
    { title: 'One table from a file with its DDL', args: 'orders --schema schema.sql' },
    { title: 'All tables of a schema', args: '"billing.*" --target shop' },
  ],
  decide: async (facts, input, tools) => {
    const details = choose(facts.schema, facts.statistics, input.table);
    const nameOf = ({ schema: place, name }: TableCard) => shortName(place, name, facts.schema);
    return {
      version: reportVersion,
      command: 'look schema',
      summary: summarize(details, nameOf),
      subject: tools.subject,
      findings: [],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [...schemaSections(details, nameOf)],
      artifacts: [],
      unseen: [
        ...tools.missing.flatMap((one) =>
          'fact' in one && one.fact === 'statistics'
            ? [
                {
                  what: 'sizes and row counts',
                  why: one.why,
                  ...(one.remedy === undefined ? {} : { remedy: one.remedy }),
                },
              ]
            : [],
        ),
        ...facts.schema.unread.map((why) => ({ what: 'a part of the schema', why })),
      ],
      silenced: [],
      details,
    };
  },
});

function choose(all: DatabaseSchema, statistics: Statistics | undefined, wanted: string | undefined): SchemaDetails {
  const fits = matcher(wanted, all);
  const tables = all.tables.filter((table) => fits(table.schema, table.name));
  const views = all.views.filter((view) => fits(view.schema, view.name));
  if (wanted !== undefined && tables.length + views.length === 0) throw notFound(wanted, all);
  const objects =
    wanted === undefined ? all.objects : all.objects.filter(({ table }) => tables.some(({ name }) => name === table));
  const kinds = objects.map(({ kind }) => kind).toSorted();
  return {
    ...(all.database === undefined ? {} : { database: all.database }),
    tables: tables
      .map((table) => tableCard(table, all, statistics))
      .toSorted((a, b) => (b.bytes ?? b.rows ?? 0) - (a.bytes ?? a.rows ?? 0) || a.name.localeCompare(b.name)),
    views: views.map(({ schema: place, name, columns, definition }) => ({
      schema: place,
      name,
      columns: columns.map((column) => column.name),
      definition,
    })),
    objects: Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length])),
  };
}

/** `orders`, `app.orders`, `order*`, `app.*`. Without a schema, those of the search path are meant, then all others. */
function matcher(wanted: string | undefined, all: DatabaseSchema): (place: string, name: string) => boolean {
  if (wanted === undefined) return () => true;
  const isWhole = [...all.tables, ...all.views].some(({ name }) => name === wanted);
  const dot = isWhole ? -1 : wanted.indexOf('.');
  const name = pattern(wanted.slice(dot + 1));
  if (dot >= 0) {
    const place = pattern(wanted.slice(0, dot));
    return (schemaName, tableName) => place.test(schemaName) && name.test(tableName);
  }
  const isNear = [...all.tables, ...all.views].some(
    (one) => all.searchPath.includes(one.schema) && name.test(one.name),
  );
  return (place, tableName) => name.test(tableName) && (!isNear || all.searchPath.includes(place));
}

function pattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function notFound(wanted: string, all: DatabaseSchema) {
  const names = [...all.tables, ...all.views].map((one) => shortName(one.schema, one.name, all));
  const near = nearestName(wanted, names);
  const known =
    names.length === 0
      ? 'There are no tables here.'
      : `Tables here: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}`;
  return problem('not-found', `There is no table "${wanted}".`, near === undefined ? known : `Did you mean ${near}?`);
}

function summarize({ tables, views }: SchemaDetails, nameOf: (table: TableCard) => string): string {
  const [only] = tables;
  if (tables.length === 1 && views.length === 0 && only !== undefined) {
    const { columns, indexes, references, referencedBy } = only;
    const keys = `${countOf(references.length, 'foreign key')} out, ${count(referencedBy.length)} in`;
    return `${nameOf(only)}: ${[...figures(only), countOf(columns.length, 'column'), indexes.length === 1 ? '1 index' : `${count(indexes.length)} indexes`, keys].join(', ')}.`;
  }
  const whole = tables.filter(({ partitionOf }) => partitionOf === undefined);
  const partitions = tables.length - whole.length;
  const indexes = tables.reduce((sum, table) => sum + table.indexes.length, 0);
  const bytes = tables.reduce((sum, table) => sum + (table.bytes ?? 0), 0);
  const counts = [
    countOf(whole.length, 'table'),
    partitions === 0 ? '' : countOf(partitions, 'partition'),
    views.length === 0 ? '' : countOf(views.length, 'view'),
    indexes === 1 ? '1 index' : `${count(indexes)} indexes`,
    bytes === 0 ? '' : `${kilobytes(bytes / 1024)} in all`,
  ].filter((part) => part !== '');
  const largest = tables.filter((table) => figures(table).length > 0).slice(0, 3);
  const ending =
    largest.length === 0
      ? ''
      : ` Largest: ${largest.map((table) => `${nameOf(table)} (${figures(table).join(', ')})`).join('; ')}.`;
  return `${counts.join(', ')}.${ending}`;
}

function figures({ rows, bytes }: TableCard): readonly string[] {
  return [
    ...(rows === undefined ? [] : [`about ${countOf(rows, 'row')}`]),
    ...(bytes === undefined ? [] : [kilobytes(bytes / 1024)]),
  ];
}
