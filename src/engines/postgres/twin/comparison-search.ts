import { drawDatabase } from '#analysis/comparison/draw-database.ts';
import { type DrawPlan, drawPlan } from '#analysis/comparison/draw-plan.ts';
import { mutateDatabase } from '#analysis/comparison/mutate-database.ts';
import type { SmallDatabase } from '#analysis/comparison/small-database.ts';
import { below, seededRandom } from '#analysis/row-generator/random.ts';
import type { Context } from '#contracts/context.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import { columnsDiffer } from './comparison-columns.ts';
import { counterexample } from './comparison-counterexample.ts';
import { type Evaluation, type Evaluator, evaluate } from './comparison-evaluate.ts';
import { parametersOf } from './comparison-parameters.ts';
import { type ComparisonQuestion, comparisonQuestion, rowTemplates } from './comparison-question.ts';
import type { ComparisonRequest } from './comparison-server.ts';
import { type ComparedQuestion, sidesOf } from './comparison-sides.ts';
import { whyItVaries } from './comparison-words.ts';
import type { TextConnection } from './connection.ts';

const defaultDatabases = 500;
/** Databases in which the first must have given rows. */
const enoughWithRows = 20;
/** How many times the databases asked for are tried until enough of them have rows. */
const patience = 3;
/** All databases together, ms. */
const mostMs = 120_000;
const mostTimeouts = 3;
/** A first statement that varies is refuted only where the second was seen apart from it so often. */
const enoughApart = 3;
/** Databases with rows that are kept to be changed. */
const mostFruitful = 40;
/** Then it is known that it varies. */
const enoughVaried = 20;

/** Draws databases and runs both statements in each, until they differ or enough of them have been seen. */
export async function compareStatements(
  connection: TextConnection,
  request: ComparisonRequest,
  asked: ComparedQuestion,
  context: Context,
): Promise<Comparison> {
  const wanted = asked.databases ?? defaultDatabases;
  const sides = sidesOf(asked);
  const nothing = { databases: 0, withRows: 0 };
  const question = await comparisonQuestion(sides.texts.before, sides.texts.after, request.schema);
  if (question.refusal !== undefined) return { verdict: 'unknown', ...nothing, notes: [question.refusal] };
  const seed = [sides.texts.before, ...sides.texts.after].join('\n;\n');
  const parameters = await parametersOf(connection, [sides.texts.before, ...sides.texts.after]);
  if ('error' in parameters) {
    return {
      verdict: 'unknown',
      ...nothing,
      notes: [`The first statement does not run in the twin: ${parameters.error}.`],
    };
  }
  const plan = planOf(request, question, asked, parameters.types, seed, context);
  const { ordered, compared } = asked.after;
  const evaluator: Evaluator = { connection, schema: request.schema, ...sides, ordered, compared };

  const others = compared === 'columns' ? undefined : await columnsDiffer(evaluator, emptyDatabase(plan));
  if (others !== undefined) return { verdict: 'differs', databases: 1, withRows: 0, ...others };

  const tally = newTally();
  const fruitful: SmallDatabase[] = [];
  const end = performance.now() + mostMs;
  for (let at = 0; at < wanted * patience; at++) {
    if (tally.databases >= wanted && tally.withRows >= enoughWithRows) break;
    if (tally.timeouts > mostTimeouts || tally.varied >= enoughVaried || performance.now() > end) break;
    context.signal.throwIfAborted();
    if (at % 50 === 0) {
      context.progress({
        message: `comparing in small databases: ${at} of ${wanted}`,
        share: Math.min(1, at / wanted),
      });
    }
    const random = seededRandom(`${seed}\n${at}`);
    const model = random() < mutatedShare(tally) ? fruitful[below(random, fruitful.length)] : undefined;
    const database = model === undefined ? drawDatabase(plan, random) : mutateDatabase(plan, model, random);
    const evaluation = await evaluate(evaluator, database, at);
    count(tally, evaluation);
    if (evaluation.kind === 'same' && evaluation.rows > 0) keep(fruitful, database, at);
    const isRefuted = evaluation.kind === 'differs' || tally.apart >= enoughApart;
    if (isRefuted && (evaluation.kind === 'differs' || evaluation.kind === 'apart')) {
      const found = await counterexample(evaluator, question, database, evaluation, at);
      return {
        verdict: 'differs',
        databases: at + 1,
        withRows: tally.withRows,
        counterexample: found.counterexample,
        notes: [...found.notes],
      };
    }
  }
  return concluded(tally, wanted, sides.texts.before);
}

