import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { coveringIndex } from './index-coverage.ts';
import { type Draft, draftIndex } from './index-drafts.ts';
import type { FilterTerm, RelationTerms } from './index-terms.ts';

/**
 * The existing index that already does for the query what the draft would: one with the same leading keys, or a partial
 * one whose predicate is among the query's conditions and whose keys are the rest.
 */
export function servingIndex(draft: Draft, terms: RelationTerms): IndexDefinition | undefined {
  const { table, filters } = terms;
  const whole = coveringIndex(table, draftIndex(draft, table), draft.equalities);
  if (whole !== undefined || draft.predicate !== undefined) return whole;
  for (const filter of filters) {
    const rest = withoutPinned(draft, filter);
    const found = rest && coveringIndex(table, draftIndex(rest, table), rest.equalities);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The draft as a partial index; undefined where the condition is not on one of its columns, or leaves no key. */
function withoutPinned(draft: Draft, { column, text }: FilterTerm): Draft | undefined {
  const keys = draft.keys.filter((key) => key.column === undefined || key.column !== column);
  if (keys.length === draft.keys.length || keys.length === 0) return undefined;
  const equalities = draft.keys.slice(0, draft.equalities).filter((key) => keys.includes(key)).length;
  return { ...draft, keys, equalities, predicate: text };
}
