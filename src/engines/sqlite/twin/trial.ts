import type { Context } from '#contracts/context.ts';
import type { Run, Trial } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import { openScratch, type Scratch } from '#engines/sqlite/connect/scratch.ts';
import { estimateVisits } from '#engines/sqlite/explain/estimate-visits.ts';
import { planOf } from '#engines/sqlite/explain/plan-of.ts';
import { bindParameters, parameterNumbers } from '#engines/sqlite/parse/parameters.ts';
import { sqliteTokens } from '#engines/sqlite/parse/tokens.ts';
import { quoteLiteral } from '#engines/sqlite/quote.ts';
import { resolve } from '#engines/sqlite/resolve.ts';
import { analyzeIndexDdl, indexDdl, spell } from '#engines/sqlite/spell.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { TrialFiles } from './trial-files.ts';
import { withIndexes } from './with-indexes.ts';

/** One statement: a run of the query, or building an index. */
const statementMs = 120_000;
const measurementMs = 120_000;
/** A measurement goes on up to this many times the runs asked for while its figures scatter. */
const patience = 3;

type Facts = { readonly schema: DatabaseSchema; readonly statistics: Statistics } | undefined;

/**
 * Measures in copies of a database file. Runs with and without indexes take turns, so that what else the machine does
 * befalls both alike. A statement that writes is rolled back after each run.
 */
export function trialRun(
  files: TrialFiles,
  about: Pick<Run, 'by' | 'level' | 'notes' | 'rowsFrom'>,
  facts: Facts,
  context: Context,
): Run {
  const { signal } = context;
  const open = (path: string) => openScratch(path, { statementMs, signal });
  return {
    ...about,
    measure: async ({ query, runs }) => {
      const side = await prepare(await open(files.plain), query, facts);
      try {
        await takeTurns([side], runs, context);
        return measurement(side);
      } finally {
        await side.scratch.close();
      }
    },
    compare: async ({ query, instead = query, indexes, adjust = [], runs }) => {
      const plain = await open(files.plain);
      const indexed = await open(await files.another());
      try {
        const built = await buildIndexes(indexed, indexes, context);
        for (const { text } of adjust.flatMap(spell)) await indexed.exec(text);
        const before = await prepare(plain, query, facts);
        const after = await prepare(
          indexed,
          instead,
          facts && { ...facts, schema: withIndexes(facts.schema, indexes) },
        );
        await takeTurns([before, after], runs, context);
        return {
          before: measurement(before),
          after: measurement(after),
          sameRows: await sameRows(before, after),
          ...built,
        };
      } finally {
        await plain.close();
        await indexed.close();
      }
    },
  };
}

/** One of the databases, with what was seen there. */
interface Side {
  readonly scratch: Scratch;
  readonly text: string;
  readonly writes: boolean;
  readonly plan: Plan;
  readonly rows: number;
  readonly checksum: string;
  readonly reals: boolean;
  readonly milliseconds: number[];
}

/** The first run, which is not counted, reads the rows to compare them and warms the cache. */
async function prepare(scratch: Scratch, query: QueryText, facts: Facts): Promise<Side> {
  const text = boundText(query);
  const writes = isWriting(text);
  const lines = await scratch.all(`EXPLAIN QUERY PLAN ${text}`);
  const plan = await planWith(lines, text, facts);
  const { rows, checksum, reals } = await run(scratch, text, writes, !writes);
  return { scratch, text, writes, plan, rows, checksum, reals, milliseconds: [] };
}

async function planWith(lines: Awaited<ReturnType<Scratch['all']>>, text: string, facts: Facts): Promise<Plan> {
  if (facts === undefined) return planOf(lines, text);
  const query = await resolve(text, facts.schema);
  return estimateVisits(planOf(lines, text, { query }), { ...facts, query });
}

