/** Who is logged in: a superuser, or the owner of the tables without any other right. */
export type Attacker = 'administrator' | 'owner';

/** Something that must not happen through the guard. */
export interface AttackCase {
  readonly name: string;
  readonly class: string;
  readonly as: readonly Attacker[];
  /** SQL that an administrator runs beforehand, each part by itself; `tearDown` afterwards. */
  readonly setUp?: readonly string[];
  readonly tearDown?: readonly string[];
  /** Given to the guard one after the other. `@name@` is filled in: see `tokens` of `world.ts`. */
  readonly statements: readonly string[];
  /** For $1, $2 … of every statement. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * `seen`: without the guard the server shows the harm afterwards, which the control proves.
   * `possible`: the harm cannot be seen or is the answer itself, so an answer is the harm.
   * `bounded`: an answer is fine as long as time, memory, disk and locks stay within the limits.
   */
  readonly harm: 'seen' | 'possible' | 'bounded';
  /** A secret that must stand neither in an answer nor in a message. */
  readonly leaks?: string;
  /** Majors that have what the attack needs. */
  readonly since?: number;
  readonly until?: number;
  /** Without the guard it would hurt the machine, or end the test: it is never run as a control. */
  readonly control?: false;
  /** How long the server takes until its views show the harm. */
  readonly settleMs?: number;
}

type Details = Partial<Omit<AttackCase, 'name' | 'class' | 'harm'>>;

/** A maker of cases of one class: `seen('COPY to a file', "COPY …")`. */
export function attackClass(name: string, defaults: Details = {}) {
  const make =
    (harm: AttackCase['harm']) =>
    (what: string, statement: string | readonly string[], details: Details = {}): AttackCase => ({
      as: ['administrator', 'owner'],
      ...defaults,
      ...details,
      name: what,
      class: name,
      harm,
      statements: typeof statement === 'string' ? [statement] : statement,
    });
  return { seen: make('seen'), possible: make('possible'), bounded: make('bounded') };
}
