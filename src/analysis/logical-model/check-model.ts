import { nearestName } from '#analysis/nearest-name.ts';
import type { Domain } from '#vocabulary/logical-attribute.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { columnsOf } from './entity-columns.ts';
import type { ModelFault } from './model-fault.ts';
import { tableName } from './table-name.ts';

/** Everything in a model that no schema could be made of. Empty: it can be designed. */
export function checkModel(model: LogicalModel): readonly ModelFault[] {
  const dangling = [...danglingNames(model)];
  // What follows walks from entity to entity, which needs every name to lead somewhere.
  if (dangling.length > 0) return dangling;
  const circles = [...circularKeys(model)];
  if (circles.length > 0) return circles;
  return [
    ...sharedTables(model),
    // Tables that are there already have found a way to their first row.
    ...(model.imported === undefined ? mandatoryCircles(model) : []),
    ...Object.entries(model.entities).flatMap(([name, entity]) => [...entityFaults(model, name, entity)]),
    ...model.invariants.flatMap((one, index) => [...invariantFaults(model, one, ['invariants', index])]),
    ...model.access.flatMap((one, index) =>
      one.sql !== undefined
        ? []
        : [
            ...unknownNames(model, one.entity, ['access', index], {
              by: one.by,
              range: one.range === undefined ? [] : [one.range],
              search: one.search === undefined ? [] : [one.search],
              order: one.order.map((name) => name.replace(/^-/, '')),
              reads: one.reads ?? [],
            }),
          ],
    ),
  ];
}

function* danglingNames(model: LogicalModel): Iterable<ModelFault> {
  const names = Object.keys(model.entities);
  const unknown = (path: ModelFault['path'], name: string): ModelFault => {
    const near = nearestName(name, names);
    return {
      path,
      message: `There is no entity "${name}".`,
      hint: near === undefined ? `Entities: ${names.slice(0, 20).join(', ')}.` : `Did you mean ${near}?`,
    };
  };
  for (const [name, entity] of Object.entries(model.entities)) {
    for (const [role, { to }] of Object.entries(entity.references)) {
      if (model.entities[to] === undefined) yield unknown(['entities', name, 'references', role], to);
    }
    const { subtypeOf } = entity;
    if (subtypeOf !== undefined && model.entities[subtypeOf] === undefined) {
      yield unknown(['entities', name, 'subtypeOf'], subtypeOf);
    }
  }
  for (const [index, one] of model.access.entries()) {
    if (model.entities[one.entity] === undefined) yield unknown(['access', index, 'entity'], one.entity);
  }
  for (const [index, one] of model.invariants.entries()) {
    if (model.entities[one.entity] === undefined) yield unknown(['invariants', index, 'entity'], one.entity);
    if (one.kind === 'running-total' && model.entities[one.into] === undefined) {
      yield unknown(['invariants', index, 'into'], one.into);
    }
  }
}

/** Keys that are made of each other, which no row could ever have. */
function* circularKeys(model: LogicalModel): Iterable<ModelFault> {
  const next = (name: string) => {
    const entity = model.entities[name];
    if (entity === undefined) return [];
    if (entity.key === undefined) return entity.subtypeOf === undefined ? [] : [entity.subtypeOf];
    return entity.key.flatMap((one) => entity.references[one]?.to ?? []);
  };
  for (const circle of circles(Object.keys(model.entities), next)) {
    yield {
      path: ['entities', circle[0] ?? '', 'key'],
      message: `The keys of ${circle.join(', ')} are made of each other, so none of them can ever have a row.`,
      hint: 'Give one of them a key of its own.',
    };
  }
}

/** Entities of which each must have the other first. */
function* mandatoryCircles(model: LogicalModel): Iterable<ModelFault> {
  const next = (name: string) =>
    Object.values(model.entities[name]?.references ?? {}).flatMap(({ to, optional }) => (optional ? [] : [to]));
  for (const circle of circles(Object.keys(model.entities), next)) {
    const [first = '', second = first] = circle;
    const role = Object.entries(model.entities[first]?.references ?? {}).find(
      ([, { to, optional }]) => to === second && !optional,
    );
    yield {
      path: ['entities', first, 'references', role?.[0] ?? ''],
      message:
        circle.length === 1
          ? `Each ${first} needs another ${first} first, so there can never be one.`
          : `${circle.join(', ')} need each other: no first row of them can be written.`,
      hint: `Make one of these references optional: "${role?.[0] ?? second}: ${second}?".`,
    };
  }
}

/** Each circle once, beginning with its first name in the order given. */
function circles(names: readonly string[], next: (name: string) => readonly string[]): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const done = new Set<string>();
  const walk = (name: string, trail: readonly string[]) => {
    const at = trail.indexOf(name);
    if (at >= 0) {
      found.push(trail.slice(at));
      return;
    }
    if (done.has(name)) return;
    for (const one of next(name)) walk(one, [...trail, name]);
    done.add(name);
  };
  for (const name of names) walk(name, []);
  return found;
}

function* sharedTables(model: LogicalModel): Iterable<ModelFault> {
  const owners = new Map<string, string>();
  for (const name of Object.keys(model.entities)) {
    const table = tableName(model, name);
    const owner = owners.get(table);
    if (owner !== undefined) {
      yield {
        path: ['entities', name],
        message: `${owner} and ${name} would both be the table ${table}.`,
        hint: 'Name the table of one of them: "table: other_name".',
      };
    }
    owners.set(table, name);
  }
}

