import { conditionTerms } from '#analysis/condition-terms.ts';

/**
 * True where a join's condition has an OR each side of which a hash table or an index could serve alone:
 * `((a.email = b.email) OR (a.phone = b.phone))`, `((a.kind = 1) OR (b.kind = 2))`.
 */
export function isSplittableOr(condition: string | undefined): boolean {
  return orTerms(condition).length > 0;
}

/** The terms of the condition that are such an OR. */
export function orTerms(condition: string | undefined): readonly string[] {
  return conditionTerms(condition)
    .map(({ text }) => text)
    .filter((text) => {
      const sides = sidesOfOr(text);
      return sides.length > 1 && sides.every(isSearchable);
    });
}

/** The sides of an OR at the top: `(a = b) OR (c = d)` has two. */
export function sidesOfOr(text: string): readonly string[] {
  const sides: string[] = [];
  let depth = 0;
  let start = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (depth === 0 && text.startsWith(' OR ', at)) {
      sides.push(text.slice(start, at));
      start = at + 4;
    }
  }
  return sides.length === 0 ? [] : [...sides, text.slice(start)];
}

/** One equality, one list or one test for NULL is enough to find rows by. */
function isSearchable(side: string): boolean {
  return conditionTerms(side).some(
    ({ operator, text }) => operator === '=' || / = ANY \(/.test(text) || / IS NULL$/.test(text),
  );
}
