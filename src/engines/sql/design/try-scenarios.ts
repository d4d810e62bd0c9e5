import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Scenario } from '#vocabulary/scenario.ts';
import type { EndCheck } from './end-checks.ts';

type Outcome = DesignProof['scenarios'][number];

export interface Failure {
  readonly message: string;
  /** A rule spoke. A statement that is simply wrong (an unknown column) proves nothing. */
  readonly isRefusal: boolean;
}

/** One session on a throw-away database. */
export interface TrialSession {
  /** Undefined: it was carried out. */
  readonly attempt: (statement: string) => Promise<Failure | undefined>;
  /** Are there rows? */
  readonly finds: (query: string) => Promise<boolean>;
}

export interface Trials {
  readonly session: TrialSession;
  readonly dialect: string;
  /** Rules of the end of a transaction, which this server cannot keep. */
  readonly checks: readonly EndCheck[];
  /** How the two sides of a race ended, with what the database then holds: each of them at its end, or before it. */
  readonly race: (given: readonly string[], sides: readonly [readonly string[], readonly string[]]) => Promise<Race>;
}

export interface Race {
  /** What should come first was refused. */
  readonly early?: Failure | undefined;
  /** One for each way in which the two were let loose. */
  readonly rounds: readonly {
    readonly how: string;
    readonly failures: readonly Failure[];
    /** Rules of the end of a transaction that are broken now. */
    readonly broken: readonly EndCheck[];
  }[];
}

/** The first statement that failed. */
export async function attemptAll(
  session: TrialSession,
  statements: readonly string[],
): Promise<(Failure & { readonly statement: string }) | undefined> {
  for (const statement of statements) {
    const failure = await session.attempt(statement);
    if (failure !== undefined) return { ...failure, statement };
  }
  return undefined;
}

/** Fills the tables in one transaction; the statement that failed, if one did. */
export async function fill(session: TrialSession, statements: readonly string[]): Promise<DesignProof['fixture']> {
  const failed = await attemptAll(session, ['BEGIN', ...statements, 'COMMIT']);
  if (failed === undefined) return [];
  await session.attempt('ROLLBACK');
  return [{ statement: failed.statement, message: failed.message }];
}

/**
 * Tries what a model says must be refused or accepted, over its fixture, each in a transaction that is taken back.
 * What the server accepts but the question before COMMIT finds is `unknown`: the application has to ask.
 */
export async function tryScenarios(model: LogicalModel, trials: Trials): Promise<DesignProof['scenarios']> {
  const outcomes: Outcome[] = [];
  for (const scenario of model.scenarios) {
    if (scenario.only !== undefined && !scenario.only.includes(trials.dialect)) continue;
    if (scenario.refuse !== undefined) outcomes.push(await refusal(scenario, listOf(scenario.refuse), trials));
    if (scenario.accept !== undefined) outcomes.push(await acceptance(scenario, listOf(scenario.accept), trials));
    if (scenario.race !== undefined) outcomes.push(await race(scenario, scenario.race, trials));
  }
  return outcomes;
}

async function refusal(scenario: Scenario, statements: readonly string[], trials: Trials): Promise<Outcome> {
  const { session } = trials;
  const about = { says: scenario.says, kind: 'refuse' as const };
  try {
    const early = await attemptAll(session, ['BEGIN', ...scenario.given, ...statements.slice(0, -1)]);
    if (early !== undefined)
      return { ...about, kept: false, why: `What should come first was refused: ${early.message}` };
    const failed = await attemptAll(session, statements.slice(-1));
    if (failed === undefined) return { ...about, ...accepted('The server accepted it.', await broken(trials)) };
    return failed.isRefusal
      ? { ...about, kept: true, why: failed.message }
      : { ...about, kept: false, why: `It failed for another reason: ${failed.message}` };
  } finally {
    await session.attempt('ROLLBACK');
  }
}

async function acceptance(scenario: Scenario, statements: readonly string[], trials: Trials): Promise<Outcome> {
  const { session } = trials;
  const about = { says: scenario.says, kind: 'accept' as const };
  try {
    const failed = await attemptAll(session, ['BEGIN', ...scenario.given, ...statements]);
    if (failed !== undefined) return { ...about, kept: false, why: failed.message };
    const [found] = await broken(trials);
    return found === undefined
      ? { ...about, kept: true, why: 'accepted' }
      : { ...about, kept: false, why: `The question before COMMIT finds it against “${found.says}”` };
  } finally {
    await session.attempt('ROLLBACK');
  }
}

async function race(scenario: Scenario, [one, other]: NonNullable<Scenario['race']>, trials: Trials): Promise<Outcome> {
  const about = { says: scenario.says, kind: 'race' as const };
  const { early, rounds } = await trials.race(scenario.given, [listOf(one), listOf(other)]);
  if (early !== undefined)
    return { ...about, kept: false, why: `What should come first was refused: ${early.message}` };
  for (const { how, failures, broken: found } of rounds) {
    const [failure] = failures;
    if (failure === undefined) {
      const turned =
        found.length > 0 ? undefined : await inOtherOrder(scenario.given, [listOf(other), listOf(one)], trials);
      if (turned === undefined) return { ...about, ...accepted(`Both were accepted (${how}).`, found) };
      return {
        ...about,
        kept: 'unknown',
        why: `The second waited for the first, after which it is legal. The other way round it is not: ${turned.message}`,
      };
    }
    if (failures.length > 1) return { ...about, kept: false, why: `Both were refused (${how}): ${failure.message}` };
  }
  const words = rounds.flatMap(({ failures }) => failures.map(({ message }) => message));
  return { ...about, kept: true, why: [...new Set(words)].join(' ') };
}

/**
 * Two that went through, one after the other, are no fault where their order decides: what the second needs is there
 * when the first is done. Undefined: they go through in either order, so no rule stands between them.
 */
async function inOtherOrder(
  given: readonly string[],
  [one, other]: readonly [readonly string[], readonly string[]],
  { session }: Trials,
): Promise<Failure | undefined> {
  const failed = await attemptAll(session, ['BEGIN', ...given, ...one, ...other]);
  await session.attempt('ROLLBACK');
  return failed;
}

/** Refused by nobody: not kept, unless it is what the application is to ask for. */
function accepted(why: string, found: readonly EndCheck[]): Pick<Outcome, 'kept' | 'why'> {
  const [check] = found;
  return check === undefined
    ? { kept: false, why }
    : {
        kept: 'unknown',
        why: `${why} It has no means to keep “${check.says}”; the question to ask before COMMIT finds it: ${check.sql}`,
      };
}

/** Rules of the end of a transaction that what is there breaks. */
export async function brokenChecks(session: TrialSession, checks: readonly EndCheck[]): Promise<readonly EndCheck[]> {
  const found: EndCheck[] = [];
  for (const check of checks) if (await session.finds(check.sql)) found.push(check);
  return found;
}

function broken({ session, checks }: Trials): Promise<readonly EndCheck[]> {
  return brokenChecks(session, checks);
}

function listOf(statements: string | readonly string[]): readonly string[] {
  return typeof statements === 'string' ? [statements] : statements;
}
