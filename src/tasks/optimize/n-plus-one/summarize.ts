import { count, countOf, percent } from '#analysis/plan-words.ts';
import type { QueryLoop } from '#vocabulary/query-loop.ts';
import type { NPlusOneDetails } from './n-plus-one-report.ts';
import type { Repetition } from './repetition.ts';
import { bestForm } from './try-forms.ts';

/** What was found, how much it weighs, and what takes its place. */
export function summarize(
  repetitions: readonly Repetition[],
  others: readonly QueryLoop[],
  { read }: NPlusOneDetails,
): string {
  const told = others.filter(({ weight }) => weight !== 'small');
  const inSources =
    told.length === 0
      ? ''
      : ` ${count(told.length)} ${told.length === 1 ? 'query stands' : 'queries stand'} in loops of the sources.`;
  if (repetitions.length === 0) {
    const looked = [
      ...(read.files.length === 0
        ? []
        : [`${countOf(read.executions, 'execution')} of ${countOf(read.sessions, 'session')}`]),
      ...(read.counted === undefined ? [] : [`${countOf(read.counted, 'statement')} that the server counted`]),
      ...(read.sources === undefined ? [] : [countOf(read.sources.files, 'source file')]),
    ];
    return told.length === 0
      ? `No statement is run once per row: ${looked.join(', ')} were looked at.`
      : inSources.trim();
  }
  const [worst] = repetitions;
  const seen = worst?.seen;
  const first =
    seen === undefined
      ? `${count(worst?.counted?.perParent ?? 0)} times for each call of another`
      : `up to ${count(seen.repeats.max)} times in a row${seen.share === undefined ? '' : `, ${percent(seen.share)} of the time in the log`}`;
  const number = repetitions.length;
  const proven = repetitions.filter(({ forms }) => bestForm(forms)?.verdict === 'same').length;
  const derived = repetitions.filter(({ forms }) => bestForm(forms)?.verdict === 'not-compared').length;
  const replaced = [
    ...(proven === 0
      ? []
      : [`For ${count(proven)} there is one statement that gave the same rows on made-up databases.`]),
    ...(derived === 0 ? [] : [`For ${count(derived)} one was derived and not compared.`]),
  ];
  return [
    `${countOf(number, 'statement')} ${number === 1 ? 'is' : 'are'} run once per row${seen === undefined ? ', as far as counters can tell' : ''}: ${number === 1 ? '' : 'the worst '}${first}.`,
    ...replaced,
    ...(inSources === '' ? [] : [inSources.trim()]),
  ].join(' ');
}
