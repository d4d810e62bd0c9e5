import { count, countOf, duration, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { QueryLoop } from '#vocabulary/query-loop.ts';
import type { Section } from '#vocabulary/section.ts';
import type { FormNote, NPlusOneDetails } from './n-plus-one-report.ts';
import type { Repetition } from './repetition.ts';
import { bestForm } from './try-forms.ts';

const mostRows = 15;

export function sections(
  repetitions: readonly Repetition[],
  loops: readonly QueryLoop[],
  { read, decoys }: NPlusOneDetails,
): readonly Section[] {
  const seen = repetitions.filter((one) => one.seen !== undefined);
  const counted = repetitions.filter((one) => one.seen === undefined && one.counted !== undefined);
  return [
    ...seenTable(seen),
    ...countedTable(counted),
    ...loopTable(loops),
    ...repetitions.flatMap(otherForms),
    ...readList(read, decoys),
  ];
}

function shown(title: string, all: number): string {
  return all > mostRows ? `${title} (${all}, ${mostRows} shown)` : `${title} (${all})`;
}

function seenTable(all: readonly Repetition[]): readonly Section[] {
  if (all.length === 0) return [];
  return [
    {
      kind: 'table',
      title: shown('Run once per row', all.length),
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'bursts', align: 'right' },
        { name: 'median', align: 'right' },
        { name: 'most', align: 'right' },
        { name: 'time', align: 'right' },
        { name: 'share', align: 'right' },
        { name: 'after', align: 'left' },
      ],
      rows: all
        .slice(0, mostRows)
        .flatMap(({ normalized, seen }) =>
          seen === undefined
            ? []
            : [
                [
                  shortSql(normalized, 90),
                  count(seen.bursts),
                  count(seen.repeats.median),
                  count(seen.repeats.max),
                  seen.milliseconds === undefined ? '' : duration(seen.milliseconds.total),
                  seen.share === undefined ? '' : percent(seen.share),
                  seen.parent === undefined ? '' : shortSql(seen.parent.normalized, 60),
                ],
              ],
        ),
    },
  ];
}

function countedTable(all: readonly Repetition[]): readonly Section[] {
  if (all.length === 0) return [];
  return [
    {
      kind: 'table',
      title: shown('Called as often as another gives rows', all.length),
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'calls', align: 'right' },
        { name: 'time', align: 'right' },
        { name: 'share', align: 'right' },
        { name: 'per call of', align: 'right' },
        { name: 'the other', align: 'left' },
      ],
      rows: all
        .slice(0, mostRows)
        .flatMap(({ normalized, counted }) =>
          counted === undefined
            ? []
            : [
                [
                  shortSql(normalized, 90),
                  count(counted.statement.calls),
                  duration(counted.statement.milliseconds.total),
                  percent(counted.share),
                  count(counted.perParent),
                  shortSql(counted.parent.text, 60),
                ],
              ],
        ),
    },
  ];
}

function loopTable(loops: readonly QueryLoop[]): readonly Section[] {
  const told = loops.filter(({ weight }) => weight !== 'small');
  if (told.length === 0) return [];
  return [
    {
      kind: 'table',
      title: shown('Queries in loops of the sources', told.length),
      columns: [
        { name: 'where', align: 'left' },
        { name: 'loop', align: 'left' },
        { name: 'call', align: 'left' },
        { name: '', align: 'left' },
      ],
      rows: told
        .slice(0, mostRows)
        .map(({ file, line, loop, call, weight }) => [`${file}:${line}`, loop.form, shortSql(call, 80), weight]),
    },
  ];
}

const formWords: Readonly<Record<FormNote['query']['form'], string>> = {
  any: 'with all keys',
  group: 'grouped by the key',
  lateral: 'a sub-query per key',
  join: 'as a join',
  json: 'with the rows as JSON',
};

/** Beside the one that is recommended. */
function otherForms({ forms, normalized }: Repetition): readonly Section[] {
  const best = bestForm(forms);
  return forms
    .filter((form) => form !== best)
    .map((form) => {
      const isRefused = form.verdict === 'differs' || form.verdict === 'unknown';
      const title = `${shortSql(normalized, 40)}, ${formWords[form.query.form]}`;
      const said = [
        form.why,
        ...(isRefused ? [] : [form.query.what]),
        ...(form.query.contract === undefined || isRefused ? [] : [form.query.contract]),
      ];
      return isRefused
        ? { kind: 'text', place: 'after', title: `${title}: not proposed`, paragraphs: said }
        : {
            kind: 'code',
            place: 'after',
            title,
            language: 'sql',
            code: [...said.flatMap((line) => wrapped(line)), form.query.text].join('\n'),
          };
    });
}

/** A sentence as comments of SQL. */
function wrapped(sentence: string): readonly string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 72) lines.push(`-- ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function readList(
  { files, executions, sessions, sources, counted }: NPlusOneDetails['read'],
  decoys: NPlusOneDetails['decoys'],
): readonly Section[] {
  const kinds = Object.entries(decoys).map(([what, times]) => `${what} (${count(times)})`);
  const items = [
    ...files.map(({ name, statements }) => `${name}: ${countOf(statements, 'statement')}`),
    ...(files.length === 0 ? [] : [`${countOf(executions, 'execution')} of ${countOf(sessions, 'session')}`]),
    ...(sources === undefined
      ? []
      : [`${countOf(sources.files, 'source file')} with ${countOf(sources.queries, 'call')} that query`]),
    ...(counted === undefined ? [] : [`pg_stat_statements: ${countOf(counted, 'statement')}`]),
    ...(kinds.length === 0 ? [] : [`Repetition that is no fault: ${kinds.join(', ')}`]),
  ];
  return items.length === 0 ? [] : [{ kind: 'list', place: 'after', title: 'What was read', items }];
}
