import type { FunctionRow, RelationRow } from './catalog-rows.ts';
import { firstUserId } from './catalog-rows.ts';
import { dangerOfExtension, dangerOfRelation, dangerOfSystem } from './function-policy.ts';
import { refused } from './refusal.ts';

/** Text that has to be walked next, since what was judged runs it. */
export interface Follow {
  readonly text: string;
  /** How its unqualified names are looked up: as the session's, or as the catalog's printer wrote them. */
  readonly printed: boolean;
  readonly mode: 'run' | 'plan';
  /** "the view app.v" */
  readonly who: string;
  /** What its column names may stand for: columns, or parameters that are replaced by what the caller gives. */
  readonly form: 'query' | 'function';
}

export interface FunctionCase {
  readonly mode: 'run' | 'plan';
  readonly foldable: boolean;
  /** Who calls it: "it", "the view app.v". */
  readonly who: string;
  /** Functions of the user's that are allowed unseen. */
  readonly allowed: ReadonlySet<string>;
}

/** Languages of functions that came with the server; another one means that somebody replaced it. */
const systemLanguages = new Set(['internal', 'c', 'sql']);

/**
 * What has to be walked because the function is called; nothing where it is known to read. Errors: denied.
 * The planner runs functions that are not volatile, where their arguments are constants (eval_const_expressions, and
 * estimate_expression_value for the stable ones): so for a mere plan the others may do what they like.
 */
export function judgeFunction(row: FunctionRow, at: FunctionCase): readonly Follow[] {
  const full = `${row.schema}.${row.name}`;
  const runs = at.mode === 'run' || (row.volatility !== 'v' && at.foldable);
  const isSystem = row.id < firstUserId && systemLanguages.has(row.language);
  if (isSystem) {
    const danger = runs ? dangerOfSystem(row.name, row.volatility) : undefined;
    if (danger !== undefined) throw refused(`${at.who} calls ${row.name}, which ${danger}`);
    return [];
  }
  if (row.extension !== null && ['c', 'internal'].includes(row.language)) {
    const danger = runs ? dangerOfExtension(row.extension, row.name, row.volatility) : undefined;
    if (danger === undefined) return [];
    throw refused(`${at.who} calls ${full}, which ${danger}`, allowing(full));
  }
  if (at.allowed.has(full)) return [];
  if (row.kind === 'a') return [];
  if (!runs && row.language !== 'sql') return [];
  if (row.language !== 'sql') {
    throw refused(
      `${at.who} calls ${full}, which is written in ${row.language} and cannot be looked into`,
      allowing(full),
    );
  }
  if (row.definer) throw refused(`${at.who} calls ${full}, which runs with the rights of its owner`, allowing(full));
  if (row.configured) throw refused(`${at.who} calls ${full}, which changes settings while it runs`, allowing(full));
  const mode = runs ? 'run' : 'plan';
  const who = `the function ${full}`;
  if (row.definition !== null) return [{ text: row.definition, printed: true, mode, who, form: 'function' }];
  return [{ text: row.source ?? '', printed: false, mode, who, form: 'function' }];
}

function allowing(name: string): string {
  return `If you know that it only reads, add "${name}" to "functions" of this target in the configuration.`;
}

/** Foreign tables whose planning reads nothing but what the server knows of them. */
const plannableWrappers = new Set(['postgres_fdw', 'file_fdw']);

/** What has to be walked because the relation is read, or only planned for; `written` where it would be written. */
export function judgeRelation(
  row: RelationRow,
  at: { readonly mode: 'run' | 'plan'; readonly who: string; readonly written: boolean },
): readonly Follow[] {
  const full = `${row.schema}.${row.name}`;
  if (row.id < firstUserId) {
    const danger = at.mode === 'run' ? dangerOfRelation(row.name) : undefined;
    if (danger !== undefined) throw refused(`${at.who} reads ${full}, which ${danger}`);
    return [];
  }
  if (row.kind === 'f' && (at.mode === 'run' || !plannableWrappers.has(row.wrapper ?? ''))) {
    throw refused(`${at.who} reads ${full}, a foreign table, which reaches outside the server`);
  }
  if (!'rpvmfSt'.includes(row.kind)) throw refused(`${full} is no table and no view`);
  const follow = (texts: readonly string[], mode: 'run' | 'plan', who: string, form: 'query' | 'function' = 'query') =>
    texts.map((text): Follow => ({ text, printed: true, mode, who, form }));
  return [
    ...(row.view === null ? [] : follow([row.view], at.mode, `the view ${full}`)),
    ...follow(row.policies, at.mode, `a row security policy of ${full}`),
    ...follow(row.computed, at.mode, `a virtual column of ${full}`),
    ...follow(row.planned, 'plan', `an index, check or statistics expression of ${full}`),
    ...(at.written ? follow(row.defaults, 'plan', `a default of ${full}`) : []),
    ...(at.written ? follow(row.rules, 'plan', `a rule of ${full}`, 'function') : []),
  ];
}
