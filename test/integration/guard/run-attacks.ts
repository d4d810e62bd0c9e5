import { ProblemError } from '#contracts/problem-error.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import type { AttackCase, Attacker } from './attack-case.ts';
import { judge } from './oracle.ts';
import { sleep } from './quiet-client.ts';
import { measured } from './resources.ts';
import { changes, type World, type WorldState } from './world.ts';

/** Gives a statement to whatever is under test: a session's `ask`, an MCP client, or an unguarded driver. Rejects when refused. */
export type Ask = (text: string, parameters?: Readonly<Record<string, string>>) => Promise<unknown>;

export interface AttackRun {
  readonly ask: Ask;
  readonly as: Attacker;
  readonly server: EmbeddedServer;
  readonly world: World;
  /** How long a statement may take by the bounds that `ask` is under. */
  readonly statementMs: number;
  /** What temporary files may take by the same bounds. */
  readonly temporaryBytes: number;
}

export interface AttackOutcome {
  readonly attack: AttackCase;
  readonly as: Attacker;
  /** Why the attack counts as passed: nothing, when the guard held. */
  readonly passed: readonly string[];
  /** `answered`, or the code of the problem and its message. */
  readonly reply: string;
  readonly milliseconds: number;
}

/** All cases in turn against one server; what a case did is undone or forgotten before the next one. */
export async function runAttacks(run: AttackRun, cases: readonly AttackCase[]): Promise<readonly AttackOutcome[]> {
  const outcomes: AttackOutcome[] = [];
  const patient = { ...run, ask: withPatience(run) };
  let before = await momentOf(patient);
  for (const attack of casesFor(cases, run)) {
    if (attack.setUp !== undefined) {
      for (const sql of attack.setUp) await run.world.run(filledIn(sql, run.world.tokens()));
      // A session that is open does not see all of it.
      await run.world.endAttackers();
      before = await momentOf(patient);
    }
    const { outcome, after } = await runAttack(patient, attack, before);
    outcomes.push(outcome);
    // What a session was left with, and whom it killed, must not be charged to the next case.
    if (outcome.passed.length > 0) {
      await run.world.endAttackers();
      await run.world.revive();
    }
    for (const sql of attack.tearDown ?? []) {
      // Mostly there is nothing to take away.
      await run.world.run(filledIn(sql, run.world.tokens())).catch(() => undefined);
    }
    before = outcome.passed.length > 0 || attack.tearDown !== undefined ? await momentOf(patient) : after;
  }
  return outcomes;
}

export function casesFor(
  cases: readonly AttackCase[],
  { as, server }: Pick<AttackRun, 'as' | 'server'>,
): readonly AttackCase[] {
  return cases.filter(
    ({ as: attackers, since = 0, until = 99 }) =>
      attackers.includes(as) && since <= server.major && server.major <= until,
  );
}

const lost = 'no answer came';

/** Nothing may hang for more than twice the time allowed. */
function withPatience({ ask, statementMs }: Pick<AttackRun, 'ask' | 'statementMs'>): Ask {
  return (text, parameters) =>
    Promise.race([
      ask(text, parameters),
      sleep(2 * statementMs + 10_000).then(() => {
        throw new Error(lost);
      }),
    ]);
}

/** The server, and the settings that the next statement would find. */
interface Moment {
  readonly state: WorldState;
  readonly settings: string;
}

async function momentOf({ world, ask }: Pick<AttackRun, 'world' | 'ask'>): Promise<Moment> {
  const settings = await settingsOf(ask);
  return { state: await world.observe(), settings };
}

async function runAttack(
  run: AttackRun,
  attack: AttackCase,
  before: Moment,
): Promise<{ readonly outcome: AttackOutcome; readonly after: Moment }> {
  const { outcome: reply, use } = await measured(run.server, () => replyTo(attack, run));
  const state = await observedAfter(run.world, before.state, attack.settleMs ?? 0);
  const after = { state, settings: await settingsOf(run.ask) };
  const outcome = {
    attack,
    as: run.as,
    passed: judge({
      attack,
      run,
      reply,
      use,
      changes: changes(before.state, state),
      settings: [before.settings, after.settings],
    }),
    reply: reply.answered ? 'answered' : reply.message,
    milliseconds: Math.round(use.milliseconds),
  };
  return { outcome, after };
}

export interface Reply {
  /** The last statement was answered. */
  readonly answered: boolean;
  /** It never came back, within twice the time allowed. */
  readonly lost: boolean;
  /** All that was said, answers and errors. */
  readonly text: string;
  readonly message: string;
}

async function replyTo(attack: AttackCase, { ask, world }: AttackRun): Promise<Reply> {
  let text = '';
  let last: Omit<Reply, 'text'> = { answered: false, lost: false, message: '' };
  for (const statement of attack.statements) {
    const { said, ...reply } = await ask(filledIn(statement, world.tokens()), attack.parameters).then(
      (answer) => ({ answered: true, lost: false, message: '', said: spoken(answer) }),
      (error: unknown) => {
        const said = messageOf(error);
        return { answered: false, lost: said === lost, message: said, said };
      },
    );
    text += `${said}\n`;
    last = reply;
  }
  return { ...last, text };
}

/** Counters need `settleMs`; a cancelled statement and a session that ends may take three seconds to go. */
async function observedAfter(world: World, before: WorldState, settleMs: number): Promise<WorldState> {
  if (settleMs > 0) await sleep(settleMs);
  let after = await world.observe();
  for (let tries = 0; tries < 75 && mayPass(changes(before, after)); tries++) {
    await sleep(40);
    after = await world.observe();
  }
  return after;
}

function mayPass(found: readonly string[]): boolean {
  return found.length > 0 && found.every((change) => /^(locks_left|sessions_busy|session_names)/.test(change));
}

/** As the next statement would find them; also the proof that the session still answers. */
async function settingsOf(ask: Ask): Promise<string> {
  try {
    return spoken(await ask('SHOW ALL')).replace(/"(milliseconds|estimatedCost)":[^,}]*/g, '');
  } catch (error) {
    return `no answer: ${messageOf(error)}`;
  }
}

function filledIn(text: string, tokens: Readonly<Record<string, string>>): string {
  return text.replace(/@(\w+)@/g, (whole, name: string) => tokens[name] ?? whole);
}

function spoken(answer: unknown): string {
  const text = JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
  return text.length > 2_000_000 ? text.slice(0, 2_000_000) : text;
}

function messageOf(error: unknown): string {
  if (error instanceof ProblemError) {
    const { code, message, hint = '' } = error.problem;
    return `${code}: ${message} ${hint}`;
  }
  return error instanceof Error ? error.message : String(error);
}
