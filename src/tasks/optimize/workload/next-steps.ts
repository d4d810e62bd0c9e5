import type { LoadShares } from '#analysis/workload-report/load-shares.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { Section } from '#vocabulary/section.ts';
import type { WorkloadDetails } from './workload-report.ts';

/** Statements that a next step is written for: each takes a tenth of the time or is among the first three. */
const most = 5;
const always = 3;
const leastShare = 0.1;
/** Of `SELECT now()` there is nothing to make better. */
const namesTable = /\b(?:from|update|into|join|table)\b/i;
/** Nobody pastes a longer one into a shell. */
const longest = 2000;

/** What to run next, ready to be pasted; the source is the one of this call. */
export function nextSteps(
  load: QueryLoad,
  shares: LoadShares,
  { repeats }: Pick<WorkloadDetails, 'repeats'>,
  redact: boolean,
): readonly Section[] {
  const heavy = load.statements
    .filter(({ role, normalized }) => role !== 'other' && namesTable.test(normalized))
    .slice(0, most)
    .filter((one, at) => at < always || (shares.shareOf(one) ?? 0) >= leastShare);
  if (heavy.length === 0) return [];
  const lines = [
    '# Each with the database, the export or the schema of this call:',
    ...(load.statements.length > 1 ? ['dbwright optimize indexes'] : []),
    ...(repeats.length === 0 ? [] : ['dbwright optimize n-plus-one']),
    ...heavy.flatMap((one) => optimizeQuery(one, redact) ?? []),
  ];
  return [{ kind: 'code', place: 'after', title: 'What to do next', language: 'sh', code: lines.join('\n') }];
}

/** With values that it really had, where some are known: a plan is one of values. */
function optimizeQuery({ normalized, samples }: LoadStatement, redact: boolean): string | undefined {
  const text = normalized.replace(/\s+/g, ' ').trim();
  // A comment that ends with its line would swallow the rest.
  if (text.length > longest || normalized.includes('--')) return undefined;
  const known = samples.find(({ from }) => from !== 'unknown');
  const values = redact || known === undefined || !isOf(known.parameters, text) ? [] : Object.entries(known.parameters);
  const given = values.map(([number, value]) => ` --param ${quoted(`${number}=${value}`)}`).join('');
  return `dbwright optimize query ${quoted(text)}${given}`;
}

/** A sample of a text with literals has no values for the numbers of the normalized one. */
function isOf(parameters: Readonly<Record<string, string>>, text: string): boolean {
  const numbers = new Set([...text.matchAll(/\$(\d+)/g)].map(([, number = '']) => number));
  return [...numbers].every((number) => number in parameters);
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
