import { count, countOf, duration, percent, times } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { QueryLoop } from '#vocabulary/query-loop.ts';
import type { RepeatedStatement } from '#vocabulary/repeated-statement.ts';
import type { Repetition } from './repetition.ts';

/** From this share of the log's time on it is the first thing to mend. */
const grave = 0.25;

export function findingOf(repetition: Repetition): Finding {
  const { kind, fingerprint, normalized, seen, counted, code } = repetition;
  const [match] = code;
  const share = seen?.share ?? counted?.share;
  return {
    rule: ruleOf(kind),
    severity: seen !== undefined && (seen.share ?? 0) >= grave ? 'critical' : 'warning',
    at: match === undefined ? shortSql(normalized) : `${match.loop.file}:${match.loop.line}`,
    message: messageOf(repetition),
    why: whyOf(kind),
    evidence: evidenceOf(repetition),
    changes: [],
    advice: match?.loop.suggestion ?? adviceFor(kind),
    ...(share === undefined ? {} : { share }),
    fingerprint: `${ruleOf(kind)}|${fingerprint}`,
  };
}

/** A loop in the sources whose statement no log shows. */
export function findingOfLoop(loop: QueryLoop): Finding {
  const { kind, weight, file, line, call, loop: around, outer, library, through, suggestion } = loop;
  const over =
    outer === undefined
      ? 'over something whose length nobody can tell'
      : `over the rows of the query at ${outer.file}:${outer.line}`;
  const within = through === undefined ? '' : `, through ${through.name} (${through.file}:${through.line})`;
  return {
    rule: ruleOf(kind),
    severity: weight === 'certain' ? 'warning' : 'info',
    at: `${file}:${line}`,
    message: `${call} runs once per round of the ${around.form} loop at line ${around.line}, ${over}${within}.`,
    why: whyOf(kind),
    evidence: [{ level: 'derived', by: `the sources (${library})`, what: 'a query in a loop', after: weight }],
    changes: [],
    advice: suggestion,
    fingerprint: `${ruleOf(kind)}|${file}|${call}`,
  };
}

function ruleOf(kind: Repetition['kind']): string {
  return kind === 'read' ? 'n-plus-one' : 'write-per-row';
}

function whyOf(kind: Repetition['kind']): string {
  return kind === 'read'
    ? 'Each execution waits for the network and is planned and locked anew; one statement reads the same rows at once.'
    : 'Each row waits for the network, and outside of a transaction for the disk too; one statement writes many rows at once.';
}

function adviceFor(kind: Repetition['kind']): string {
  return kind === 'read'
    ? 'Collect the keys first, then read all rows with one statement (= ANY($1), a join or json_agg).'
    : 'Write the rows together: INSERT … SELECT * FROM unnest($1::…[], $2::…[]), several rows of VALUES, or COPY for very many; UPDATE … FROM and DELETE … WHERE key = ANY($1) likewise.';
}

function messageOf({ seen, counted, normalized, code }: Repetition): string {
  const what = code.length === 0 ? 'It' : shortSql(normalized, 80);
  if (seen !== undefined) return `${what} was run ${seenWords(seen)}.`;
  if (counted === undefined) return `${what} is run once per row.`;
  const { statement, parent, perParent } = counted;
  return `${what} was called ${times(statement.calls)}, as often as ${shortSql(parent.text, 60)} gave rows (${count(parent.rows)} in ${countOf(parent.calls, 'call')}): about ${count(perParent)} for each of its calls.`;
}

/** "101 times in a row with other values; 12 bursts, 50 in the middle one; 4.2 s, 31 % of the time in the log" */
export function seenWords({ bursts, repeats, milliseconds, share }: RepeatedStatement): string {
  const rows =
    bursts === 1
      ? `${times(repeats.max)} in a row with other values`
      : `up to ${times(repeats.max)} in a row with other values, in ${count(bursts)} bursts (median ${count(repeats.median)})`;
  if (milliseconds === undefined) return rows;
  const part = share === undefined ? '' : `, ${percent(share)} of the time that was logged`;
  return `${rows}: ${duration(milliseconds.total)}${part}`;
}

function evidenceOf({ seen, counted, code }: Repetition): Evidence[] {
  return [
    ...(seen === undefined
      ? []
      : [
          {
            level: 'measured' as const,
            by: placeOf(seen),
            what: 'executions in bursts',
            after: seen.repeats.total,
            ...(seen.milliseconds === undefined
              ? {}
              : { note: `${duration(seen.milliseconds.mean)} each in the server, and the way there and back.` }),
          },
        ]),
    ...(counted === undefined
      ? []
      : [
          {
            level: 'derived' as const,
            by: 'pg_stat_statements',
            what: 'calls for each call of the other',
            after: Math.round(counted.perParent),
            note: 'Counters know no order in time: a log would show it.',
          },
        ]),
    ...code.map(({ loop, by }) => ({
      level: 'derived' as const,
      by: `${loop.file}:${loop.line}`,
      what: by === 'statement' ? 'the loop that runs it' : 'a loop over its table',
      note: loop.call,
    })),
  ];
}

function placeOf({ first: { at, session, line } }: RepeatedStatement): string {
  const when = at === undefined ? `line ${line}` : at;
  return `first ${when}${session === undefined ? '' : `, session ${session}`}`;
}
