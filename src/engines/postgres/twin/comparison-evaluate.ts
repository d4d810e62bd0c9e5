import { fingerprint, type Outcome, printedAlike, sharedColumns } from '#analysis/comparison/same-rows.ts';
import type { SmallDatabase } from '#analysis/comparison/small-database.ts';
import { quoteLiteral } from '#engines/postgres/quote.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { fillDatabase, turnRows } from './comparison-filling.ts';
import type { Side } from './comparison-sides.ts';
import type { TextConnection } from './connection.ts';

/** A way to run the two: rows as they were put in or turned round, with some of the planner's methods off. */
export interface Way {
  readonly turned: boolean;
  /** Off for the planner: "enable_hashjoin". */
  readonly off: readonly string[];
}

export interface SeenPair {
  readonly before: Outcome;
  readonly after: Outcome;
  readonly way: Way;
}

/**
 * What one database says. silent: both failed, or took too long. varies: the first gives now these rows and now those,
 * and the second one of them. apart: it varies too, but the second never gave any of them. overflow: the first failed
 * since a number or a time grew too large, and the second gave rows.
 */
export type Evaluation =
  | { readonly kind: 'same'; readonly key: string; readonly rows: number; readonly printedAlike: boolean }
  | { readonly kind: 'silent' | 'varies' | 'overflow' | 'timeout' }
  | { readonly kind: 'differs' | 'apart'; readonly seen: SeenPair };

export interface Evaluator {
  readonly connection: TextConnection;
  readonly schema: DatabaseSchema;
  readonly before: Side;
  readonly after: Side;
  readonly ordered: boolean;
  readonly compared: 'rows' | 'pages' | 'columns' | 'not';
}

const ways: readonly Way[] = [
  { turned: false, off: [] },
  { turned: true, off: ['enable_hashjoin', 'enable_hashagg'] },
  { turned: false, off: ['enable_mergejoin', 'enable_nestloop'] },
  { turned: true, off: ['enable_seqscan', 'enable_sort'] },
  { turned: true, off: [] },
  { turned: false, off: ['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin'] },
];

/** Runs both in one database: in two ways that `nth` chooses, and in all where they do not agree. */
export async function evaluate(evaluator: Evaluator, database: SmallDatabase, nth: number): Promise<Evaluation> {
  await fill(evaluator, database);
  const known = new Map<Way, SeenPair>();
  const see = async (way: Way) => {
    const seen = known.get(way) ?? (await runPair(evaluator, database, way));
    known.set(way, seen);
    return seen;
  };
  const plain = ways.filter(({ turned }) => !turned);
  const turned = ways.filter((way) => way.turned);
  const first = await see(plain[nth % plain.length] ?? ways[0] ?? { turned: false, off: [] });
  const second = await see(turned[nth % turned.length] ?? first.way);
  const judged = judge(evaluator, [first, second]);
  if (judged.kind === 'same' || judged.kind === 'silent' || judged.kind === 'timeout') return judged;
  for (const way of plain) await see(way);
  for (const way of turned) await see(way);
  return judge(
    evaluator,
    ways.flatMap((way) => known.get(way) ?? []),
  );
}

/** The open transaction gets an empty database and fills it. */
export async function fill({ connection, schema }: Evaluator, database: SmallDatabase): Promise<void> {
  await connection.command(
    `ROLLBACK; BEGIN; SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL TimeZone = ${quoteLiteral(database.timeZone)}; ${fillDatabase(database, schema)}; SAVEPOINT plain`,
  );
}

/** Runs both in the database that `fill` has filled. */
export async function runPair(evaluator: Evaluator, database: SmallDatabase, way: Way): Promise<SeenPair> {
  const { connection, schema, before, after } = evaluator;
  const settings = way.off.map((name) => `SET LOCAL ${name} = off; `).join('');
  const turning = way.turned ? `${turnRows(database, schema)}; ` : '';
  await connection.command(`ROLLBACK TO SAVEPOINT plain; ${turning}${settings}SAVEPOINT ready`);
  const one = await before(connection, database);
  return { before: one, after: await after(connection, database), way };
}

/** The first failed because a number or a time left its type's bounds. */
const overflows: ReadonlySet<string> = new Set(['22003', '22008']);
const cancelled = '57014';

function judge(evaluator: Evaluator, pairs: readonly SeenPair[]): Evaluation {
  const compared = pairs.map((seen) => {
    const [before, after] =
      evaluator.compared === 'columns' ? sharedColumns(seen.before, seen.after) : [seen.before, seen.after];
    return {
      seen,
      before: fingerprint(before, evaluator.ordered),
      after: fingerprint(after, evaluator.ordered),
    };
  });
  const outcomes = pairs.flatMap(({ before, after }) => [before, after]);
  if (outcomes.some((one) => one.kind === 'error' && one.code === cancelled)) return { kind: 'timeout' };
  const befores = new Set(compared.map(({ before }) => before));
  const afters = new Set(compared.map(({ after }) => after));
  const [first] = compared;
  if (first === undefined) return { kind: 'silent' };
  if (befores.size === 1 && afters.size === 1 && first.before === first.after) {
    if (first.seen.before.kind === 'error') return { kind: 'silent' };
    const { rows } = first.seen.before;
    return {
      kind: 'same',
      key: first.before,
      rows: rows.length,
      printedAlike: printedAlike(first.seen.before, first.seen.after),
    };
  }
  const isOverflow = pairs.some(({ before }) => before.kind === 'error' && overflows.has(before.code));
  if (isOverflow && !pairs.some(({ before, after }) => before.kind === 'rows' && after.kind === 'error')) {
    return { kind: 'overflow' };
  }
  const differing = compared.find(({ before, after }) => before !== after) ?? first;
  if (befores.size === 1) return { kind: 'differs', seen: differing.seen };
  return [...afters].some((after) => befores.has(after)) ? { kind: 'varies' } : { kind: 'apart', seen: differing.seen };
}
