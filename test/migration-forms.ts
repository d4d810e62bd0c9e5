import { columnForms, typeForms } from './migration-forms/columns.ts';
import { constraintForms } from './migration-forms/constraints.ts';
import { forms, type MigrationForm } from './migration-forms/form.ts';
import { indexForms, partitionForms } from './migration-forms/indexes.ts';
import { objectForms, rowForms } from './migration-forms/objects.ts';
import { shop } from './migration-forms/shop.ts';

export type { MigrationForm } from './migration-forms/form.ts';

/**
 * What statements do to those who use the database meanwhile: the labels that observation in a twin, and foresight
 * without a database, are held against.
 */
export const migrationForms: readonly MigrationForm[] = forms(shop, [
  ...columnForms,
  ...typeForms,
  ...constraintForms,
  ...indexForms,
  ...partitionForms,
  ...objectForms,
  ...rowForms,
]);

export function knows({ since = 0, until = 99 }: MigrationForm, major: number): boolean {
  return since <= major && major <= until;
}

interface Effects {
  readonly locks: readonly { readonly relation: string; readonly mode: string }[];
  readonly rewrites: readonly string[];
  readonly scans: readonly string[];
  readonly built: readonly string[];
}

/** What was foreseen or observed, as the labels are written. */
export function asLabelled({
  locks,
  rewrites,
  scans,
  built,
}: Effects): Pick<MigrationForm, 'locks' | 'rewrites' | 'scans' | 'built'> {
  const strengthOn = (relation: string | undefined) =>
    Math.max(-1, ...locks.filter((lock) => lock.relation === relation).map(({ mode }) => strength.indexOf(mode)));
  return {
    locks: Object.fromEntries(
      locks
        .filter(({ mode }) => strength.includes(mode))
        .filter(({ relation, mode }) => strength.indexOf(mode) > strengthOn(tableOfIndex(relation)))
        .map(({ relation, mode }) => [relation, mode] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    rewrites: [...rewrites].sort(),
    scans: scans.filter((name) => !rewrites.includes(name)).sort(),
    built: [...built].sort(),
  };
}

/** The indexes of the forms are named after their tables. */
function tableOfIndex(name: string): string | undefined {
  const [, table] = /^(public\.(?:users|orders|notes|ages|events_old(?=_id)|events(?=_(?:at|id)\b)))_/.exec(name) ?? [];
  return table;
}

/** Those that keep somebody out, from the weakest. */
const strength = [
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];
