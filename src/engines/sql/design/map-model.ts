import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';

/** Changes each piece of SQL in a model; it is told whose columns the piece names. Statements of its own stay. */
export function mapModelSql(model: LogicalModel, change: (sql: string, entity: string) => string): LogicalModel {
  const maybe = (sql: string | undefined, entity: string) => (sql === undefined ? undefined : change(sql, entity));
  return {
    ...model,
    entities: Object.fromEntries(
      Object.entries(model.entities).map(([name, entity]) => [name, mapEntity(name, entity, change)]),
    ),
    invariants: model.invariants.map((rule) => mapRule(rule, model, maybe)),
    access: model.access.map((pattern) =>
      pattern.where === undefined ? pattern : { ...pattern, where: change(pattern.where, pattern.entity) },
    ),
  };
}

function mapEntity(name: string, entity: Entity, change: (sql: string, entity: string) => string): Entity {
  return {
    ...entity,
    unique: entity.unique.map((rule) =>
      rule.where === undefined ? rule : { ...rule, where: change(rule.where, name) },
    ),
    checks: entity.checks.map((rule) => ({ ...rule, sql: change(rule.sql, name) })),
    attributes: Object.fromEntries(
      Object.entries(entity.attributes).map(([attribute, one]) => [
        attribute,
        one.generated === undefined ? one : { ...one, generated: change(one.generated, name) },
      ]),
    ),
  };
}

function mapRule(
  rule: Invariant,
  { entities }: LogicalModel,
  maybe: (sql: string | undefined, entity: string) => string | undefined,
): Invariant {
  const parentOf = (role: string) => entities[rule.entity]?.references[role]?.to ?? rule.entity;
  switch (rule.kind) {
    case 'only-one':
      return { ...rule, where: maybe(rule.where, rule.entity) ?? '' };
    case 'no-overlap':
    case 'sum-at-most':
    case 'count-at-most':
      return { ...rule, where: maybe(rule.where, rule.entity) };
    case 'at-least-one':
      return { ...rule, when: maybe(rule.when, parentOf(rule.per)) };
    case 'immutable':
      return { ...rule, when: maybe(rule.when, rule.entity) };
    case 'only-while':
      return {
        ...rule,
        parent: maybe(rule.parent, parentOf(rule.reference)) ?? '',
        where: maybe(rule.where, rule.entity),
      };
    default:
      return rule;
  }
}
