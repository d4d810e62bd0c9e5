import { z } from 'zod';
import { volumeFaults } from '#analysis/fabricate/stated-tables.ts';
import { count } from '#analysis/plan-words.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Seed, SeedProof, SeedQuestion } from '#contracts/seed.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Artifact } from '#vocabulary/report.ts';
import { checkProof } from './data/check-proof.ts';
import { countedSet, type RowTally } from './data/counted-set.ts';
import { type DataFile, type DataForm, dataFiles } from './data/data-files.ts';
import { DataReport, dataReport, total } from './data/data-report.ts';
import { examineDestination, intoDatabase } from './data/into-database.ts';

const DataInput = z.strictObject({
  rows: z.int().min(1).max(1_000_000_000).default(10_000).meta({
    description: 'Rows of all tables together, about: lookup tables get a few, the ends of the foreign keys most',
    value: 'N',
  }),
  seed: z.int().min(0).default(1).meta({ description: 'The same seed gives the same rows', value: 'N' }),
  table: z.record(z.string(), z.int().min(0)).optional().meta({ description: 'Rows of one table', value: 'NAME=ROWS' }),
  into: z
    .enum(['sql', 'csv', 'jsonl', 'url'])
    .default('sql')
    .meta({
      description:
        'One script in one transaction; a folder with a file for each table and a script that loads them; or a database, which --apply fills: its URL, a target’s name, or url for the one of --url',
      value: 'PLACE',
      address: { source: 'intoUrl', stands: 'url' },
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
export const data = defineCommand({
  summary: 'Make up rows for a schema: realistic, skewed, and true to every constraint',
  description:
    'Makes rows for an empty database: names, addresses, prices, states and times by what the columns mean, a few parents ' +
    'with many children and many with few, columns of a row that agree with each other. Foreign keys (circles too), CHECKs, ' +
    'unique and partial indexes, exclusions, domains, enums and partitions are kept; a constraint that no rows can keep is ' +
    'named, and the command fails. The same seed gives the same rows, to the byte. Before anything is written the rows are ' +
    'loaded into a throw-away PostgreSQL with all constraints and triggers; of very many rows, fewer that were made by the same rules. ' +
    'Mail addresses, domains and telephone numbers are reserved ones, which belong to nobody. ' +
    'With --into and a URL, a target’s name or "url" (the database of --url) the rows are for a database: the report says what would be ' +
    'loaded where, and --apply loads it, once that is approved. All rows go in one transaction into tables that are empty and have ' +
    'that very schema; anything that stands against it is refused, and then nothing is changed.',
  positional: [],
  needs: ['schema'],
  likes: ['volumes'],
  instruments: ['seed', 'destination'],
  wants: (_, { into }) => (into === 'url' ? ['seed', 'destination'] : ['seed']),
  proposes: true,
  streams: { file: 'seed.sql', unless: { field: 'into', value: 'url' } },
  input: DataInput,
  output: DataReport,
  examples: [
    { title: 'A script for a schema', args: '--schema schema.sql --rows 100000 --seed 7 --out seed.sql' },
    { title: 'One table larger than it would be', args: '--schema schema.sql --table orders=50000 --out seed.sql' },
    { title: 'CSV files of a live database’s schema', args: '--url postgres://localhost/shop --into csv --out seed/' },
    {
      title: 'Into a development database, after showing what and asking',
      args: '--schema schema.sql --rows 100000 --seed 7 --into postgres://localhost/shop_dev --apply',
    },
  ],
  decide: async ({ schema, volumes }, input, tools) => {
    const { into } = input;
    const { seed, destination } = tools.instruments;
    if (seed === undefined) throw missing(tools, 'seed', 'unsupported');
    const asked = questionOf(schema, input, volumes);
    if (into === 'url') {
      if (destination === undefined) throw missing(tools, 'destination', 'invalid');
      const examined = await examineDestination(destination, seed, schema, asked);
      return intoDatabase({ destination, examined, seed, ...(await proved(seed, asked, input.proof)) });
    }
    const form: DataForm = into === 'sql' ? (input.copy ? 'copy' : 'insert') : into;
    if (into !== 'sql' && tools.files?.takes === 'one file')
      throw problem('invalid', 'Each table gets a file of its own.', 'Name a folder: --out seed/');
    const { question, proof } = await proved(seed, asked, input.proof);
    const tally: RowTally = { rows: new Map() };
    const set = countedSet(seed.rows(question, proof?.without), tally);
    const header = headerOf(input, question, proof);
    const artifacts: Artifact[] = [];
    for (const file of dataFiles({ schema, set, seed, form, header })) {
      tools.context.signal.throwIfAborted();
      tools.context.progress({ message: `writing ${file.name}` });
      artifacts.push(await handOver(file, tools.files));
    }
    return dataReport({ set, tally, proof, question }, artifacts, tools.subject);
  },
});

type Input = z.infer<typeof DataInput>;
type Tools = CommandTools<'seed' | 'destination'>;

function missing({ missing: all }: Tools, instrument: 'seed' | 'destination', code: 'unsupported' | 'invalid') {
  const absent = all.find((one) => 'instrument' in one && one.instrument === instrument);
  const why = instrument === 'seed' ? 'No rows can be made here.' : 'There is no database to load the rows into.';
  return problem(code, absent?.why ?? why, absent?.remedy);
}

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

/**
 * The rows that a server takes more of: lifelike ones, or where triggers guard what may happen, new ones. Problem
 * `unsupported` where neither will do.
 */
async function proved(
  seed: Seed,
  question: SeedQuestion,
  most: number,
): Promise<{ readonly question: SeedQuestion; readonly proof: SeedProof | undefined }> {
  if (most === 0) return { question, proof: undefined };
  const better = await betterProof(seed, question, most);
  checkProof(better.proof);
  return better;
}

async function betterProof(
  seed: Seed,
  question: SeedQuestion,
  most: number,
): Promise<{ readonly question: SeedQuestion; readonly proof: SeedProof }> {
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
