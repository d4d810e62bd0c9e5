import { z } from 'zod';
import { volumeFaults } from '#analysis/fabricate/stated-tables.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { defineCommand } from '#contracts/command.ts';
import type { Seed, SeedProof, SeedQuestion, SeedSet } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import { type Artifact, Report, reportVersion, type Unseen } from '#vocabulary/report.ts';
import type { Section } from '#vocabulary/section.ts';
import { checkProof } from './data/check-proof.ts';
import { countedSet, type RowTally } from './data/counted-set.ts';
import { type DataFile, type DataForm, dataFiles } from './data/data-files.ts';

const DataDetails = z.object({
  seed: z.number(),
  rows: z.number(),
  /** By table, `app.orders`. */
  tables: z.record(z.string(), z.number()),
  /** How many a server took, where one was asked. */
  proved: z.number().optional(),
  leftOut: z.number(),
});
const DataInput = z.strictObject({
  rows: z.int().min(1).max(1_000_000_000).default(10_000).meta({
    description: 'Rows of all tables together, about: lookup tables get a few, the ends of the foreign keys most',
    value: 'N',
  }),
  seed: z.int().min(0).default(1).meta({ description: 'The same seed gives the same rows', value: 'N' }),
  table: z.record(z.string(), z.int().min(0)).optional().meta({ description: 'Rows of one table', value: 'NAME=ROWS' }),
  into: z.enum(['sql', 'csv', 'jsonl', 'url']).default('sql').meta({
    description: 'One script in one transaction; or a folder with a file for each table and a script that loads them',
  }),
  copy: z.boolean().default(false).meta({
    description: 'In the script, COPY instead of INSERT: loads several times faster, with psql alone',
  }),
  triggers: z.enum(['fire', 'off']).default('fire').meta({
    description: 'Whether triggers fire while the rows are loaded; constraints are in force in any case',
  }),
  until: z.iso.date().optional().meta({
    description: 'The day on which the rows end (without it 2026-01-01, so that a seed always means the same)',
    value: 'DATE',
  }),
  proof: z.int().min(0).default(50_000).meta({
    description:
      'Up to so many rows are all loaded into the twin first; of more, so many made by the same rules (0: none)',
    value: 'N',
  }),
});
const DataReport = Report.extend({ details: DataDetails });

export const data = defineCommand({
  summary: 'Make up rows for a schema: realistic, skewed, and true to every constraint',
  description:
    'Makes rows for an empty database: names, addresses, prices, states and times by what the columns mean, a few parents ' +
    'with many children and many with few, columns of a row that agree with each other. Foreign keys (circles too), CHECKs, ' +
    'unique and partial indexes, exclusions, domains, enums and partitions are kept; a constraint that no rows can keep is ' +
    'named, and the command fails. The same seed gives the same rows, to the byte. Before anything is written the rows are ' +
    'loaded into a throw-away PostgreSQL with all constraints and triggers; of very many rows, fewer that were made by the same rules. ' +
    'Mail addresses, domains and telephone numbers are reserved ones, which belong to nobody.',
  positional: [],
  needs: ['schema'],
  likes: ['volumes'],
  instruments: ['seed'],
  streams: { file: 'seed.sql' },
  input: DataInput,
  output: DataReport,
  examples: [
    { title: 'A script for a schema', args: '--schema schema.sql --rows 100000 --seed 7 --out seed.sql' },
    { title: 'One table larger than it would be', args: '--schema schema.sql --table orders=50000 --out seed.sql' },
    { title: 'CSV files of a live database’s schema', args: '--url postgres://localhost/shop --into csv --out seed/' },
  ],
  decide: async ({ schema, volumes }, input, tools) => {
    const { into } = input;
    if (into === 'url') throw intoDatabase();
    const { seed } = tools.instruments;
    if (seed === undefined) {
      const absent = tools.missing.find((one) => 'instrument' in one && one.instrument === 'seed');
      throw problem('unsupported', absent?.why ?? 'No rows can be made here.', absent?.remedy);
    }
    const asked = questionOf(schema, input, volumes);
    const form: DataForm = into === 'sql' ? (input.copy ? 'copy' : 'insert') : into;
    if (into !== 'sql' && tools.files?.takes === 'one file')
      throw problem('invalid', 'Each table gets a file of its own.', 'Name a folder: --out seed/');
    const { question, proof } = await proved(seed, asked, input.proof);
    if (proof !== undefined) checkProof(proof);
    const tally: RowTally = { rows: new Map() };
    const set = countedSet(seed.rows(question, proof?.without), tally);
    const header = headerOf(input, question, proof);
    const artifacts: Artifact[] = [];
    for (const file of dataFiles({ schema, set, seed, form, header })) {
      tools.context.signal.throwIfAborted();
      tools.context.progress({ message: `writing ${file.name}` });
      artifacts.push(await handOver(file, tools.files));
    }
    return report({ set, tally, proof, input, question }, artifacts, tools.subject);
  },
});

