import { tableName } from '#analysis/logical-model/table-name.ts';
import { withStatements } from '#analysis/model-statements/part-statements.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';

/** A reference under another name, wherever the model speaks of it: the tenant of a lease is no tenant of the software. */
export function renameRole(model: LogicalModel, entity: string, from: string, to: string): LogicalModel {
  const name = (one: string) => (one === from ? to : one);
  const ordered = (one: string) => (one === `-${from}` ? `-${to}` : name(one));
  const entities = Object.entries(model.entities).map(([key, one]): [string, Entity] => [
    key,
    key === entity ? renamed(one, from, to) : one,
  ]);
  const table = tableName(model, entity);
  const speaksOfIt = new RegExp(`^\\s*(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM)\\s+${table}\\b`, 'i');
  const column = new RegExp(`\\b${from}_id\\b`, 'g');
  const { fixture, scenarios } = withStatements(
    { fixture: model.fixture, scenarios: [...model.scenarios] },
    (statement) => (speaksOfIt.test(statement) ? statement.replace(column, `${to}_id`) : statement),
  );
  return {
    ...model,
    entities: Object.fromEntries(entities),
    invariants: model.invariants.map((one) => (one.entity === entity ? renamedRule(one, name) : one)),
    access: model.access.map((one) =>
      one.entity === entity
        ? {
            ...one,
            by: one.by.map(name),
            order: one.order.map(ordered),
            ...(one.reads === undefined ? {} : { reads: one.reads.map(name) }),
          }
        : one,
    ),
    fixture,
    scenarios,
  };
}

function renamed(entity: Entity, from: string, to: string): Entity {
  const name = (one: string) => (one === from ? to : one);
  const references = Object.entries(entity.references).map(([role, one]) => [
    name(role),
    { ...one, agree: one.agree.map(name) },
  ]);
  return {
    ...entity,
    references: Object.fromEntries(references),
    ...(entity.key === undefined ? {} : { key: entity.key.map(name) }),
    unique: entity.unique.map((one) => ({ ...one, of: one.of.map(name) })),
    checks: entity.checks.map((one) => ({ ...one, sql: one.sql.replaceAll(`${from}_id`, `${to}_id`) })),
  };
}

function renamedRule(rule: Invariant, name: (one: string) => string): Invariant {
  switch (rule.kind) {
    case 'only-one':
    case 'no-overlap':
      return { ...rule, per: rule.per.map(name) };
    case 'exactly-one':
      return { ...rule, of: rule.of.map(name) };
    case 'immutable':
      return rule.attributes === undefined ? rule : { ...rule, attributes: rule.attributes.map(name) };
    case 'acyclic':
      return { ...rule, parent: name(rule.parent) };
    case 'only-while':
      return { ...rule, reference: name(rule.reference) };
    case 'sum-at-most':
    case 'count-at-most':
    case 'balanced':
    case 'at-least-one':
      return { ...rule, per: name(rule.per) };
    default:
      return rule;
  }
}
