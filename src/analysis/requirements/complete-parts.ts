import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { rowCompleter } from '#analysis/model-statements/complete-rows.ts';
import { withStatements } from '#analysis/model-statements/part-statements.ts';
import type { NamedPart } from './domains-together.ts';

/** The parts with the rows of their scenarios completed: each needs what the others bring to the entities that it shares with them. */
export function completeParts(name: string, parts: readonly NamedPart[]): readonly NamedPart[] {
  const { model: whole } = expandModel({
    ...mergeParts(
      name,
      parts.map(({ part: { entities } }) => ({ entities })),
    ),
  });
  if (whole === undefined) return parts;
  const completer = rowCompleter(whole);
  const completed = parts.map((one) => {
    const { own } = one;
    if (own === undefined) return one;
    return { ...one, part: withStatements(one.part, (statement) => completer.complete(statement, own)) };
  });
  const made = completer.made();
  return made.length === 0
    ? completed
    : [{ what: 'Rows for the scenarios', part: { fixture: [...made] } }, ...completed];
}
