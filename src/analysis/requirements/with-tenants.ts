import { columnsOf } from '#analysis/logical-model/entity-columns.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { shortenModel } from '#analysis/logical-model/shorten-model.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import type { Reference } from '#vocabulary/logical-attribute.ts';
import type { Entity, LogicalModel, ModelSource, UniqueRule } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { renameRole } from './rename-role.ts';
import { withTenantRows } from './tenant-rows.ts';
import { summaryPerTenant } from './tenant-summary.ts';
import { answeredByTenants, isSharedByTenants, tenantDecisions, tenantQuestions } from './tenant-words.ts';

/**
 * The model with everything in it inside a tenant: each row says whose it is, what refers to another row agrees with it
 * on the tenant, and what was unique, or one at a time, is so for each tenant. `outside`: entities that are left as they
 * are, since they were made for tenants already. A model that has no tenant, or cannot be read, is given back as it is.
 */
export function withTenants(source: ModelSource, outside: ReadonlySet<string>): ModelSource {
  const { model: read } = expandModel(source);
  if (read?.entities['tenant'] === undefined) return source;
  const model = withOtherTenantsRenamed(read);
  const inside = insideOf(model, outside);
  if (inside.size === 0) return source;
  const carriers = new Set([...inside, ...carriersOf(model)]);
  const entities = Object.fromEntries(
    Object.entries(model.entities).map(([name, entity]) => [
      name,
      inside.has(name) ? tenanted(name, entity, model, carriers) : name === 'user' ? ofNoTenant(entity) : entity,
    ]),
  );
  const placed: LogicalModel = {
    ...model,
    entities,
    invariants: model.invariants.map((one) =>
      inside.has(one.entity) ? invariantPerTenant(one, model, carriers) : one,
    ),
    access: model.access.map((one) => {
      const isFound =
        one.sql !== undefined || !inside.has(one.entity) || isOfTenant(one.entity, one.by, model, carriers);
      const isSecret = one.by.some((name) => isSecretKey(name, model.entities[one.entity]));
      return isFound || isSecret ? one : { ...one, by: ['tenant', ...one.by] };
    }),
    summaries: model.summaries.map((one) =>
      summaryPerTenant(one, new Set([...inside].map((name) => tableName(model, name)))),
    ),
    decisions: [...model.decisions, ...tenantDecisions],
    questions: [
      ...model.questions.filter(({ question }) => !answeredByTenants.has(question)),
      ...tenantQuestions(placedNames(model, inside, outside)),
    ],
  };
  return shortenModel(withTenantRows(model, placed, inside));
}

function placedNames(model: LogicalModel, inside: ReadonlySet<string>, outside: ReadonlySet<string>) {
  const others = Object.keys(model.entities).filter((name) => !inside.has(name) && !outside.has(name));
  return { inside: [...inside], shared: others.filter((name) => name !== 'tenant' && name !== 'user') };
}

/** The tenant of a lease is a person: it is called what it is. */
function withOtherTenantsRenamed(model: LogicalModel): LogicalModel {
  return Object.entries(model.entities).reduce((before, [name, { references, attributes }]) => {
    const to = references['tenant']?.to;
    if (to === undefined || to === 'tenant') return before;
    const isFree = references[to] === undefined && attributes[to] === undefined;
    return renameRole(before, name, 'tenant', isFree ? to : `tenant_${to}`);
  }, model);
}

/** What has a tenant already. */
function carriersOf({ entities }: LogicalModel): readonly string[] {
  return Object.entries(entities).flatMap(([name, { references }]) =>
    Object.values(references).some(({ to, optional }) => to === 'tenant' && !optional) && 'tenant' in references
      ? [name]
      : [],
  );
}

/** All but the tenants, the people, what was made for tenants and what is true for all of them: units, exchange rates. */
function insideOf(model: LogicalModel, outside: ReadonlySet<string>): ReadonlySet<string> {
  const isOutside = (name: string, entity: Entity) =>
    name === 'tenant' ||
    name === 'user' ||
    outside.has(name) ||
    (isSharedByTenants(name) &&
      Object.values(entity.references).every(({ to }) => to === name || isSharedByTenants(to)));
  return new Set(Object.entries(model.entities).flatMap(([name, entity]) => (isOutside(name, entity) ? [] : [name])));
}

