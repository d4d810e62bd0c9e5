import { ProblemError } from '#contracts/problem-error.ts';
import type { Answer, Session } from '#contracts/session.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import { mostRows, type SampleSource, sampleSource, sizesQuery, valuesQuery, wordsQuery } from './sample-query.ts';
import { sampleStatistics } from './sample-statistics.ts';
import { sortedValues, unsortedValues } from './sample-values.ts';
import { wordStatistics, wordsPerTarget } from './sample-words.ts';
import { readSampledExpressions, type SampledExpression } from './sampled-expression.ts';

/** Of the expressions of an index, by the names that they have there. */
export interface ExpressionSamples {
  /** What ANALYZE would find on the target. */
  readonly statistics: ReadonlyMap<string, ColumnStatistics>;
  /** Why an expression was not sampled. */
  readonly failed: ReadonlyMap<string, string>;
}

export type SampleExpressions = (index: number) => Promise<ExpressionSamples>;

export interface SampleSite {
  readonly connection: TwinConnection;
  readonly evaluator: TwinConnection;
  readonly statistics: ReadonlyMap<string, RelationStatistics>;
  /** The target's guard. */
  readonly ask: Session['ask'];
  /** default_statistics_target of the target. */
  readonly target: number;
  readonly signal: AbortSignal;
}

/** Fewer rows out of a greater table say too little. */
const leastRows = 300;
const mostBytes = 8 * 1024 * 1024;
/** The target is asked about so many expressions at most. */
const mostExpressions = 64;

/**
 * Samples the values of expressions on the target, through the guard: a few thousand rows, each expression once. What
 * the guard refuses is not known then.
 */
export function sampleExpressions(site: SampleSite): SampleExpressions {
  const known = new Map<string, Promise<Outcome>>();
  return async (index) => {
    const statistics = new Map<string, ColumnStatistics>();
    const failed = new Map<string, string>();
    for (const expression of await readSampledExpressions(site, index)) {
      const { column, ...content } = expression;
      const key = JSON.stringify(content);
      if (!known.has(key) && known.size >= mostExpressions) {
        failed.set(column, `${mostExpressions} expressions were sampled already`);
        continue;
      }
      const sampled = known.get(key) ?? sampleOne(site, expression);
      known.set(key, sampled);
      const outcome = await sampled;
      if (outcome.statistics) statistics.set(column, { ...outcome.statistics, column });
      else failed.set(column, outcome.why);
    }
    return { statistics, failed };
  };
}

type Outcome = { readonly statistics: ColumnStatistics } | { readonly statistics?: undefined; readonly why: string };

async function sampleOne(site: SampleSite, expression: SampledExpression): Promise<Outcome> {
  if (expression.contents === 'elements') return { why: 'what is inside of arrays and ranges is not sampled' };
  const relation = site.statistics.get(`${expression.schema}.${expression.table}`);
  try {
    const rows = await rowsOf(site.evaluator, expression, relation);
    const source = sampleSource(expression, { pages: relation?.pages ?? 0, rows });
    const describe = expression.contents === 'words' ? describeWords : describeValues;
    return await describe(site, expression, source, rows);
  } catch (error) {
    site.signal.throwIfAborted();
    return { why: error instanceof ProblemError ? error.problem.message : serverMessage(error) };
  }
}

/** Rows that the index would hold: all of the table, or those of its condition as the planner guesses them. */
async function rowsOf(
  evaluator: TwinConnection,
  { schema, table, predicate }: SampledExpression,
  relation: RelationStatistics | undefined,
): Promise<number> {
  if (predicate === undefined && relation?.rows !== undefined) return relation.rows;
  const where = predicate === undefined ? '' : ` WHERE ${predicate}`;
  const [row] = await evaluator.query(
    `EXPLAIN (FORMAT JSON) SELECT FROM ONLY ${quoteQualified(schema, table)}${where}`,
    [],
  );
  const plan: unknown = Array.isArray(row?.['QUERY PLAN']) ? row['QUERY PLAN'][0]?.['Plan'] : undefined;
  return Number(Reflect.get(Object(plan), 'Plan Rows') ?? 0);
}

async function describeValues(
  { ask, evaluator, target }: SampleSite,
  { type, hasFixedLength, column }: SampledExpression,
  source: SampleSource,
  rows: number,
): Promise<Outcome> {
  const answer = await read(ask, valuesQuery(source));
  const why = tooLittle(answer, answer.rows.length, source);
  if (why !== undefined) return { why };
  const sample = answer.rows.map(([value, bytes]) => ({
    value: typeof value === 'string' ? value : undefined,
    bytes: bytes === null ? undefined : Number(bytes),
  }));
  const widths = sample.flatMap(({ bytes }) => bytes ?? []);
  const values = sample.map(({ value, bytes }) => (bytes === undefined ? null : (value ?? null)));
  const ordered = await sortedValues(evaluator, type, values);
  // A short value is kept in an index with a header of one byte; as the expression gives it, it has four.
  const header = hasFixedLength ? 0 : 3;
  const width = widths.reduce((all, each) => all + each, 0) / Math.max(1, widths.length);
  return {
    statistics: sampleStatistics(column, {
      values: ordered ?? unsortedValues(values),
      ordered: ordered !== undefined,
      rows: sample.length,
      nulls: sample.length - widths.length,
      wide: sample.filter(({ value, bytes }) => bytes !== undefined && value === undefined).length,
      averageWidth: Math.max(1, Math.round(width) - header),
      totalRows: source.isWhole ? sample.length : Math.max(rows, sample.length),
      target,
    }),
  };
}

/** The words are counted on the target: documents are long. */
async function describeWords(
  { ask, target }: SampleSite,
  { column }: SampledExpression,
  source: SampleSource,
): Promise<Outcome> {
  const sizes = await read(ask, sizesQuery(source));
  const [rows = 0, nulls = 0, bytes = 0] = (sizes.rows[0] ?? []).map(Number);
  const answer = await read(ask, wordsQuery(source, target * wordsPerTarget));
  const why = tooLittle(answer, rows, source);
  if (why !== undefined) return { why };
  return {
    statistics: wordStatistics(column, {
      words: answer.rows.map(([word, documents]) => ({ word: String(word), documents: Number(documents) })),
      allWords: Number(answer.rows[0]?.[2] ?? 0),
      rows,
      nulls,
      averageWidth: Math.max(1, Math.round(bytes)),
      target,
    }),
  };
}

function read(ask: Session['ask'], text: string): Promise<Answer> {
  return ask({ text, parameters: {} }, { bounds: { rows: mostRows, bytes: mostBytes } });
}

function tooLittle(answer: Answer, rows: number, source: SampleSource): string | undefined {
  if (answer.truncated) return `its sample is longer than the limit of ${answer.truncated}`;
  if (rows === 0 || (!source.isWhole && rows < leastRows)) return `its sample has ${rows} rows only`;
  return undefined;
}
