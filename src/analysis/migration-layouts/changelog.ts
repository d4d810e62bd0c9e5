import type { PlacedText } from './marked-sections.ts';

/** A changelog of Liquibase, whatever it is written in. */
export type ChangelogEntry =
  | { readonly kind: 'include'; readonly path: string; readonly isRelative: boolean; readonly line: number }
  | { readonly kind: 'include-all'; readonly path: string; readonly isRelative: boolean; readonly line: number }
  | ChangeSet;

export interface ChangeSet {
  readonly kind: 'change-set';
  readonly id: string;
  readonly author: string;
  readonly line: number;
  /** Databases that it is for; all where it is absent. */
  readonly dbms?: string;
  readonly runInTransaction: boolean;
  readonly parts: readonly ChangePart[];
  readonly rollback: readonly PlacedText[];
  /** A change that is no SQL: createTable. */
  readonly other?: string;
}

export type ChangePart =
  | { readonly kind: 'sql'; readonly sql: PlacedText }
  | { readonly kind: 'file'; readonly path: string; readonly isRelative: boolean };

/** Elements of a changeSet that change nothing. */
export const quietElements: ReadonlySet<string> = new Set([
  'comment',
  'preConditions',
  'validCheckSum',
  'tagDatabase',
  'empty',
  'output',
  'modifySql',
  'property',
]);

/** Whether `dbms` names PostgreSQL, or nothing, or only what others are: "postgresql", "!oracle", "h2, postgresql". */
export function isForPostgres(dbms: string | undefined): boolean {
  const names = (dbms ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const wanted = names.filter((name) => !name.startsWith('!'));
  if (names.some((name) => /^!(?:postgresql|all)$/i.test(name))) return false;
  return wanted.length === 0 || wanted.some((name) => /^(?:postgresql|all)$/i.test(name));
}