function tenanted(name: string, entity: Entity, model: LogicalModel, carriers: ReadonlySet<string>): Entity {
  const { tenant: _, ...others } = entity.references;
  const references = Object.entries(others).map(([role, one]): [string, Reference] => {
    const isOwn = isOfTenant(name, [role], model, carriers);
    return [role, isOwn ? agreeing(name, role, one, model, carriers) : { ...one, unique: false }];
  });
  const attributes = Object.entries(entity.attributes).map(([attribute, one]) => [
    attribute,
    one.unique && !isSecretKey(attribute, entity) ? { ...one, unique: false } : one,
  ]);
  // Where it may be absent nothing but what is there is unique: said so, since two NULLs look like a gap.
  const rule = (one: string, optional: boolean): UniqueRule => ({
    of: ['tenant', one],
    nullsEqual: false,
    ...(optional ? { where: `${columnsOf(model, name, one)[0] ?? one} IS NOT NULL` } : {}),
  });
  const loosened = [
    ...Object.entries(entity.references).flatMap(([role, { unique, optional }]) =>
      unique && !isOfTenant(name, [role], model, carriers) ? [rule(role, optional)] : [],
    ),
    ...Object.entries(entity.attributes).flatMap(([attribute, { unique, optional }]) =>
      unique && !isSecretKey(attribute, entity) ? [rule(attribute, optional)] : [],
    ),
  ];
  return {
    ...entity,
    ...(hasWiderKey(name, model, carriers) ? { key: ['tenant', ...(entity.key ?? [])] } : {}),
    references: {
      tenant: { to: 'tenant', optional: false, unique: false, onDelete: 'restrict', agree: [] },
      ...Object.fromEntries(references),
    },
    attributes: Object.fromEntries(attributes),
    unique: [
      ...loosened,
      ...entity.unique.map((one) =>
        isOfTenant(name, required(name, one.of, model), model, carriers) ? one : { ...one, of: ['tenant', ...one.of] },
      ),
    ],
  };
}

/** "Each salon has its own clients": a person may be the client of several; where they belong to one they are members. */
function ofNoTenant(entity: Entity): Entity {
  const { tenant: _, ...references } = entity.references;
  return { ...entity, references };
}

/** A reference to what is inside a tenant: the same one. */
function agreeing(
  name: string,
  role: string,
  one: Reference,
  model: LogicalModel,
  carriers: ReadonlySet<string>,
): Reference {
  // SET NULL would take the tenant away too.
  if (one.onDelete === 'set-null') return one;
  if (!hasWiderKey(one.to, model, carriers)) return { ...one, agree: [...one.agree, 'tenant'] };
  return { ...one, columns: ['tenant_id', ...columnsOf(model, name, role)] };
}

/** A key of people and words alone (the profile of a user) is one in each tenant. */
function hasWiderKey(name: string, model: LogicalModel, carriers: ReadonlySet<string>): boolean {
  const key = model.entities[name]?.key;
  return key !== undefined && key.length > 0 && carriers.has(name) && !isOfTenant(name, key, model, carriers);
}

/** Those that every row has: what may be absent tells of no tenant. */
function required(name: string, names: readonly string[], model: LogicalModel): readonly string[] {
  return names.filter((one) => model.entities[name]?.references[one]?.optional !== true);
}

/** One of these refers to what is inside a tenant, so that they are of one tenant. */
function isOfTenant(
  name: string,
  names: readonly string[],
  model: LogicalModel,
  carriers: ReadonlySet<string>,
): boolean {
  return names.some((one) => {
    const to = model.entities[name]?.references[one]?.to;
    return one === 'tenant' || one === 'id' || (to !== undefined && carriers.has(to));
  });
}

/** By a secret its row is found before anybody knows of which tenant it is. */
function isSecretKey(name: string, entity: Entity | undefined): boolean {
  const attribute = entity?.attributes[name];
  if (attribute === undefined || !attribute.unique) return false;
  return attribute.domain === 'hash' || (attribute.domain === 'token' && /(?:^|_)token$/.test(name));
}

function invariantPerTenant(one: Invariant, model: LogicalModel, carriers: ReadonlySet<string>): Invariant {
  switch (one.kind) {
    case 'only-one':
    case 'no-overlap':
      return isOfTenant(one.entity, required(one.entity, one.per, model), model, carriers)
        ? one
        : { ...one, per: ['tenant', ...one.per] };
    case 'running-total':
      return carriers.has(one.into) ? { ...one, match: { tenant: 'tenant', ...one.match } } : one;
    default:
      return one;
  }
}