function intoDatabase() {
  return problem(
    'unsupported',
    'Rows are not loaded into a database by this command yet.',
    'Make a script and load it yourself: design data … --into sql --copy --out seed.sql, then psql -v ON_ERROR_STOP=1 -f seed.sql.',
  );
}

type Input = z.infer<typeof DataInput>;

function questionOf(schema: DatabaseSchema, input: Input, volumes: SeedQuestion['volumes']): SeedQuestion {
  const { rows, seed, table = {}, until } = input;
  const stated = Object.fromEntries(Object.entries(table).map(([name, of]) => [name, { rows: of, columns: {} }]));
  const [fault] = [
    ...volumeFaults(schema, { tables: stated }),
    ...(volumes === undefined ? [] : volumeFaults(schema, volumes)),
  ];
  if (fault !== undefined)
    throw problem(
      fault.code,
      fault.message.replace(/^The volumes name a table/, 'There is a number of rows for a table'),
      fault.hint,
    );
  return {
    rows,
    seed,
    tables: table,
    ...(volumes === undefined ? {} : { volumes }),
    ...(input.triggers === 'off' ? { withoutTriggers: true } : {}),
    ...(until === undefined ? {} : { today: Date.parse(`${until}T00:00:00Z`) }),
  };
}

/** Of more than this share, refused by triggers, rows are tried as they are when they are new. */
const manyRefused = 0.05;

/** The rows that a server takes more of: lifelike ones, or where triggers guard what may happen, new ones. */
async function proved(
  seed: Seed,
  question: SeedQuestion,
  most: number,
): Promise<{ readonly question: SeedQuestion; readonly proof: SeedProof | undefined }> {
  if (most === 0) return { question, proof: undefined };
  const proof = await seed.prove(question, most);
  const refused = proof.refused.reduce((sum, { rows }) => sum + rows, 0);
  if (refused <= manyRefused * total(proof.accepted)) return { question, proof };
  const initial = { ...question, initial: true };
  const second = await seed.prove(initial, most);
  return total(second.accepted) > total(proof.accepted) ? { question: initial, proof: second } : { question, proof };
}

/** Characters that an artifact of a report may have. */
const longestArtifact = 4_000_000;

async function handOver(
  file: DataFile,
  files: { write: (name: string, pieces: Iterable<string>) => Promise<void> } | undefined,
): Promise<Artifact> {
  const { name, mediaType, pieces } = file;
  if (files !== undefined) {
    await files.write(name, pieces);
    return { path: name, mediaType, content: '' };
  }
  let content = '';
  for (const piece of pieces) {
    content += piece;
    if (content.length > longestArtifact)
      throw problem(
        'unsupported',
        `${name} is too long for an answer.`,
        'Ask for fewer rows, or use the command line with --out.',
      );
  }
  return { path: name, mediaType, content };
}

/** What stands at the head of a script. */
function headerOf({ seed, rows }: Input, { today }: SeedQuestion, proof: SeedProof | undefined): string {
  const until = new Date(today ?? Date.UTC(2026, 0, 1)).toISOString().slice(0, 10);
  const proved =
    proof === undefined
      ? 'Not tried on any server.'
      : `${count(total(proof.accepted))} rows were taken by ${proof.by}${proof.isWhole ? '' : ', made by the same rules'}.`;
  return `-- Made-up rows: seed ${seed}, about ${rows} rows, until ${until}. For an empty database.\n-- ${proved}\n\n`;
}