async function run(scratch: Scratch, text: string, writes: boolean, compare: boolean) {
  if (!writes) return scratch.time(text, compare);
  await scratch.exec('BEGIN');
  try {
    return await scratch.time(text, compare);
  } finally {
    await scratch.exec('ROLLBACK');
  }
}

/** At least `runs` of each; more while the figures of one scatter, as on a machine that has other work too. */
async function takeTurns(sides: readonly Side[], runs: number, { signal }: Context): Promise<void> {
  const end = performance.now() + measurementMs;
  for (let turn = 0; turn < runs * patience; turn++) {
    const isSettled = turn >= runs && sides.every(({ milliseconds }) => scatter(milliseconds) <= 0.25);
    if (isSettled || (turn > 0 && performance.now() > end)) return;
    for (const { scratch, text, writes, milliseconds } of sides) {
      signal.throwIfAborted();
      milliseconds.push((await run(scratch, text, writes, false)).milliseconds);
    }
  }
}

function measurement({ milliseconds, rows, checksum, plan }: Side): Measurement {
  return { milliseconds, median: quantile(milliseconds, 0.5), rows, checksum, plan };
}

async function buildIndexes(
  scratch: Scratch,
  indexes: readonly IndexDefinition[],
  context: Context,
): Promise<Pick<Trial, 'bytes' | 'buildMs'>> {
  const bytes: Record<string, number> = {};
  const buildMs: Record<string, number> = {};
  for (const index of indexes) {
    context.signal.throwIfAborted();
    context.progress({ message: `building ${index.name} in the copy` });
    const start = performance.now();
    await scratch.exec(indexDdl(index));
    await scratch.exec(analyzeIndexDdl(index));
    buildMs[index.name] = Math.round(performance.now() - start);
    const [row] = await scratch.all(`SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = ${quoteLiteral(index.name)}`);
    bytes[index.name] = Number(row?.['bytes'] ?? 0);
  }
  return { bytes, buildMs };
}

/** Where two right answers may differ (ties under a LIMIT, sums of reals, chance), it is `unknown`, never "different". */
async function sameRows(before: Side, after: Side): Promise<Trial['sameRows']> {
  if (before.writes) return 'unknown';
  if (before.rows === after.rows && before.checksum === after.checksum) return true;
  if (before.reals || after.reals || choosesAmongEquals(before.text)) return 'unknown';
  // Asked twice in the same state it must say the same, or it hangs on the clock or on chance.
  const again = await before.scratch.time(before.text, true);
  return again.rows === before.rows && again.checksum === before.checksum ? false : 'unknown';
}

/** LIMIT and window functions choose among ties, lists keep the order that they met, a bare column beside an aggregate is of any row. */
function choosesAmongEquals(text: string): boolean {
  const words = sqliteTokens(text).map((token) => token.text.toLowerCase());
  const choosing = [
    'limit',
    'over',
    'group',
    'group_concat',
    'string_agg',
    'json_group_array',
    'json_group_object',
    'random',
  ];
  return choosing.some((word) => words.includes(word));
}

/** The values stand as literals. Errors: invalid, where one is missing. */
function boundText(query: QueryText): string {
  const text = bindParameters(query.text, query.parameters).replace(/[\s;]+$/, '');
  const [open] = parameterNumbers(text);
  if (open === undefined) return text;
  throw problem(
    'invalid',
    `There is no value for parameter ${open}, so the query cannot be run.`,
    `Give one: --param ${open}=VALUE`,
  );
}

/** INSERT, UPDATE, DELETE or REPLACE, also behind WITH; outside parentheses these words begin a statement only. */
function isWriting(text: string): boolean {
  let depth = 0;
  for (const token of sqliteTokens(text)) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (depth > 0 || token.kind !== 'word') continue;
    if (/^(insert|update|delete|replace)$/i.test(token.text)) return true;
    if (/^(select|values)$/i.test(token.text)) return false;
  }
  return false;
}

/** Distance between the quartiles as a share of the median. */
function scatter(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / Math.max(quantile(values, 0.5), 0.001);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}