function planOf(
  { schema, settings }: ComparisonRequest,
  question: ComparisonQuestion,
  { before }: ComparedQuestion,
  types: readonly string[],
  seed: string,
  context: Context,
): DrawPlan {
  const zone = settings['TimeZone']?.value;
  return drawPlan({
    schema,
    tables: question.tables,
    literals: question.literals,
    comparedWith: question.comparedWith,
    templates: rowTemplates(schema, question.tables, seed),
    parameters: types.map((type, at) => {
      const number = String(at + 1);
      // A number that is compared with no column is mostly a LIMIT or an OFFSET: those are small.
      const others = type === 'bigint' ? { texts: [], numbers: [] } : question.literals;
      const literals = question.parameters.get(number) ?? others;
      return { number, type, given: before.parameters[number], literals };
    }),
    counts: question.counts,
    timeZones: zone === undefined ? otherZones : [zone, zone, zone, ...otherZones],
    readsText: question.readsText,
    now: question.asksClock ? context.clock().getTime() : undefined,
  });
}

/** In two of them clocks are set twice a year, on other days. */
const otherZones = ['UTC', 'Europe/Berlin', 'America/New_York'];

function emptyDatabase({ tables, parameters, timeZones }: DrawPlan): SmallDatabase {
  return {
    tables: tables.map(({ table, columns }) => ({
      schema: table.schema,
      name: table.name,
      columns: columns.map(({ name }) => name),
      rows: [],
      links: [],
    })),
    parameters: Object.fromEntries(
      parameters.map(({ number, given, pool }) => [number, given ?? pool.plain[0] ?? null]),
    ),
    timeZone: timeZones[0] ?? 'UTC',
  };
}

function keep(fruitful: SmallDatabase[], database: SmallDatabase, at: number): void {
  if (fruitful.length < mostFruitful) fruitful.push(database);
  else fruitful[at % mostFruitful] = database;
}

/** The fewer databases give rows, the more of them are made from those that did. */
function mutatedShare({ databases, withRows }: Tally): number {
  return withRows * 3 < databases ? 0.6 : 0.25;
}

interface Tally {
  databases: number;
  withRows: number;
  varied: number;
  apart: number;
  timeouts: number;
  silent: number;
  overflows: number;
  otherScale: boolean;
  readonly results: Set<string>;
}

function newTally(): Tally {
  return {
    databases: 0,
    withRows: 0,
    varied: 0,
    apart: 0,
    timeouts: 0,
    silent: 0,
    overflows: 0,
    otherScale: false,
    results: new Set(),
  };
}

function count(tally: Tally, evaluation: Evaluation): void {
  switch (evaluation.kind) {
    case 'same':
      tally.databases++;
      if (evaluation.rows > 0) tally.withRows++;
      if (!evaluation.printedAlike) tally.otherScale = true;
      if (tally.results.size < 10) tally.results.add(evaluation.key);
      return;
    case 'differs':
      tally.databases++;
      return;
    case 'varies':
      tally.varied++;
      return;
    case 'apart':
      tally.apart++;
      return;
    case 'timeout':
      tally.timeouts++;
      return;
    case 'overflow':
      tally.overflows++;
      return;
    case 'silent':
      tally.silent++;
  }
}

function concluded(tally: Tally, wanted: number, before: string): Comparison {
  const { databases, withRows } = tally;
  const notes = [
    ...(tally.overflows > 0
      ? ['Where a value grows too large for its type the first fails, and the second gives rows.']
      : []),
    ...(tally.otherScale ? ['Some numbers are equal but printed with other digits behind the point.'] : []),
  ];
  const why = doubt(tally, wanted, before);
  if (why === undefined) return { verdict: 'same', databases, withRows, notes };
  return { verdict: 'unknown', databases, withRows, notes: [why, ...notes] };
}

function doubt({ databases, withRows, ...tally }: Tally, wanted: number, before: string): string | undefined {
  const tried = databases + tally.varied + tally.apart + tally.silent + tally.overflows;
  const varied = tally.varied + tally.apart;
  if (tally.timeouts > mostTimeouts) return 'The statements take more than 5 s on a handful of rows.';
  if (varied > 0) {
    return `In ${varied} of ${tried} databases the first itself gave now these rows and now those: ${whyItVaries(before)}.`;
  }
  if (databases < wanted) {
    return tally.silent > databases
      ? `In ${tally.silent} of ${tried} databases both statements fail.`
      : `Only ${databases} of ${wanted} databases could be compared.`;
  }
  if (withRows < enoughWithRows) {
    return `The first gave rows in only ${withRows} of ${tried} databases, which shows too little.`;
  }
  if (tally.results.size < 2) return 'The first gave the same in all databases, which shows too little.';
  return undefined;
}