function total(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((sum, one) => sum + one, 0);
}

interface Outcome {
  readonly set: SeedSet;
  readonly tally: RowTally;
  readonly proof: SeedProof | undefined;
  readonly input: Input;
  readonly question: SeedQuestion;
}

function report(
  { set, tally, proof, input, question }: Outcome,
  artifacts: readonly Artifact[],
  subject: string,
): z.infer<typeof DataReport> {
  const tables = Object.fromEntries(tally.rows);
  const rows = total(tables);
  const leftOut = proof?.isWhole === true ? proof.refused.reduce((sum, one) => sum + one.rows, 0) : 0;
  const proved = proof === undefined ? undefined : total(proof.accepted);
  return {
    version: reportVersion,
    command: 'design data',
    summary: summaryOf(rows, tally.rows.size, proof, question),
    subject,
    findings: [],
    recommendations: [],
    changes: [],
    evidence: proof === undefined ? [] : [evidenceOf(proof)],
    sections: sectionsOf(set, tally, proof, question),
    artifacts: [...artifacts],
    unseen: unseenOf(set, proof),
    silenced: [],
    details: { seed: input.seed, rows, tables, ...(proved === undefined ? {} : { proved }), leftOut },
  };
}

function summaryOf(
  rows: number,
  tables: number,
  proof: SeedProof | undefined,
  { withoutTriggers }: SeedQuestion,
): string {
  const triggers = withoutTriggers === true ? ', while triggers were off' : '';
  const made = `${countOf(rows, 'row')} in ${countOf(tables, 'table')}`;
  if (proof === undefined) return `${made}. No server was asked whether it takes them.`;
  return proof.isWhole
    ? `${made}, all of them taken by ${proof.by} with every constraint in force${triggers}.`
    : `${made}. ${count(total(proof.accepted))} rows made by the same rules were taken by ${proof.by} with every constraint in force${triggers}.`;
}

function evidenceOf(proof: SeedProof): Evidence {
  return {
    level: proof.isWhole ? 'measured' : 'simulated',
    by: proof.by,
    what: 'rows that were loaded with every constraint in force',
    after: total(proof.accepted),
    unit: 'rows',
  };
}

function sectionsOf(set: SeedSet, tally: RowTally, proof: SeedProof | undefined, { initial }: SeedQuestion): Section[] {
  const table: Section = {
    kind: 'table',
    title: 'Rows, in loading order',
    columns: [
      { name: 'table', align: 'left' },
      { name: 'rows', align: 'right' },
    ],
    rows: [...tally.rows].map(([name, rows]) => [name, count(rows)]),
  };
  const shorts = set.shorts.map(({ table: name, constraint, why }) => `${name}: ${why} (${constraint}).`);
  const refused = (proof?.refused ?? []).map(
    ({ table: name, by, message, rows }) => `${countOf(rows, 'row')} of ${name}: refused by ${by}: ${message}`,
  );
  const list = (title: string, items: readonly string[]): Section[] =>
    items.length === 0 ? [] : [{ kind: 'list', title, items: [...items] }];
  const state =
    'Triggers refused many rows in the middle of their lives. So rows of the tables that triggers guard, and of those that these refer to, are as new ones: columns with a plain default hold it.';
  return [
    table,
    ...list('As new', initial === true ? [state] : []),
    ...list('Fewer rows than there were to be', shorts),
    ...list('Left out, since the server refused them', refused),
  ];
}

function unseenOf(set: SeedSet, proof: SeedProof | undefined): Unseen[] {
  const unread = set.unread.map(({ table, constraint, why }) => ({
    what: `${constraint} on ${table}`,
    why: proof === undefined ? why : `${why}; the twin took the rows all the same`,
  }));
  return [...unread, ...(proof?.missing ?? []).map((why) => ({ what: 'a part of the schema in the twin', why }))];
}
