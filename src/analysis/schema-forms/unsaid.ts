import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Unseen } from '#vocabulary/report.ts';
import { isWritten } from './schema-shape.ts';

/** A schema in another form, with what the form has no words for. */
export interface FormText {
  readonly content: string;
  readonly unseen: readonly Unseen[];
}

/** Gathers what a form cannot say; each kind of it is told once, with the names. */
export interface Unsaid {
  /** The words that stand as a comment at its place. */
  readonly note: (kind: string, name: string, detail?: string) => string;
  readonly list: () => readonly Unseen[];
}

export function unsaid(form: string): Unsaid {
  const kinds = new Map<string, string[]>();
  return {
    note: (kind, name, detail = '') => {
      kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
      return `${form} cannot say the ${kind} ${name}${detail === '' ? '' : `: ${detail}`}`;
    },
    list: () =>
      [...kinds].map(([kind, names]) => ({
        what: `${kind}: ${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`,
        why: `${form} has no words for it; it stands in a comment at its place.`,
      })),
  };
}

const most = 12;

/** What no form of an application's data holds, named so that nobody takes the text for all of the schema. */
export function leftOut({ tables, views, objects, unread }: DatabaseSchema, form: string): readonly Unseen[] {
  const names = (list: readonly { readonly name: string }[]) =>
    `${list
      .slice(0, most)
      .map(({ name }) => name)
      .join(', ')}${list.length > most ? ` and ${list.length - most} more` : ''}`;
  const missing = (what: string, list: readonly { readonly name: string }[]) =>
    list.length === 0 ? [] : [{ what: `${what}: ${names(list)}`, why: `They are not written as ${form}.` }];
  const other = objects.filter(({ kind }) => !['enum', 'extension', 'sequence'].includes(kind));
  return [
    ...missing('views', [...views, ...tables.filter(({ kind }) => kind === 'materialized-view')]),
    ...missing(
      'partitions and foreign tables',
      tables.filter((table) => !isWritten(table) && table.kind !== 'materialized-view'),
    ),
    ...missing(
      'tables with row level security, whose policies',
      tables.filter(({ rowSecurity }) => rowSecurity),
    ),
    ...['function', 'procedure', 'trigger', 'domain', 'composite', 'range', 'statistics', 'collation'].flatMap((kind) =>
      missing(
        plurals[kind] ?? kind,
        other.filter((one) => one.kind === kind),
      ),
    ),
    ...unread.map((why) => ({ what: 'a part of the schema', why })),
  ];
}

const plurals: Readonly<Record<string, string>> = {
  function: 'functions',
  procedure: 'procedures',
  trigger: 'triggers',
  domain: 'domains (their base types are)',
  composite: 'composite types',
  range: 'range types',
  statistics: 'extended statistics',
  collation: 'collations',
};
