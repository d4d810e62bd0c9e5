import { plural } from '#analysis/plural.ts';
import type { EntitySource, ModelSource } from '#vocabulary/logical-model.ts';
import { markOptional } from './change-form.ts';
import type { KnownEntities } from './known-entities.ts';

type Invariant = NonNullable<ModelSource['invariants']>[number];

/** Entities in the making. What could never be filled is never put in: two that need each other first. */
export interface EntityDrafts {
  readonly entity: (name: string) => void;
  /** Adds it where it is not there yet; `form` in short: `money >= 0`. */
  readonly attribute: (entity: string, name: string, form: string) => void;
  /** Changes the short form of an attribute that was said; false where there is none. */
  readonly change: (entity: string, name: string, change: (form: string) => string) => boolean;
  /** Its role; undefined where the reference cannot be. */
  readonly reference: (entity: string, role: string, to: string, how?: Partial<ReferenceForm>) => string | undefined;
  readonly key: (entity: string, names: readonly string[]) => void;
  readonly check: (entity: string, name: string, sql: string, says: string) => void;
  readonly rule: (rule: Invariant) => void;
  /** Short form of an attribute, said or of the domain. */
  readonly formOf: (entity: string, name: string) => string | undefined;
  readonly attributes: (entity: string) => readonly string[];
  /** Entities to which this attribute was given. */
  readonly ownersOf: (attribute: string) => readonly string[];
  readonly referenceTo: (entity: string, to: string) => string | undefined;
  readonly isNew: (entity: string) => boolean;
  readonly finish: () => { readonly entities: Record<string, EntitySource>; readonly invariants: readonly Invariant[] };
}

interface ReferenceForm {
  readonly optional: boolean;
  readonly unique: boolean;
  readonly cascade: boolean;
}

interface Draft {
  attributes: Record<string, string>;
  references: Record<string, { to: string; optional: boolean; unique: boolean; cascade: boolean }>;
  key?: readonly string[];
  checks: { name: string; sql: string; says: string }[];
}

const ownNames: ReadonlySet<string> = new Set(['id', 'created_at', 'updated_at', 'deleted_at']);

export function entityDrafts(known: KnownEntities): EntityDrafts {
  const drafts = new Map<string, Draft>();
  const rules: Invariant[] = [];
  const draftOf = (name: string): Draft => {
    const there = drafts.get(name);
    if (there !== undefined) return there;
    const made: Draft = { attributes: {}, references: {}, checks: [] };
    drafts.set(name, made);
    return made;
  };
  const knownReferences = (entity: string) =>
    Object.entries(known.entities[entity]?.references ?? {}).map(([role, written]) => ({
      role,
      to: typeof written === 'string' ? (/^[a-z0-9_]+/.exec(written)?.[0] ?? '') : written.to,
      optional: typeof written === 'string' ? /^[a-z0-9_]+\?/.test(written) : written.optional === true,
    }));
  const references = (entity: string) => [
    ...knownReferences(entity),
    ...Object.entries(drafts.get(entity)?.references ?? {}).map(([role, one]) => ({ role, ...one })),
  ];
  /** Does each row of `from` need one of `to` first? */
  const needs = (from: string, to: string, seen: Set<string> = new Set()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return references(from).some((one) => !one.optional && needs(one.to, to, seen));
  };
  const isNew = (entity: string) => known.entities[entity] === undefined;
  const attributeNames = (entity: string) => [
    ...Object.keys(known.entities[entity]?.attributes ?? {}),
    ...Object.keys(drafts.get(entity)?.attributes ?? {}),
  ];
  const takesColumn = (entity: string, name: string) =>
    ownNames.has(name) ||
    references(entity).some(({ role }) => role === name || (name.startsWith(`${role}_`) && name.endsWith('_id')));
  const drafted: EntityDrafts = {
    entity: (name) => void draftOf(name),
    attribute: (entity, name, form) => {
      if (attributeNames(entity).includes(name) || takesColumn(entity, name)) return;
      // Rows of a domain's own examples do not have it.
      const optional = !isNew(entity) && !/ = /.test(form) ? markOptional(form) : form;
      draftOf(entity).attributes[name] = optional;
    },
    change: (entity, name, change) => {
      const draft = drafts.get(entity);
      const form = draft?.attributes[name];
      if (draft === undefined || form === undefined) return false;
      draft.attributes[name] = change(form);
      return true;
    },
    reference: (entity, role, to, how = {}) => {
      if (references(entity).some((one) => one.role === role)) return role;
      const taken = attributeNames(entity);
      if (taken.includes(role) || taken.some((name) => name.startsWith(`${role}_`) && name.endsWith('_id'))) {
        const draft = drafts.get(entity);
        if (draft?.attributes[role] === undefined) return undefined;
        delete draft.attributes[role];
      }
      const optional = how.optional === true || !isNew(entity) || entity === to || needs(to, entity);
      if (isNew(to)) draftOf(to);
      draftOf(entity).references[role] = {
        to,
        optional,
        unique: how.unique === true,
        cascade: how.cascade === true && !optional,
      };
      return role;
    },
    key: (entity, names) => {
      const draft = draftOf(entity);
      const roles = names.map((name) => draft.references[name]);
      if (isNew(entity) && roles.every((one) => one !== undefined && !one.optional)) draft.key = names;
    },
    check: (entity, name, sql, says) => {
      const { checks } = draftOf(entity);
      if (!checks.some((one) => one.name === name)) checks.push({ name, sql, says });
    },
    rule: (rule) => {
      if (!rules.some((one) => JSON.stringify(one) === JSON.stringify(rule))) rules.push(rule);
    },
    formOf: (entity, name) => {
      const written = drafts.get(entity)?.attributes[name] ?? known.entities[entity]?.attributes?.[name];
      return typeof written === 'object' ? `${written.domain}(${(written.values ?? []).join(', ')})` : written;
    },
    attributes: attributeNames,
    ownersOf: (attribute) =>
      [...drafts].flatMap(([name, draft]) => (draft.attributes[attribute] === undefined ? [] : [name])),
    referenceTo: (entity, to) => references(entity).find((one) => one.to === to)?.role,
    isNew,
    finish: () => ({
      entities: Object.fromEntries([...drafts].map(([name, draft]) => [name, sourceOf(name, draft, isNew(name))])),
      invariants: rules,
    }),
  };
  return drafted;
}

function sourceOf(name: string, { attributes, references, key, checks }: Draft, isNew: boolean): EntitySource {
  return {
    ...(isNew && plural(name) === name ? { table: name } : {}),
    ...(key === undefined ? {} : { key: [...key] }),
    ...(checks.length === 0 ? {} : { checks }),
    references: Object.fromEntries(
      Object.entries(references).map(([role, { to, optional, unique, cascade }]) => [
        role,
        `${to}${optional ? '?' : ''}${cascade ? ' cascade' : ''}${unique ? ' unique' : ''}`,
      ]),
    ),
    attributes,
  };
}
