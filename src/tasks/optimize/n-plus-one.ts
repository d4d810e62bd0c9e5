import { z } from 'zod';
import { countedRepeats } from '#analysis/counted-repeats.ts';
import { repeatReader } from '#analysis/repeated-statements.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Trace } from '#contracts/trace.ts';
import type { QueryLoop } from '#vocabulary/query-loop.ts';
import type { RepeatedStatements } from '#vocabulary/repeated-statement.ts';
import { reportVersion } from '#vocabulary/report.ts';
import { findingOf, findingOfLoop } from './n-plus-one/findings.ts';
import { matchCode } from './n-plus-one/match-code.ts';
import { type NPlusOneDetails, NPlusOneReport } from './n-plus-one/n-plus-one-report.ts';
import { recommend } from './n-plus-one/recommend.ts';
import type { Repetition } from './n-plus-one/repetition.ts';
import { sections } from './n-plus-one/sections.ts';
import { summarize } from './n-plus-one/summarize.ts';
import { tryForms } from './n-plus-one/try-forms.ts';
import { unseenOf } from './n-plus-one/unseen.ts';

type NPlusOneFacts = FactsOf<never, 'trace' | 'workload' | 'loops' | 'schema' | 'server' | 'settings'>;
type Tools = CommandTools<'combine' | 'compare'>;

export const nPlusOne = defineCommand({
  summary: 'Find statements that are run once per row, and the one that replaces them',
  description:
    'Reads a log of the server (log_min_duration_statement = 0 shows all), the SQL of an application, its TypeScript or ' +
    'JavaScript sources, or pg_stat_statements, and finds statements that are run in a loop with another key each time. ' +
    'For each it writes the one statement that gives the same rows: = ANY($1), GROUP BY, a join, JSON. Each is compared with ' +
    'the executions on made-up databases before it is recommended. Where log and sources are given, the loop is named.',
  // A model names no log and no sources: what is left of it is seldom wanted there.
  rare: true,
  positional: [],
  needs: [],
  likes: ['trace', 'workload', 'loops', 'schema', 'server', 'settings'],
  instruments: ['combine', 'compare'],
  input: z.strictObject({
    least: z.int().min(3).max(10_000).default(10).meta({ description: 'So many in a row are a loop' }),
    limit: z.int().min(0).max(50).default(5).meta({ description: 'Write the one statement for at most so many' }),
  }),
  output: NPlusOneReport,
  examples: [
    { title: 'A log, with the schema to compare in', args: '--log postgresql.log --schema schema.sql' },
    {
      title: 'A log and the sources that wrote it',
      args: "--log 'log/postgresql-*.log' --code src --schema schema.sql",
    },
    { title: 'The sources alone', args: '--code src' },
    { title: 'What the server counted', args: '--url postgres://localhost/shop' },
  ],
  decide,
});

async function decide(
  facts: NPlusOneFacts,
  input: { readonly least: number; readonly limit: number },
  tools: Tools,
): Promise<NPlusOneReport> {
  const { trace, workload, loops } = facts;
  if (trace === undefined && workload === undefined && loops === undefined) throw nothing(facts, tools);
  const found = trace === undefined ? undefined : await readTrace(trace, input.least, tools);
  const plain = repetitionsOf(facts, found, input.least, tools);
  const repetitions: Repetition[] = [];
  const { combine, compare } = tools.instruments;
  const asked = { combine, compare: facts.schema === undefined ? undefined : compare, context: tools.context };
  const tried = new Set(plain.filter(({ kind }) => kind === 'read').slice(0, input.limit));
  for (const one of plain) repetitions.push(tried.has(one) ? { ...one, forms: await tryForms(one, asked) } : one);
  const matched = new Set(repetitions.flatMap(({ code }) => code.map(({ loop }) => loop)));
  const others = (loops?.loops ?? []).filter((loop) => !matched.has(loop));
  const details = detailsOf(facts, found, repetitions);
  const recommendations = repetitions.flatMap(recommend);
  return {
    version: reportVersion,
    command: 'optimize n-plus-one',
    summary: summarize(repetitions, others, details),
    subject: tools.subject,
    findings: [
      ...repetitions.map(findingOf),
      ...others
        .filter(({ weight }) => weight !== 'small')
        .toSorted((one, other) => Number(other.weight === 'certain') - Number(one.weight === 'certain'))
        .map(findingOfLoop),
    ],
    recommendations,
    changes: recommendations.flatMap(({ changes }) => changes),
    evidence: [],
    sections: [...sections(repetitions, others, details)],
    artifacts: [],
    unseen: [...unseenOf(facts, found, tools)],
    silenced: [],
    details,
  };
}

