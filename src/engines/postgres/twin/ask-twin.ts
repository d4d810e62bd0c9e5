import type { Context } from '#contracts/context.ts';
import type { WhatIf, WhatIfAnswer } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { answerDoubts } from './answer-doubts.ts';
import { type Candidate, createCandidate } from './candidate-index.ts';
import { serverMessage } from './connection.ts';
import { explainInTwin } from './explain-in-twin.ts';
import type { TwinSite } from './furnish-twin.ts';
import type { PlannerSession } from './planner-session.ts';

type Question = Parameters<WhatIf['ask']>[0];

/**
 * So many hypothetical indexes stand in a twin, each part on a partition counted; the one that was not offered for
 * longest makes room. A thousand make a question some 3 ms slower, making one anew takes five times that; the planner
 * locks all of a table's, and a server has about 6,400 locks.
 */
const mostStanding = 2000;
const dropsToVacuum = 100;
const catalogs = 'pg_class, pg_attribute, pg_index, pg_depend, pg_statistic';
const namePrefix = 'dbwright_candidate_';

/**
 * Answers questions one after the other, since each changes what is switched on. `tidy` waits for them, and leaves the
 * twin as it was before the first: without hypothetical indexes, with none of its own hidden; false where it cannot.
 */
export function askTwin(
  session: PlannerSession,
  site: TwinSite,
  context: Context,
): { readonly ask: WhatIf['ask']; readonly tidy: () => Promise<boolean> } {
  /** By their own definition, whatever they are called, in the order of use. A failure is kept too: it would fail again. */
  const candidates = new Map<string, Candidate | Error>();
  /** Oids of the indexes that are switched off now. */
  let off: ReadonlySet<number> = new Set();
  let made = 0;
  let dropped = 0;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<Out>(work: () => Promise<Out>): Promise<Out> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  async function candidateOf(index: IndexDefinition): Promise<Candidate> {
    const key = definitionOf(index);
    const known = candidates.get(key);
    candidates.delete(key);
    made += known ? 0 : 1;
    const candidate =
      known ?? (await createCandidate(site, index, `${namePrefix}${made}`).catch((error: unknown) => asError(error)));
    candidates.set(key, candidate);
    if (candidate instanceof Error) throw candidate;
    if (!known) off = new Set([...off, ...candidate.oids]);
    return candidate;
  }

  async function makeRoom(offered: number): Promise<void> {
    let room = mostStanding - offered;
    for (const candidate of candidates.values()) room -= candidate instanceof Error ? 1 : candidate.oids.length;
    for (const [key, candidate] of candidates) {
      if (room >= 0) return;
      candidates.delete(key);
      room += candidate instanceof Error ? 1 : candidate.oids.length;
      if (candidate instanceof Error) continue;
      await dropIndex(session, candidate);
      dropped += 1;
      // Nobody else vacuums the catalogs of a twin.
      if (dropped % dropsToVacuum === 0) await session.admin.query(`VACUUM ${catalogs}`);
      off = new Set([...off].filter((oid) => !candidate.oids.includes(oid)));
    }
  }

  async function answer({ query, indexes, without = [] }: Question): Promise<WhatIfAnswer> {
    context.signal.throwIfAborted();
    await makeRoom(indexes.filter((index) => !candidates.has(definitionOf(index))).length);
    const offered = new Map<IndexDefinition, Candidate>();
    for (const index of indexes) offered.set(index, await candidateOf(index));
    const on = new Set([...offered.values()].flatMap(({ oids }) => oids));
    const standing = [...candidates.values()].flatMap((each) => (each instanceof Error ? [] : each.oids));
    const hidden = without.length === 0 ? [] : await oidsByName(session, without);
    const wanted = new Set([...standing.filter((oid) => !on.has(oid)), ...hidden]);
    await switchIndexes(session, off, wanted);
    off = wanted;
    const names = new Map([...offered].map(([index, { name }]) => [name, index.name]));
    const { json, indexNames } = await explainInTwin(session, query, names);
    const plan = planFromJson(json);
    const answers = [...offered].map(([index, { name, parts, doubts }]) => ({
      index,
      used: [name, ...parts].some((each) => indexNames.has(each)),
      doubts,
    }));
    const doubts = answerDoubts(json, answers, site.doubts);
    return {
      plan,
      cost: plan.root.estimated?.totalCost ?? 0,
      used: answers.filter(({ used }) => used).map(({ index }) => index.name),
      ...(doubts.length === 0 ? {} : { doubts }),
      bytes: Object.fromEntries([...offered].map(([index, { bytes }]) => [index.name, bytes])),
    };
  }

  async function tidy(): Promise<boolean> {
    const standing = [...candidates.values()].flatMap((each) => (each instanceof Error ? [] : [each]));
    for (const candidate of standing) await dropIndex(session, candidate);
    const dropped = new Set(standing.flatMap(({ oids }) => oids));
    await switchIndexes(session, new Set([...off].filter((oid) => !dropped.has(oid))), new Set());
    const [row] = await session.admin.query(
      'SELECT count(*)::int AS left FROM pg_class WHERE starts_with(relname, $1)',
      [namePrefix],
    );
    return row?.['left'] === 0;
  }

  return { ask: (question) => inTurn(() => answer(question)), tidy: () => inTurn(tidy) };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** By oid: the name alone does not tell the schema. */
async function dropIndex({ admin }: PlannerSession, { oids, name }: Candidate): Promise<void> {
  const [row] = await admin.query(
    'SELECT relnamespace::regnamespace::text AS schema FROM pg_class WHERE oid = ANY ($1::int8[]) AND relname = $2',
    [oids, name],
  );
  if (row) await admin.query(`DROP INDEX ${String(row['schema'])}.${quoteIdentifier(name)}`);
}

function definitionOf(index: IndexDefinition): string {
  const { schema, table, method, unique, keys, include, predicate, nullsNotDistinct } = index;
  return JSON.stringify([schema, table, method, unique, keys, include, predicate ?? '', nullsNotDistinct ?? false]);
}

async function oidsByName(session: PlannerSession, names: readonly string[]): Promise<readonly number[]> {
  const rows = await session.admin.query(
    `
    SELECT c.oid::int8 AS oid, c.relname AS name FROM pg_class c
    WHERE c.relkind IN ('i', 'I') AND c.oid >= 16384 AND c.relname = ANY ($1)
    UNION
    SELECT part.relid::oid::int8, c.relname FROM pg_class c, pg_partition_tree(c.oid) part
    WHERE c.relkind = 'I' AND c.relname = ANY ($1)`,
    [names],
  );
  const missing = names.filter((name) => !rows.some((row) => row['name'] === name));
  if (missing.length > 0) throw problem('not-found', `The twin has no index ${missing.join(', ')} to hide.`);
  return rows.map((row) => Number(row['oid']));
}

/** The planner leaves out an index that is not valid. Only what changes is written. */
async function switchIndexes(
  session: PlannerSession,
  off: ReadonlySet<number>,
  wanted: ReadonlySet<number>,
): Promise<void> {
  const changed = [...new Set([...off, ...wanted])].filter((oid) => off.has(oid) !== wanted.has(oid));
  if (changed.length === 0) return;
  try {
    await session.admin.query(
      'UPDATE pg_index SET indisvalid = NOT (indexrelid = ANY ($2::int8[])) WHERE indexrelid = ANY ($1::int8[])',
      [changed, [...wanted]],
    );
  } catch (error) {
    throw problem('internal', `The twin could not switch indexes: ${serverMessage(error)}.`, undefined, error);
  }
}
