import { z } from 'zod';
import { diagramOf } from '#analysis/diagram/diagram-of.ts';
import { nearestName } from '#analysis/nearest-name.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { type Diagram, DiagramForm } from '#vocabulary/diagram.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';
import type { Section } from '#vocabulary/section.ts';

const DiagramDetails = z.object({
  as: DiagramForm,
  tables: z.number(),
  references: z.number(),
  /** Tables that belong together, as the foreign keys tell: on one page where there are many. */
  groups: z.array(z.object({ name: z.string(), tables: z.array(z.string()) })),
  /** Referred to by so many that they are named beside the others instead of being tied to them by lines. */
  hubs: z.array(z.string()),
  files: z.array(z.string()),
});

export const diagram = defineCommand({
  summary: 'Draw tables and foreign keys as a picture, a page or text',
  description:
    'Groups tables by their foreign keys and lays them out without overlap, with keys, types and crow’s feet. Up to 40 tables are ' +
    'one picture; more are an overview and a page for each group. A table that very many refer to, such as users, is drawn once and ' +
    'named elsewhere; partitions are counted in the head of their table. The HTML page is one file with search, zoom and ' +
    'the neighbours of a table at a click, and loads nothing from anywhere.',
  positional: [],
  needs: ['schema'],
  likes: [],
  instruments: ['draw'],
  makes: {
    file: 'diagram.svg',
    kinds: {
      field: 'as',
      of: {
        svg: { ending: 'svg', nature: 'text' },
        png: { ending: 'png', nature: 'bytes' },
        html: { ending: 'html', nature: 'text' },
        mermaid: { ending: 'mmd', nature: 'readable' },
        plantuml: { ending: 'puml', nature: 'readable' },
        dbml: { ending: 'dbml', nature: 'readable' },
      },
    },
  },
  input: z.strictObject({
    as: DiagramForm.default('svg').meta({
      description: 'Kind of the file; the ending of --out tells it too (mermaid: .mmd, plantuml: .puml)',
    }),
    tables: z
      .array(z.string().min(1))
      .default([])
      .meta({ description: 'Only these tables: order*, billing.*', value: 'TABLE' }),
  }),
  output: Report.extend({ details: DiagramDetails }),
  examples: [
    { title: 'A page to click through', args: '--url postgres://localhost/shop --out shop.html' },
    { title: 'A picture of a file with DDL', args: '--schema shop.sql --out shop.svg' },
    { title: 'Some tables, as text for a README', args: '--schema shop.sql --tables "order*" --as mermaid' },
  ],
  decide: async ({ schema }, { as, tables }, tools) => {
    const { draw } = tools.instruments;
    if (draw === undefined) throw problem('internal', 'There is nothing to draw with.');
    const drawn = diagramOf(schema, {
      title: schema.database ?? tools.subject.split(/[\\/]/).at(-1) ?? 'schema',
      bare: tools.redact,
      ...(tables.length === 0 ? {} : { only: chosen(tables, schema) }),
    });
    if (drawn.tables.length === 0) {
      throw problem('not-found', 'There are no tables to draw.', 'Name another database, schema file or --tables.');
    }
    tools.context.progress({ message: 'drawing' });
    const artifacts = await draw.draw(drawn, as);
    const labels = new Map(drawn.tables.map(({ id, label }) => [id, label]));
    const details = {
      as,
      tables: drawn.tables.length,
      references: drawn.references.length,
      groups: drawn.groups.map((group) => ({
        name: group.name,
        tables: group.tables.map((table) => labels.get(table) ?? table),
      })),
      hubs: drawn.tables.flatMap(({ label, hub }) => (hub ? [label] : [])),
      files: artifacts.map(({ path }) => path),
    };
    return {
      version: reportVersion,
      command: 'design diagram',
      summary: summarize(drawn, details),
      subject: tools.subject,
      findings: [],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: groupSections(details),
      artifacts: [...artifacts],
      unseen: schema.unread.map((why) => ({ what: 'a part of the schema', why })),
      silenced: [],
      details,
    };
  },
});

/** `orders`, `app.orders`, `order*`, `app.*`. Problem `not-found` where a pattern fits none. */
function chosen(patterns: readonly string[], schema: DatabaseSchema): (table: Table) => boolean {
  const tests = patterns.map((wanted) => {
    const parts = wanted.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
    const fits = (table: Table) => pattern.test(table.name) || pattern.test(`${table.schema}.${table.name}`);
    if (schema.tables.some(fits)) return fits;
    const names = schema.tables.map(({ name }) => name);
    const near = nearestName(wanted, names);
    throw problem(
      'not-found',
      `There is no table "${wanted}".`,
      near === undefined
        ? `Tables here: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}`
        : `Did you mean ${near}?`,
    );
  });
  return (table) => tests.some((fits) => fits(table));
}

function summarize({ tables }: Diagram, details: z.infer<typeof DiagramDetails>): string {
  const { references, groups, hubs, files } = details;
  const partitions = tables.reduce((sum, table) => sum + table.partitions, 0);
  const parts = [
    countOf(details.tables, 'table'),
    countOf(references, 'reference'),
    ...(partitions === 0 ? [] : [`${countOf(partitions, 'partition')} in the heads of their tables`]),
  ];
  const pages = files.length > 1 ? ` An overview and ${countOf(files.length - 1, 'page')}.` : '';
  const named = hubs.length === 0 ? '' : ` Drawn once and named elsewhere: ${hubs.join(', ')}.`;
  const grouped = groups.length === 1 ? '' : `, in ${count(groups.length)} groups`;
  return `${parts.join(', ')}${grouped}.${pages}${named}`;
}

function groupSections({ groups }: z.infer<typeof DiagramDetails>): Section[] {
  if (groups.length < 2) return [];
  return [
    {
      kind: 'table',
      title: 'Groups',
      columns: [
        { name: 'group', align: 'left' },
        { name: 'tables', align: 'right' },
        { name: 'which', align: 'left' },
      ],
      rows: groups.map(({ name, tables }) => [name, count(tables.length), tables.join(', ')]),
    },
  ];
}
