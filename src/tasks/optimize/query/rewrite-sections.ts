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
  const isCosted = trials.some(({ cost }) => cost !== undefined);
  const isTimed = trials.some(({ trial }) => trial !== undefined);
  const refuted = trials.find(({ comparison }) => comparison?.counterexample !== undefined);
  return [
    {
      kind: 'table',
      place: 'after',
      title: `Other ways to write it (${trials.length})`,
      columns: [
        { name: 'rewrite', align: 'left' },
        { name: 'class', align: 'left' },
        ...(isCosted ? [{ name: 'cost', align: 'right' as const }] : []),
        ...(isTimed ? [{ name: 'median', align: 'right' as const }] : []),
        { name: 'outcome', align: 'left' },
      ],
      rows: trials.map((one) => [
        one.rewrite.rule,
        classWords[one.rewrite.class],
        ...(isCosted ? [one.cost === undefined ? '' : `${count(one.cost.before)} → ${count(one.cost.after)}`] : []),
        ...(isTimed
          ? [
              one.trial === undefined
                ? ''
                : `${duration(one.trial.before.median)} → ${duration(one.trial.after.median)}`,
            ]
          : []),
        outcomeOf(one),
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
          code: rewrite.text.replace(/;?\s*$/, ';'),
        }),
      ),
    ...(refuted?.comparison?.counterexample === undefined
      ? []
      : counterexampleSections(refuted.rewrite.rule, refuted.comparison.counterexample)),
  ];
}

function outcomeOf({ outcome, rewrite }: RewriteTrial): string {
  const words = outcomeWords[outcome];
  return rewrite.compared === 'pages' ? words.replace('same rows', 'same rows over all pages') : words;
}

/** The small database on which the two differ, as one would write it down. */
function counterexampleSections(
  rule: string,
  { tables, parameters, settings = {}, before, after }: Counterexample,
): readonly Section[] {
  const said = (values: Readonly<Record<string, string | null>>, mark: string) =>
    Object.entries(values).map(([name, value]) => `${mark}${name} = ${value ?? 'NULL'}`);
  const given = [...said(parameters, '$'), ...said(settings, '')];
  return [
    {
      kind: 'list',
      place: 'after',
      title: `Why ${rule} was refused: a database on which the rows differ`,
      items: [
        ...tables.map(({ name, columns, rows }) => `${name} (${columns.join(', ')}) holds ${rowsText(rows)}`),
        ...(given.length === 0 ? [] : [`With ${given.join(', ')}`]),
        `The query as it is gives: ${rowsText(before)}`,
        `Rewritten it gives: ${rowsText(after)}`,
      ],
    },
  ];
}

function rowsText(rows: Counterexample['before']): string {
  if (typeof rows === 'string') return rows;
  if (rows.length === 0) return 'no rows';
  return rows.map((row) => `(${row.map((value) => value ?? 'NULL').join(', ')})`).join(' ');
}
