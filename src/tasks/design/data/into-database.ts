import { count, countOf, kilobytes } from '#analysis/plan-words.ts';
import type { Destination } from '#contracts/destination.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Seed, SeedProof, SeedQuestion } from '#contracts/seed.ts';
import type { SeedWeight } from '#contracts/seed-weight.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Section } from '#vocabulary/section.ts';
import { type DataReport, dataReport } from './data-report.ts';

export type Examined = Awaited<ReturnType<Destination['examine']>>;

export interface Loading {
  readonly destination: Destination;
  readonly examined: Examined;
  readonly seed: Seed;
  readonly question: SeedQuestion;
  readonly proof: SeedProof | undefined;
}

/** Problem `denied` or `conflict` where no rows could be loaded: known before any is made. */
export function examineDestination(
  destination: Destination,
  seed: Seed,
  schema: DatabaseSchema,
  question: SeedQuestion,
): Promise<Examined> {
  const set = seed.rows(question);
  const tables = set.tables.filter(({ rows }) => rows > 0);
  return destination.examine({ schema, tables, withoutTriggers: set.withoutTriggers === true });
}

/** What would be loaded, and where: the door carries it out, where that is approved. */
export async function intoDatabase(loading: Loading): Promise<DataReport> {
  const { destination, seed, question, proof } = loading;
  const set = seed.rows(question, proof?.without);
  const weight = await seed.weigh(set);
  const filled = weight.tables.filter(({ rows }) => rows > 0);
  if (filled.length === 0) throw problem('invalid', 'There is no row to be loaded.', 'Ask for more: --rows 1000.');
  const tally = { rows: new Map(weight.tables.map(({ schema, name, rows }) => [`${schema}.${name}`, rows])) };
  const report = dataReport({ set, tally, proof, question }, [], destination.place);
  const [, ...others] = report.sections;
  const bytes = weight.tables.reduce((sum, one) => sum + one.bytes, 0);
  return {
    ...report,
    summary: `${report.summary} Nothing is written yet: --apply loads them into ${destination.place}.`,
    sections: [rowsSection(filled), effects(loading), ...others],
    changes: [loadChange(loading, weight)],
    details: { ...report.details, destination: { place: destination.place, bytes, digest: weight.digest } },
  };
}

function loadChange({ question, proof, examined }: Loading, weight: SeedWeight): Change {
  const { volumes: _volumes, ...recipe } = question;
  const without = [...(proof?.without ?? [])].map(([place, rows]): [string, number[]] => [place, [...rows]]);
  return {
    kind: 'load-rows',
    recipe: { ...recipe, leftOut: Object.fromEntries(without) },
    tables: weight.tables
      .filter(({ rows }) => rows > 0)
      .map(({ schema, name, columns, rows, bytes }) => ({ schema, table: name, columns: [...columns], rows, bytes })),
    updates: weight.updates.map(({ schema, name, columns }) => ({ schema, table: name, columns: [...columns] })),
    triggers: [...examined.triggers],
    sequences: [...examined.sequences],
    digest: weight.digest,
  };
}

function rowsSection(tables: SeedWeight['tables']): Section {
  const sum = (of: (one: SeedWeight['tables'][number]) => number) => tables.reduce((all, one) => all + of(one), 0);
  return {
    kind: 'table',
    title: 'Rows, in loading order',
    columns: [
      { name: 'table', align: 'left' },
      { name: 'rows', align: 'right' },
      { name: 'as text', align: 'right' },
    ],
    rows: [
      ...tables.map(({ schema, name, rows, bytes }) => [`${schema}.${name}`, count(rows), kilobytes(bytes / 1024)]),
      ['together', count(sum(({ rows }) => rows)), kilobytes(sum(({ bytes }) => bytes) / 1024)],
    ],
  };
}

/** What a person wants to know before saying yes. */
function effects({ examined, question }: Loading): Section {
  const { triggers, sequences } = examined;
  const asleep = question.withoutTriggers === true;
  const s = triggers.length === 1 ? 's' : '';
  const told = `${countOf(triggers.length, 'trigger')} ${asleep ? `sleep${s} meanwhile` : `fire${s}`}: ${someOf(triggers)}.`;
  return {
    kind: 'list',
    title: 'What loading does',
    items: [
      'The tables are empty, and they are those that the rows were made for. Both is checked again once they are locked.',
      'One transaction: all rows with every constraint in force, or none.',
      'Until it ends others can read these tables, and wait to write to them.',
      ...(triggers.length === 0 ? [] : [asleep ? told : `${told} With --triggers off they sleep.`]),
      ...(sequences.length === 0
        ? []
        : [
            `${countOf(sequences.length, 'sequence')} go${sequences.length === 1 ? 'es' : ''} on behind the last number: ${someOf(sequences)}.`,
          ]),
      'Then: run ANALYZE there, so that the planner knows the rows at once.',
    ],
  };
}

/** A line names so many things. */
const few = 8;

function someOf(things: readonly string[]): string {
  return things.length > few ? `${things.slice(0, few).join(', ')} and ${things.length - few} more` : things.join(', ');
}
