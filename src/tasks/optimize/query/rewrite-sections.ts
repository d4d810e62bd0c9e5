import { count, duration } from '#analysis/plan-words.ts';
import type { Counterexample } from '#vocabulary/comparison.ts';
import type { RewriteClass } from '#vocabulary/rewrite.ts';
import type { Section } from '#vocabulary/section.ts';
import type { RewriteTrial } from './try-rewrites.ts';

const classWords: Readonly<Record<RewriteClass, string>> = {
  equivalent: 'equivalent',
  'changes-contract': 'changes the contract',
  style: 'style',
};

const outcomeWords: Readonly<Record<RewriteTrial['outcome'], string>> = {
  proven: 'faster, same rows',
  estimated: 'cheaper, same rows',
  'no-gain': 'no gain',
  refuted: 'other rows: refused',
  unproven: 'not proven: refused',
  style: 'no gain claimed',
};

/** Each other way to write the query that was thought of, with what became of it. */
export function rewriteSections(trials: readonly RewriteTrial[]): readonly Section[] {
  if (trials.length === 0) return [];
  const refuted = trials.find(({ comparison }) => comparison?.counterexample !== undefined);
  return [
    {
      kind: 'table',
      place: 'after',
      title: `Other ways to write it (${trials.length})`,
      columns: [
        { name: 'rewrite', align: 'left' },
        { name: 'class', align: 'left' },
        { name: 'cost', align: 'right' },
        { name: 'median', align: 'right' },
        { name: '', align: 'left' },
      ],
      rows: trials.map((one) => [
        one.rewrite.rule,
        classWords[one.rewrite.class],
        one.cost === undefined ? '' : `${count(one.cost.before)} → ${count(one.cost.after)}`,
        one.trial === undefined ? '' : `${duration(one.trial.before.median)} → ${duration(one.trial.after.median)}`,
        outcomeWords[one.outcome],
      ]),
    },
    ...trials
      .filter(
        ({ outcome, rewrite }) => outcome === 'style' || (outcome === 'no-gain' && rewrite.class !== 'equivalent'),
      )
      .slice(0, 2)
      .map(
        ({ rewrite }): Section => ({
          kind: 'code',
          place: 'after',
          title: `${rewrite.what.replace(/\.$/, '')} (${classWords[rewrite.class]})`,
          language: 'sql',
          code: rewrite.text,
        }),
      ),
    ...(refuted?.comparison?.counterexample === undefined
      ? []
      : counterexampleSections(refuted.rewrite.rule, refuted.comparison.counterexample)),
  ];
}

/** The small database on which the two differ, as one would write it down. */
function counterexampleSections(rule: string, { tables, before, after }: Counterexample): readonly Section[] {
  return [
    {
      kind: 'list',
      place: 'after',
      title: `Why ${rule} was refused`,
      items: [
        ...tables.map(({ name, columns, rows }) => `${name} (${columns.join(', ')}): ${rowsText(rows)}`),
        `As it is: ${rowsText(before)}`,
        `Rewritten: ${rowsText(after)}`,
      ],
    },
  ];
}

function rowsText(rows: Counterexample['before']): string {
  if (typeof rows === 'string') return rows;
  if (rows.length === 0) return 'no rows';
  return rows.map((row) => `(${row.map((value) => value ?? 'NULL').join(', ')})`).join(' ');
}
