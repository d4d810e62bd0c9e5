import type { CatalogObject, DatabaseSchema } from '#vocabulary/database-schema.ts';

/** What a function promises; CREATE FUNCTION says volatile and parallel unsafe where nothing is said. */
export interface FunctionTraits {
  readonly name: string;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly parallel: 'safe' | 'restricted' | 'unsafe';
  /** Made by the user, not by the server. */
  readonly made: boolean;
}

/**
 * The functions called in the texts of a plan, of which it is known what they promise: the schema's own, and the
 * server's few that are volatile or keep a query from parallel workers.
 * https://www.postgresql.org/docs/18/xfunc-volatility.html, https://www.postgresql.org/docs/18/parallel-safety.html
 */
export function calledFunctions(
  texts: readonly string[],
  schema: DatabaseSchema | undefined,
): readonly FunctionTraits[] {
  const names = new Set(texts.flatMap(namesIn));
  return [...names].flatMap((name) => {
    const bare = name.split('.').at(-1) ?? name;
    const made = schema?.objects.filter((one) => one.kind === 'function' && one.name === bare) ?? [];
    // Of overloaded names it is not certain which one is meant.
    if (made[0] !== undefined) return made.length === 1 ? [traitsOf(made[0])] : [];
    const known = builtIn[bare];
    return known === undefined ? [] : [{ name: bare, volatility: 'volatile', parallel: known, made: false } as const];
  });
}

function namesIn(text: string): readonly string[] {
  const bare = text.replace(/'(?:[^']|'')*'/g, "''");
  return [...bare.matchAll(/([a-z_][\w$]*(?:\.[a-z_][\w$]*)?)\(/g)].map(([, name = '']) => name);
}

function traitsOf({ name, definition }: CatalogObject): FunctionTraits {
  // What stands behind AS is the body.
  const [head = ''] = definition.split(/\n?\s*\bAS\s+[$'"]|\bBEGIN ATOMIC\b|\bRETURN\s/i);
  const volatility = /\bIMMUTABLE\b/i.test(head) ? 'immutable' : /\bSTABLE\b/i.test(head) ? 'stable' : 'volatile';
  const parallel = /\bPARALLEL\s+SAFE\b/i.test(head)
    ? 'safe'
    : /\bPARALLEL\s+RESTRICTED\b/i.test(head)
      ? 'restricted'
      : 'unsafe';
  return { name, volatility, parallel, made: true };
}

/** Volatile functions of the server by pg_proc.proparallel. */
const builtIn: Readonly<Record<string, FunctionTraits['parallel']>> = {
  clock_timestamp: 'safe',
  timeofday: 'safe',
  gen_random_uuid: 'safe',
  uuidv4: 'safe',
  uuidv7: 'safe',
  random: 'restricted',
  random_normal: 'restricted',
  setseed: 'restricted',
  nextval: 'unsafe',
  currval: 'unsafe',
  lastval: 'unsafe',
  setval: 'unsafe',
  set_config: 'unsafe',
  pg_advisory_lock: 'unsafe',
  pg_try_advisory_lock: 'unsafe',
  pg_advisory_xact_lock: 'unsafe',
  pg_try_advisory_xact_lock: 'unsafe',
};
