import { columnsOf } from '#analysis/logical-model/entity-columns.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import { mapModelSql } from '#engines/sql/design/map-model.ts';
import type { Attribute } from '#vocabulary/logical-attribute.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { scaledCondition, scaledStatement, shifted } from './scaled-sql.ts';

/**
 * The model with its money in whole numbers of the smallest unit: 80.00 becomes 8000, in bounds, presets, conditions,
 * and in the statements of its scenarios. SQLite has no exact decimals, and whole numbers add up exactly.
 */
export function minorUnits(model: LogicalModel): { readonly model: LogicalModel; readonly decimals: number } {
  const scales = Object.values(model.entities).flatMap(({ attributes }) =>
    Object.values(attributes).flatMap((one) => (one.domain === 'money' ? [scaleOf(one)] : [])),
  );
  if (scales.length === 0) return { model, decimals: 0 };
  const decimals = Math.max(...scales);
  const moneyOf = (entity: string) =>
    Object.entries(model.entities[entity]?.attributes ?? {}).flatMap(([name, { domain }]) =>
      domain === 'money' ? [name] : [],
    );
  const moneyIn = (table: string) => {
    const entity = Object.keys(model.entities).find((name) => tableName(model, name) === table);
    return entity === undefined ? undefined : moneyOf(entity);
  };
  const scaled = mapModelSql(model, (sql, entity) => scaledCondition(sql, moneyOf(entity), decimals));
  const statement = (sql: string) => scaledStatement(sql, moneyIn, decimals);
  const statements = (sql: string | string[]) => (typeof sql === 'string' ? statement(sql) : sql.map(statement));
  return {
    decimals,
    model: {
      ...scaled,
      entities: Object.fromEntries(
        Object.entries(scaled.entities).map(([name, entity]) => [name, scaledEntity(entity, decimals)]),
      ),
      invariants: scaled.invariants.map((rule) => scaledRule(rule, model, decimals)),
      fixture: scaled.fixture.map(statement),
      scenarios: scaled.scenarios.map((scenario) => ({
        ...scenario,
        given: scenario.given.map(statement),
        ...(scenario.refuse === undefined ? {} : { refuse: statements(scenario.refuse) }),
        ...(scenario.accept === undefined ? {} : { accept: statements(scenario.accept) }),
        ...(scenario.race === undefined
          ? {}
          : { race: [statements(scenario.race[0]), statements(scenario.race[1])] as const }),
      })) as LogicalModel['scenarios'],
    },
  };
}

function scaleOf({ precision, scale = 0 }: Attribute): number {
  return precision === undefined ? 2 : scale;
}

function scaledEntity(entity: Entity, decimals: number): Entity {
  return {
    ...entity,
    attributes: Object.fromEntries(
      Object.entries(entity.attributes).map(([name, one]) => [
        name,
        one.domain === 'money' ? scaledAttribute(one, entity, decimals) : one,
      ]),
    ),
  };
}

function scaledAttribute(attribute: Attribute, entity: Entity, decimals: number): Attribute {
  const { default: value, generated } = attribute;
  const bounds = (['min', 'max', 'above', 'below'] as const).flatMap((bound) => {
    const given = attribute[bound];
    return given === undefined ? [] : [[bound, Number(shifted(String(given), decimals))] as const];
  });
  return {
    ...attribute,
    ...Object.fromEntries(bounds),
    ...(typeof value === 'number' ? { default: Number(shifted(String(value), decimals)) } : {}),
    ...(generated === undefined || !hasFractions(generated, entity)
      ? {}
      : { generated: `CAST(round(${generated}) AS INTEGER)` }),
  };
}

/** Something in it is no whole number, and neither may the result be. */
function hasFractions(sql: string, { attributes }: Entity): boolean {
  const isReal = ({ domain }: Attribute) =>
    ['decimal', 'quantity', 'percent', 'rate', 'latitude', 'longitude'].includes(domain);
  return /\/|\d\.\d/.test(sql) || Object.entries(attributes).some(([name, one]) => isReal(one) && sql.includes(name));
}

function scaledRule(rule: Invariant, model: LogicalModel, decimals: number): Invariant {
  if (rule.kind !== 'running-total' || rule.min === undefined) return rule;
  const [column = ''] = columnsOf(model, rule.into, rule.attribute);
  const isMoney = model.entities[rule.into]?.attributes[column]?.domain === 'money';
  return isMoney ? { ...rule, min: Number(shifted(String(rule.min), decimals)) } : rule;
}
