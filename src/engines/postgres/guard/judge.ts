import type { FunctionRow, RelationRow } from './catalog-rows.ts';
import { firstUserId } from './catalog-rows.ts';
import { dangerOfExtension } from './extension-policy.ts';
import { dangerOfRelation, dangerOfSystem } from './function-policy.ts';
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
  /** Name of the view or the function whose result it makes. */
  readonly makes?: { readonly kind: 'view' | 'function'; readonly name: string };
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
  if (isTemporary(row.schema)) throw refused(`${at.who} calls ${full}, which is temporary`);
  if (isSystem && !row.touched) {
    const danger = runs ? dangerOfSystem(row.name, row.volatility) : undefined;
    if (danger !== undefined) throw refused(`${at.who} calls ${row.name}, which ${danger}`);
    return [];
  }
  // An aggregate is what its functions are.
  if (row.extension !== null && row.kind !== 'a' && ['c', 'internal'].includes(row.language)) {
    const danger = runs ? dangerOfExtension({ ...row, extension: row.extension }) : undefined;
    if (danger === undefined) return [];
    throw refused(`${at.who} calls ${full}, which ${danger}`, allowing(full));
  }
  if (at.allowed.has(full)) return [];
  if (row.kind === 'a' || row.makesRanges) return [];
  if (!runs && row.language !== 'sql') return [];
  if (isSystem && row.language !== 'sql') {
    throw refused(`${at.who} calls ${row.name}, which was changed since the server was made`, allowing(full));
  }
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
  const defaults: readonly Follow[] =
    row.defaults === null
      ? []
      : [{ text: `SELECT ${row.defaults}`, printed: true, mode, who: `a default argument of ${full}`, form: 'query' }];
  // citext overloads replace, translate and their like, whose sizes are known.
  const makes = row.extension === null ? { makes: { kind: 'function', name: row.name } as const } : {};
  const body = { mode, who, form: 'function', ...makes } as const;
  if (row.definition !== null) return [...defaults, { ...body, text: row.definition, printed: true }];
  return [...defaults, { ...body, text: row.source ?? '', printed: false }];
}

/** Nothing of ours is temporary; behind a pooler somebody else's things may be. */
function isTemporary(schema: string): boolean {
  return /^pg_(toast_)?temp/.test(schema);
}

function allowing(name: string): string {
  return `If you know that it only reads, add "${name}" to "functions" of this target in the configuration.`;
}

/** Foreign tables whose planning reads nothing but what the server knows of them. */
const plannableWrappers = new Set(['postgres_fdw', 'file_fdw']);

/** What has to be walked because the relation is read, or only planned for; `written` where it would be written. */
export function judgeRelation(
  row: RelationRow,
  at: { readonly mode: 'run' | 'plan'; readonly who: string; readonly written: boolean; readonly policed: boolean },
): readonly Follow[] {
  const full = `${row.schema}.${row.name}`;
  if (row.id < firstUserId) {
    const danger = at.mode === 'run' ? dangerOfRelation(row.name) : undefined;
    if (danger !== undefined) throw refused(`${at.who} reads ${full}, which ${danger}`);
  }
  if (isTemporary(row.schema)) throw refused(`${at.who} reads ${full}, which is temporary`);
  if (row.kind === 'f' && (at.mode === 'run' || !plannableWrappers.has(row.wrapper ?? ''))) {
    throw refused(`${at.who} reads ${full}, a foreign table, which reaches outside the server`);
  }
  if (!'rpvmfSt'.includes(row.kind)) throw refused(`${full} is no table and no view`);
  const follow = (texts: readonly string[], mode: 'run' | 'plan', who: string, form: 'query' | 'function' = 'query') =>
    texts.map((text): Follow => ({ text, printed: true, mode, who, form }));
  const view = { kind: 'view', name: row.name } as const;
  return [
    ...(row.view === null ? [] : follow([row.view], at.mode, `the view ${full}`)).map((one) => ({
      ...one,
      makes: view,
    })),
    ...follow(at.policed ? row.policies : [], at.mode, `a row security policy of ${full}`),
    ...follow(row.computed, at.mode, `a virtual column of ${full}`),
    ...follow(row.planned, 'plan', `an index, check or statistics expression of ${full}`),
    ...(at.written ? follow(row.defaults, 'plan', `a default of ${full}`) : []),
    ...(at.written ? follow(row.rules, 'plan', `a rule of ${full}`, 'function') : []),
  ];
}
