import type { Domain, ModelPart } from '#analysis/domains/domain.ts';
import { plural } from '#analysis/plural.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';
import { stem } from './word-forms.ts';

/** The parts of one domain: its core and the options that are taken. */
export interface DomainParts {
  readonly domain: Domain;
  readonly parts: readonly ModelPart[];
}

export interface SeparatedDomain extends DomainParts {
  /** Entity -> the name that it has beside those of the domains before. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Domains side by side: where two mean different things by one word (the order of a shop and that of a restaurant have
 * other states), the later one's gets a name of its own, and so does all that refers to it.
 */
export function separateDomains(domains: readonly DomainParts[]): readonly SeparatedDomain[] {
  const before: Record<string, EntitySource> = {};
  return domains.map(({ domain, parts }) => {
    const own = allEntities(parts);
    const renamed = new Map<string, string>();
    const rename = (name: string) => renamed.set(name, freshName(domain, name, { ...before, ...own }));
    for (const [name, entity] of Object.entries(own)) {
      const other = before[name];
      if (other !== undefined && differ(entity, other)) rename(name);
    }
    for (let changed = renamed.size > 0; changed; ) {
      changed = false;
      for (const [name, entity] of Object.entries(own)) {
        if (before[name] === undefined || renamed.has(name)) continue;
        if (targets(entity).some((to) => renamed.has(to))) {
          rename(name);
          changed = true;
        }
      }
    }
    const separated = parts.map((part) => renamePart(part, own, renamed));
    Object.assign(before, allEntities(separated));
    return { domain, parts: separated, renamed };
  });
}

function allEntities(parts: readonly ModelPart[]): Record<string, EntitySource> {
  const entities: Record<string, EntitySource> = {};
  for (const part of parts) {
    for (const [name, one] of Object.entries(part.entities ?? {})) {
      const known = entities[name];
      entities[name] =
        known === undefined
          ? one
          : {
              ...one,
              ...known,
              references: { ...one.references, ...known.references },
              attributes: { ...one.attributes, ...known.attributes },
            };
    }
  }
  return entities;
}

/** The same attribute with other values, or another way of being identified: not the same thing. */
function differ(one: EntitySource, other: EntitySource): boolean {
  if (JSON.stringify(one.key ?? []) !== JSON.stringify(other.key ?? [])) return true;
  return Object.entries(one.attributes ?? {}).some(([name, written]) => {
    const [values, others] = [valuesOf(written), valuesOf(other.attributes?.[name])];
    return values !== undefined && others !== undefined && values !== others;
  });
}

function valuesOf(written: NonNullable<EntitySource['attributes']>[string] | undefined): string | undefined {
  if (written === undefined) return undefined;
  if (typeof written === 'string') return /^(?:state|choice)\(([^)]*)\)/.exec(written)?.[1]?.replaceAll(/\s/g, '');
  return written.values?.join(',');
}

function targets({ references = {}, subtypeOf }: EntitySource): readonly string[] {
  return [
    ...Object.values(references).map((written) =>
      typeof written === 'string' ? (/^\s*([a-z0-9_]+)/.exec(written)?.[1] ?? '') : written.to,
    ),
    ...(subtypeOf === undefined ? [] : [subtypeOf]),
  ];
}

/** `restaurant_order`: a word of the domain that the entity does not say itself. */
function freshName(domain: Domain, name: string, taken: Readonly<Record<string, unknown>>): string {
  const words = domain.id.split('-').filter((word) => !name.split('_').some((one) => stem(one) === stem(word)));
  const made = `${words[0] ?? domain.id.replaceAll('-', '_')}_${name}`;
  return taken[made] === undefined ? made : `${domain.id.replaceAll('-', '_')}_${name}`;
}

function renamePart(
  part: ModelPart,
  own: Readonly<Record<string, EntitySource>>,
  renamed: ReadonlyMap<string, string>,
): ModelPart {
  if (renamed.size === 0) return part;
  const to = (name: string) => renamed.get(name) ?? name;
  const tables = [...renamed].map(([name, fresh]): [RegExp, string] => [
    new RegExp(`\\b${own[name]?.table ?? plural(name)}\\b`, 'g'),
    plural(fresh),
  ]);
  const inSql = <T>(value: T): T =>
    JSON.parse(tables.reduce((text, [table, fresh]) => text.replace(table, fresh), JSON.stringify(value)));
  const entities = Object.entries(part.entities ?? {}).map(([name, one]): [string, EntitySource] => [
    to(name),
    {
      ...one,
      ...(renamed.has(name) && one.table !== undefined ? { table: plural(to(name)) } : {}),
      ...(one.subtypeOf === undefined ? {} : { subtypeOf: to(one.subtypeOf) }),
      references: Object.fromEntries(
        Object.entries(one.references ?? {}).map(([role, written]) => [
          role,
          typeof written === 'string'
            ? written.replace(/^\s*[a-z0-9_]+/, (target) => to(target.trim()))
            : { ...written, to: to(written.to) },
        ]),
      ),
    },
  ]);
  return {
    ...part,
    entities: Object.fromEntries(entities),
    invariants: (part.invariants ?? []).map((one) => {
      const moved = { ...one, entity: to(one.entity) };
      if (moved.kind === 'running-total') return { ...moved, into: to(moved.into) };
      return moved.kind === 'native' ? { ...moved, dialects: inSql(moved.dialects) } : moved;
    }),
    access: (part.access ?? []).map((one) => ({
      ...one,
      entity: to(one.entity),
      ...(one.sql === undefined ? {} : { sql: inSql(one.sql) }),
    })),
    summaries: inSql(part.summaries ?? []),
    fixture: inSql(part.fixture ?? []),
    scenarios: inSql(part.scenarios ?? []),
    native: inSql(part.native ?? {}),
  };
}
