/**
 * One statement that a migration may hold, with what it does to PostgreSQL, told by hand from the manual
 * (https://www.postgresql.org/docs/18/explicit-locking.html, sql-altertable.html) and from experiments.
 */
export interface MigrationForm {
  readonly name: string;
  /** Makes the tables and a few rows; a file of its own, run before. Statements end with `;` and a new line. */
  readonly setup: string;
  /** The statements of one transaction. What is told below is told of the last one. */
  readonly sql: readonly string[];
  /** First and last major that know it, or that do so. */
  readonly since?: number;
  readonly until?: number;
  /** No transaction may hold it. */
  readonly concurrent?: true;
  readonly verdict: 'blocks' | 'queues' | 'free';
  /**
   * ShareUpdateExclusive and stronger, on what was there before: "public.users". An index is named where its lock is
   * stronger than that of its table.
   */
  readonly locks: Readonly<Record<string, string>>;
  /** Tables written anew. One that is emptied is not: nothing of it is written. */
  readonly rewrites: readonly string[];
  /** Tables read from end to end, those that are written anew left out. */
  readonly scans: readonly string[];
  readonly built: readonly string[];
}

type Label = Pick<MigrationForm, 'verdict' | 'locks' | 'rewrites' | 'scans' | 'built'>;
export type FormRow = readonly [
  name: string,
  sql: string | readonly string[],
  label: Label,
  more?: Partial<Pick<MigrationForm, 'since' | 'until' | 'concurrent'>> & { readonly setup?: string },
];

/** Rows of a table of forms; each stands on `base` and on a setup of its own. */
export function forms(base: string, rows: readonly FormRow[]): readonly MigrationForm[] {
  return rows.map(([name, sql, label, { setup = '', ...more } = {}]) => ({
    name,
    setup: setup === '' ? base : `${base}${setup};\n`,
    sql: typeof sql === 'string' ? [sql] : sql,
    ...more,
    ...label,
  }));
}

const modes = {
  SUE: 'ShareUpdateExclusiveLock',
  S: 'ShareLock',
  SRE: 'ShareRowExclusiveLock',
  E: 'ExclusiveLock',
  AE: 'AccessExclusiveLock',
} as const;
type Locks = Readonly<Record<string, keyof typeof modes>>;
type Work = Partial<Pick<Label, 'rewrites' | 'scans' | 'built'>>;

/** Readers or writers are kept out while something grows with the table. */
export const blocks = (locks: Locks, work: Work): Label => label('blocks', locks, work);
/** Readers or writers are kept out for a moment. */
export const queues = (locks: Locks, work: Work = {}): Label => label('queues', locks, work);
/** Nobody is kept from reading and writing. */
export const free = (locks: Locks = {}, work: Work = {}): Label => label('free', locks, work);

function label(verdict: Label['verdict'], locks: Locks, { rewrites = [], scans = [], built = [] }: Work): Label {
  const full = (names: readonly string[]) => names.map(fullName).sort();
  return {
    verdict,
    locks: Object.fromEntries(Object.entries(locks).map(([name, mode]) => [fullName(name), modes[mode]])),
    rewrites: full(rewrites),
    scans: full(scans),
    built: full(built),
  };
}

function fullName(name: string): string {
  return name.includes('.') ? name : `public.${name}`;
}
