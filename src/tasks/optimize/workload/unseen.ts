import { countOf, duration } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { sum } from '#analysis/workload-report/load-shares.ts';
import type { CommandTools } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import type { LoadStatement } from '#vocabulary/query-load.ts';
import type { Unseen } from '#vocabulary/report.ts';

/** What the answer rests on and could not be had: sources that were not asked for are not missed. */
export function unseenOf(
  { load, schema }: FactsOf<'load', 'schema'>,
  unresolved: readonly LoadStatement[],
  { missing }: Pick<CommandTools<'resolve' | 'whatIf'>, 'missing'>,
): readonly Unseen[] {
  const timed = load.statements.some(({ milliseconds }) => milliseconds !== undefined);
  const noTables = missing.find((one) => ('fact' in one ? one.fact === 'schema' : one.instrument === 'resolve'));
  const noPlans = missing.find((one) => 'instrument' in one && one.instrument === 'whatIf');
  const [first] = unresolved;
  return [
    ...load.unread.map((why): Unseen => ({ what: 'a part of the load', why })),
    ...(schema === undefined && timed && noTables !== undefined ? [named('time per table', noTables)] : []),
    ...(noPlans === undefined ? [] : [named('the plans of the statements', noPlans)]),
    ...(first === undefined
      ? []
      : [
          {
            what: 'the tables of some statements',
            why: `${countOf(unresolved.length, 'statement')} (${duration(sum(unresolved, ({ milliseconds }) => milliseconds?.total ?? 0))}) could not be resolved, the first: ${shortSql(first.normalized)}.`,
          },
        ]),
    ...(load.repeats?.notes ?? []).map((why): Unseen => ({ what: 'statements that are run once per row', why })),
  ];
}

function named(what: string, { why, remedy }: { readonly why: string; readonly remedy?: string }): Unseen {
  return { what, why, ...(remedy === undefined ? {} : { remedy }) };
}
