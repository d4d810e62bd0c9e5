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
  /** Has checked now what is otherwise checked at the end of the transaction. */
  readonly closing?: string;
  /** How the two sides of a race ended, with what the database then holds; or why this server can try none. */
  readonly race:
    | ((given: readonly string[], sides: readonly [readonly string[], readonly string[]]) => Promise<Race>)
    | { readonly why: string };
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
  const about = { says: scenario.says, kind: 'refuse' as const };
  return inTransaction([...scenario.given, ...statements.slice(0, -1)], trials, about, async () => {
    const failed = await attemptAll(trials.session, [...statements.slice(-1), ...closing(trials)]);
    if (failed === undefined) return accepted('The server accepted it.', await broken(trials));
    return failed.isRefusal
      ? { kept: true, why: failed.message }
      : { kept: false, why: `It failed for another reason: ${failed.message}` };
  });
}

async function acceptance(scenario: Scenario, statements: readonly string[], trials: Trials): Promise<Outcome> {
  const about = { says: scenario.says, kind: 'accept' as const };
  return inTransaction(scenario.given, trials, about, async () => {
    const failed = await attemptAll(trials.session, [...statements, ...closing(trials)]);
    if (failed !== undefined) return { kept: false, why: failed.message };
    const [found] = await broken(trials);
    return found === undefined
      ? { kept: true, why: 'accepted' }
      : { kept: false, why: `The question before COMMIT finds it against “${found.says}”` };
  });
}

async function race(scenario: Scenario, [one, other]: NonNullable<Scenario['race']>, trials: Trials): Promise<Outcome> {
  const about = { says: scenario.says, kind: 'race' as const };
  if (typeof trials.race !== 'function') return { ...about, kept: 'unknown', why: trials.race.why };
  const sides = [listOf(one), listOf(other)] as const;
  for (const side of sides) {
    const alone = await inTransaction(scenario.given, trials, about, async () => {
      const failed = await attemptAll(trials.session, [...side, ...closing(trials)]);
      // Of two of which one can never win the other's victory proves nothing.
      return failed === undefined
        ? { kept: true, why: '' }
        : { kept: false, why: `One side is refused even alone: ${failed.message}` };
    });
    if (alone.kept !== true) return alone;
  }
  const { early, rounds } = await trials.race(scenario.given, sides);
  if (early !== undefined) return { ...about, kept: 'unknown', why: notBegun(early) };
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

/** After what has to come first, in a transaction that is taken back. */
async function inTransaction(
  before: readonly string[],
  { session }: Trials,
  about: Pick<Outcome, 'says' | 'kind'>,
  judge: () => Promise<Pick<Outcome, 'kept' | 'why'>>,
): Promise<Outcome> {
  try {
    const early = await attemptAll(session, ['BEGIN', ...before]);
    return { ...about, ...(early === undefined ? await judge() : { kept: 'unknown', why: notBegun(early) }) };
  } finally {
    await session.attempt('ROLLBACK');
  }
}

function notBegun({ message }: Failure): string {
  return `What comes before it was refused: ${message}`;
}

function closing(trials: Trials): readonly string[] {
  return trials.closing === undefined ? [] : [trials.closing];
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