/** Where a server was named, why its statements could not be had; else what to give. */
function nothing({ server }: NPlusOneFacts, { missing }: Tools) {
  const lacking = missing.find((one) => 'fact' in one && one.fact === 'workload');
  if (server === undefined || lacking === undefined) {
    const hint = 'Give --log with a log of the server, --queries with SQL, --code with sources, or --url.';
    return problem('invalid', 'There is nothing to look at.', hint);
  }
  const others = 'give --log, --queries or --code.';
  const hint = lacking.remedy === undefined ? `Instead, ${others}` : `${lacking.remedy} Or ${others}`;
  return problem('invalid', lacking.why, hint);
}

async function readTrace(trace: Trace, least: number, { context }: Tools): Promise<RepeatedStatements> {
  const reader = repeatReader({ least });
  let seen = 0;
  for await (const statement of trace) {
    reader.push(statement);
    seen += 1;
    if (seen % 10_000 === 0) context.signal.throwIfAborted();
  }
  return reader.end();
}

/** Seen in a log first, then what the counters tell of others. */
function repetitionsOf(
  { workload, loops }: NPlusOneFacts,
  found: RepeatedStatements | undefined,
  least: number,
  { instruments }: Tools,
): readonly Repetition[] {
  const shapeOf = instruments.combine?.shapeOf;
  const all: readonly QueryLoop[] = loops?.loops ?? [];
  const counted = (workload === undefined ? [] : countedRepeats(workload, least)).map((one) => ({
    one,
    fingerprint: shapeOf?.(one.statement.text)?.fingerprint ?? one.statement.text,
  }));
  const seen = (found?.repeated ?? []).map(
    (repeat): Repetition => ({
      ...repeat,
      parents: [repeat.parent, ...repeat.others].flatMap((one) => one?.execution ?? []),
      seen: repeat,
      counted: counted.find(({ fingerprint }) => fingerprint === repeat.fingerprint)?.one,
      code: matchCode(repeat, all, shapeOf),
      forms: [],
    }),
  );
  const known = new Set(seen.map(({ fingerprint }) => fingerprint));
  const others = counted
    .filter(({ fingerprint }) => !known.has(fingerprint))
    .map(({ one, fingerprint }): Repetition => {
      const { text } = one.statement;
      return {
        kind: 'read',
        fingerprint,
        normalized: text,
        executions: [{ text, parameters: {} }],
        parents: [{ text: one.parent.text, parameters: {} }],
        seen: undefined,
        counted: one,
        code: matchCode({ fingerprint, normalized: text, kind: 'read' }, all, shapeOf),
        forms: [],
      };
    });
  return [...seen, ...others];
}

function detailsOf(
  { trace, workload, loops }: NPlusOneFacts,
  found: RepeatedStatements | undefined,
  repetitions: readonly Repetition[],
): NPlusOneDetails {
  return {
    repeated: repetitions.flatMap(({ seen, forms, code }) => {
      if (seen === undefined) return [];
      const { executions: _, others: __, parent, ...rest } = seen;
      const text = parent === undefined ? {} : { parent: parent.normalized };
      return [{ ...rest, ...text, forms: [...forms], code: [...code] }];
    }),
    counted: repetitions.flatMap(({ seen, counted, forms, code, normalized }) =>
      seen !== undefined || counted === undefined
        ? []
        : [
            {
              text: normalized,
              calls: counted.statement.calls,
              milliseconds: counted.statement.milliseconds.total,
              share: counted.share,
              parent: { text: counted.parent.text, calls: counted.parent.calls, rows: counted.parent.rows },
              perParent: counted.perParent,
              forms: [...forms],
              code: [...code],
            },
          ],
    ),
    loops: [...(loops?.loops ?? [])],
    read: {
      files: (trace?.files() ?? []).map(({ name, statements }) => ({ name, statements })),
      executions: found?.executions ?? 0,
      sessions: found?.sessions ?? 0,
      ...(found?.milliseconds === undefined ? {} : { milliseconds: found.milliseconds }),
      ...(loops === undefined ? {} : { sources: { files: loops.files, queries: loops.queries } }),
      ...(workload === undefined ? {} : { counted: workload.statements.length }),
    },
    decoys: { ...(found?.decoys ?? {}) },
  };
}
