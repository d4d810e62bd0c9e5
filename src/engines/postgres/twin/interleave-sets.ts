import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import { sqlState } from '#engines/postgres/connect/errors.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { InterleavedTrial } from '#vocabulary/interleaved-trial.ts';
import { serverMessage } from './connection.ts';
import type { TrialConnection } from './trial-connection.ts';
import { buildIndexes } from './trial-indexes.ts';

export interface IndexSet {
  readonly create: readonly IndexDefinition[];
  readonly drop?: readonly IndexDefinition[];
}

/** Several sets of indexes in one open transaction, one of which holds at a time. */
export interface BuiltSets {
  readonly sets: InterleavedTrial['sets'];
  /**
   * What `work` gives or throws while the set holds; an error too where others keep us from changing to that set.
   * Throws itself only where the session or the whole trial is at an end.
   */
  readonly under: <T>(set: number, work: () => Promise<T>) => Promise<Attempt<T>>;
}

export type Attempt<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Builds what any of the sets creates, each index once. A set then holds where the indexes that it does without are
 * dropped behind a savepoint, and going back to the savepoint brings them back as they were: DROP INDEX only deletes
 * rows of the catalog, the file goes at COMMIT, which never comes. So every set is true for the planner, for HOT updates
 * and for what writing costs, and all that it takes is to own the tables.
 * https://github.com/postgres/postgres/blob/master/src/backend/access/transam/README (subtransactions)
 * Errors: conflict (two different indexes of one name), unsupported (an index that cannot be dropped), those of building.
 */
export async function buildSets(
  connection: TrialConnection,
  wanted: readonly IndexSet[],
  context: Context,
): Promise<BuiltSets> {
  const union = unionOf(wanted);
  const { bytes, buildMs } = await buildIndexes(connection, [...union.values()], context);
  const hidden = wanted.map(({ create, drop = [] }) => {
    const kept = new Set(create.map(placeOf));
    return [...[...union.keys()].filter((place) => !kept.has(place)), ...drop.map(placeOf)];
  });
  const under = async <T>(set: number, work: () => Promise<T>): Promise<Attempt<T>> => {
    context.signal.throwIfAborted();
    await connection.command('SAVEPOINT index_set');
    const hiding = await attempted(hide(connection, hidden[set] ?? []));
    if ('error' in hiding && !isLocked(hiding.error)) throw hiding.error;
    const attempt = 'error' in hiding ? hiding : await attempted(work());
    await connection.command(showAll);
    context.signal.throwIfAborted();
    return attempt;
  };
  // What cannot be dropped is told now, before anything was run.
  for (const set of wanted.keys()) {
    const attempt = await under(set, async () => undefined);
    if ('error' in attempt) throw attempt.error;
  }
  const own = (figures: Readonly<Record<string, number>>, { create }: IndexSet) =>
    Object.fromEntries(create.map(({ name }) => [name, figures[name] ?? 0]));
  return { sets: wanted.map((set) => ({ bytes: own(bytes, set), buildMs: own(buildMs, set) })), under };
}

/** By place, `app.orders_status`. */
function unionOf(wanted: readonly IndexSet[]): ReadonlyMap<string, IndexDefinition> {
  const union = new Map<string, IndexDefinition>();
  for (const index of wanted.flatMap(({ create }) => create)) {
    const same = union.get(placeOf(index)) ?? index;
    if (textOf(same) !== textOf(index)) {
      throw problem('conflict', `Two sets of indexes mean different ones by the name ${index.name}.`);
    }
    union.set(placeOf(index), index);
  }
  return union;
}

function placeOf({ schema, name }: IndexDefinition): string {
  return quoteQualified(schema, name);
}

function textOf(index: IndexDefinition): string {
  return indexDdl(index, { concurrently: false });
}

const showAll = 'ROLLBACK TO SAVEPOINT index_set; RELEASE SAVEPOINT index_set';
/** How long others may keep us from dropping, and how long they wait behind us meanwhile. */
const patienceMs = 5_000;
const inQueueMs = 20;

/**
 * Dropping needs the table alone. In a copy where others read, we do not queue for it: who queues holds up every reader
 * behind him, and might be one half of a deadlock that the server ends by throwing out the other.
 */
async function hide(connection: TrialConnection, places: readonly string[]): Promise<void> {
  if (places.length === 0) return;
  for (const until = performance.now() + patienceMs; ; await sleep(inQueueMs)) {
    try {
      // One that is not there need not be dropped.
      await connection.command(
        `SET LOCAL client_min_messages = error; SET LOCAL lock_timeout = ${inQueueMs};
         DROP INDEX IF EXISTS ${places.join(', ')};
         SET LOCAL lock_timeout = '5s'`,
      );
      return;
    } catch (error) {
      // dependent_objects_still_exist
      if (sqlState(error) === '2BP01') {
        throw problem(
          'unsupported',
          `An index of the sets cannot be left out: ${serverMessage(error)}.`,
          'It serves a constraint, or is part of another index.',
          error,
        );
      }
      if (!isLocked(error) || performance.now() > until) throw error;
      await connection.command('ROLLBACK TO SAVEPOINT index_set');
    }
  }
}

/** lock_not_available */
function isLocked(error: unknown): boolean {
  return sqlState(error) === '55P03';
}

function attempted<T>(work: Promise<T>): Promise<Attempt<T>> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}