function* entityFaults(model: LogicalModel, name: string, entity: Entity): Iterable<ModelFault> {
  const path = ['entities', name];
  for (const role of Object.keys(entity.references)) {
    const twice = columnsOf(model, name, role).filter((column) => entity.attributes[column] !== undefined);
    if (entity.references[role]?.columns === undefined && twice.length > 0) {
      yield {
        path: [...path, 'references', role],
        message: `The column ${twice.join(', ')} would be there twice: as an attribute and for the reference ${role}.`,
        hint: 'Remove the attribute: a reference brings its column.',
      };
    }
  }
  for (const [attribute, { values, default: value }] of Object.entries(entity.attributes)) {
    if (values !== undefined && typeof value === 'string' && !values.includes(value)) {
      yield {
        path: [...path, 'attributes', attribute],
        message: `The default "${value}" of ${name}.${attribute} is none of its values: ${values.join(', ')}.`,
      };
    }
  }
  yield* unknownNames(model, name, path, {
    key: entity.key ?? [],
    partitionBy: entity.partitionBy === undefined ? [] : [entity.partitionBy],
    unique: entity.unique.flatMap(({ of }) => of),
    agree: Object.values(entity.references).flatMap(({ agree }) => agree),
  });
  for (const [role, { to, agree }] of Object.entries(entity.references)) {
    yield* unknownNames(model, to, [...path, 'references', role], { agree });
  }
}

function* invariantFaults(model: LogicalModel, one: Invariant, path: ModelFault['path']): Iterable<ModelFault> {
  const own = (names: Readonly<Record<string, readonly string[]>>) => unknownNames(model, one.entity, path, names);
  const parentOf = (role: string) => model.entities[one.entity]?.references[role]?.to;
  switch (one.kind) {
    case 'transitions': {
      const values = model.entities[one.entity]?.attributes[one.attribute]?.values;
      yield* own({ attribute: [one.attribute] });
      const named = [...Object.entries(one.allowed).flatMap(([from, to]) => [from, ...to]), ...(one.start ?? [])];
      const strange = named.find((value) => values !== undefined && !values.includes(value));
      if (strange !== undefined) {
        yield { path, message: `"${strange}" is no state of ${one.entity}.${one.attribute}: ${values?.join(', ')}.` };
      }
      return;
    }
    case 'no-overlap':
      return yield* own({ per: one.per, from: [one.from], to: [one.to] });
    case 'only-one':
      return yield* own({ per: one.per });
    case 'sum-at-most':
    case 'count-at-most':
    case 'balanced':
    case 'at-least-one': {
      yield* own({ per: [one.per], ...('sum' in one ? { sum: [one.sum] } : {}) });
      const parent = parentOf(one.per);
      if (parent === undefined)
        yield { path: [...path, 'per'], message: `"${one.per}" is no reference of ${one.entity}.` };
      else if ('limit' in one && typeof one.limit === 'string') {
        yield* unknownNames(model, parent, path, { limit: [one.limit] });
      }
      return;
    }
    case 'running-total':
      yield* own({ sum: [one.sum], match: Object.values(one.match) });
      return yield* unknownNames(model, one.into, path, { attribute: [one.attribute], match: Object.keys(one.match) });
    case 'only-grows': {
      const domain = model.entities[one.entity]?.attributes[one.attribute]?.domain;
      if (domain !== undefined && !growing.has(domain))
        yield { path, message: `${one.entity}.${one.attribute} is neither a number nor a moment: it cannot grow.` };
      return yield* own({ attribute: [one.attribute] });
    }
    case 'immutable':
      return yield* own({ attributes: one.attributes ?? [] });
    case 'acyclic':
    case 'only-while': {
      const role = one.kind === 'acyclic' ? one.parent : one.reference;
      if (parentOf(role) === undefined) yield { path, message: `"${role}" is no reference of ${one.entity}.` };
      return;
    }
    case 'exactly-one':
      return yield* own({ of: one.of });
    case 'native':
      return;
  }
}

function* unknownNames(
  model: LogicalModel,
  entity: string,
  path: ModelFault['path'],
  names: Readonly<Record<string, readonly string[]>>,
): Iterable<ModelFault> {
  const one = model.entities[entity];
  if (one === undefined) return;
  const known = [...Object.keys(one.references), ...Object.keys(one.attributes)];
  for (const [field, list] of Object.entries(names)) {
    for (const name of list) {
      if (columnsOf(model, entity, name).length > 0) continue;
      const near = nearestName(name, known);
      yield {
        path: [...path, field],
        message: `${entity} has no attribute or reference "${name}".`,
        hint: near === undefined ? `It has ${known.join(', ')}.` : `Did you mean ${near}?`,
      };
    }
  }
}

/** Domains of which one value is more than another. */
const growing: ReadonlySet<Domain> = new Set([
  'count',
  'integer',
  'decimal',
  'quantity',
  'money',
  'percent',
  'rate',
  'rating',
  'bytes',
  'moment',
  'date',
  'time',
  'duration',
  'year',
  'native',
]);
