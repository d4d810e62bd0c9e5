import { nameOf } from '#analysis/fabricate/stated-tables.ts';
import type { GeneratedUpdate } from '#analysis/row-generator/deferred-update.ts';
import { type GeneratedTable, UnsatisfiedError } from '#analysis/row-generator.ts';
import { seedRows as makeRows, type SeedRows } from '#analysis/seed-data/seed-rows.ts';
import { problem } from '#contracts/problem-error.ts';
import type { SeedProof, SeedQuestion, SeedSet } from '#contracts/seed.ts';
import { rowConditions } from '#engines/postgres/row-conditions.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

/** With what is filled in when all tables are loaded: foreign keys in circles. */
export interface PostgresSeedSet extends SeedSet {
  readonly updates: readonly GeneratedUpdate[];
}

export interface SeedOptions extends SeedQuestion {
  /** Rows that are left out, by table and number; of updates by `table constraint`. */
  readonly without?: SeedProof['without'];
}

/**
 * Rows for an empty PostgreSQL database: realistic, skewed, the same for the same seed, and true to every constraint.
 * Problem `unsupported` names each constraint that no rows can keep; also from a batch, at a row that cannot be made.
 */
export function seedRows(schema: DatabaseSchema, options: SeedOptions): PostgresSeedSet {
  const { without, withoutTriggers = false, ...question } = options;
  const made: SeedRows = makeRows({ ...question, schema, ...rowConditions(schema) });
  const hopeless = made.unsatisfied.filter(({ isUnread }) => isUnread !== true);
  if (hopeless.length > 0) throw refused(hopeless);
  return {
    tables: made.tables.map((table) => ({
      ...table,
      batches: () => left(withProblems(table), without?.get(nameOf(table))),
    })),
    updates: made.updates.map((update) => ({
      ...update,
      batches: () => left(update.batches(), without?.get(`${nameOf(update)} ${update.constraint}`)),
    })),
    withoutTriggers,
    unread: made.unsatisfied.filter(({ isUnread }) => isUnread === true),
    shorts: made.shorts,
  };
}

function* left<Row>(
  batches: Iterable<readonly Row[]>,
  without: ReadonlySet<number> | undefined,
): Generator<readonly Row[], void, undefined> {
  let at = 0;
  for (const batch of batches) {
    const first = at;
    at += batch.length;
    yield without === undefined ? batch : batch.filter((_, nth) => !without.has(first + nth));
  }
}

function* withProblems(table: GeneratedTable): ReturnType<GeneratedTable['batches']> {
  try {
    yield* table.batches();
  } catch (error) {
    if (error instanceof UnsatisfiedError) throw refused([error.unsatisfied], error);
    throw error;
  }
}

function refused(
  unsatisfied: readonly { readonly table: string; readonly constraint: string; readonly why: string }[],
  cause?: unknown,
) {
  const each = unsatisfied.map(({ table, constraint, why }) => `${constraint} on ${table} (${why})`);
  return problem(
    'unsupported',
    `No rows can be made that keep ${each.join('; ')}.`,
    'Check whether the constraint is what you mean. To go on without it, drop it in a copy of the schema and give that with --schema; fewer rows of a table are asked for with --table NAME=ROWS.',
    cause,
  );
}
