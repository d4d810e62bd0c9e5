import type { Change } from '#vocabulary/change.ts';
import type { Report } from '#vocabulary/report.ts';
import { changeText } from './change-text.ts';

/** Which recommendation tells a statement already: a finding that asks for the same one names it instead. */
export type ToldChanges = ReadonlyMap<string, number>;

export function toldChanges({ recommendations }: Report): ToldChanges {
  return new Map(
    recommendations
      .flatMap(({ changes }, at) => changes.map((change) => [changeText(change), at + 1] as const))
      .reverse(),
  );
}

/** What is still to be said of a finding's changes: their statements, and the recommendations that tell the others. */
export function untold(
  changes: readonly Change[],
  told: ToldChanges,
): { readonly statements: string; readonly see: string | undefined } {
  const texts = changes.map(changeText).filter((one) => one !== '');
  const numbers = [...new Set(texts.flatMap((one) => told.get(one) ?? []))];
  return {
    statements: texts.filter((one) => !told.has(one)).join('\n'),
    see: numbers.length === 0 ? undefined : `See recommendation ${numbers.join(' and ')}.`,
  };
}
