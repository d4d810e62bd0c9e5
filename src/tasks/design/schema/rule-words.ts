import type { Invariant, InvariantKind } from '#vocabulary/model-invariant.ts';

/** By what means a database keeps a rule, in words. Exclusion, partial indexes and late triggers are PostgreSQL's alone. */
export function ruleWords({ kind }: Invariant, dialect: string): string {
  return (dialect === 'postgres' ? undefined : elsewhere[kind]) ?? means[kind];
}

const elsewhere: Partial<Readonly<Record<InvariantKind, string>>> = {
  'no-overlap': 'triggers that look for another row',
  'only-one': 'a unique index',
  balanced: 'a query to be asked before COMMIT',
  'at-least-one': 'a trigger on the last row, and a query to be asked before COMMIT',
};

const means: Readonly<Record<InvariantKind, string>> = {
  transitions: 'a trigger on changes of the state',
  'no-overlap': 'an exclusion constraint',
  'only-one': 'a partial unique index',
  'sum-at-most': 'triggers on both sides that lock the parent row',
  'count-at-most': 'triggers on both sides that lock the parent row',
  'running-total': 'a trigger that adds each movement, and a CHECK on the total',
  balanced: 'a constraint trigger at the end of the transaction',
  'at-least-one': 'constraint triggers at the end of the transaction',
  immutable: 'a trigger on UPDATE and DELETE',
  'only-grows': 'a trigger that compares the new value with the old one',
  acyclic: 'a trigger that walks up, one at a time',
  'exactly-one': 'a CHECK',
  'only-while': 'a trigger that locks the row referred to',
  native: 'statements of its own',
};
