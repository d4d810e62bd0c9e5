import type { Change } from '#vocabulary/change.ts';
import type { Report } from '#vocabulary/report.ts';
import { changeStatements, changeTexts } from './change-text.ts';

/** The statements of each recommendation: a finding that asks for the same ones names it instead. */
export type ToldChanges = readonly ReadonlySet<string>[];

export function toldChanges({ recommendations }: Pick<Report, 'recommendations'>): ToldChanges {
  return recommendations.map(({ changes }) => new Set(changes.flatMap(changeStatements)));
}

/** What is still to be said of a finding's changes: their statements, and the recommendations that tell the others. */
export function untold(
  changes: readonly Change[],
  told: ToldChanges,
): { readonly statements: string; readonly see: string | undefined } {
  const places = changes.map((change) => placeOf(change, told));
  const numbers = [...new Set(places.filter((at) => at >= 0))].map((at) => at + 1);
  const left = changes.filter((change, at) => places[at] === -1 && changeStatements(change).length > 0);
  return {
    statements: changeTexts(left).join('\n'),
    see: numbers.length === 0 ? undefined : `See recommendation ${numbers.join(' and ')}.`,
  };
}

/** The first recommendation that has all of its statements; -1: none. */
function placeOf(change: Change, told: ToldChanges): number {
  const statements = changeStatements(change);
  return statements.length === 0 ? -1 : told.findIndex((of) => statements.every((one) => of.has(one)));
}
