import type { ModelPart } from '#analysis/domains/domain.ts';
import { plural } from '#analysis/plural.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';

/** Of all that stands by itself: links, kinds of something and what never changes go with what they belong to. */
export function softDeleteOf(parts: readonly ModelPart[]): ModelPart {
  const entities = parts.flatMap((part) => Object.entries(part.entities ?? {}));
  const rules = parts.flatMap(({ invariants = [] }) => invariants);
  const bound = new Set([
    ...entities.flatMap(([name, { key, subtypeOf, appendOnly }]) =>
      key !== undefined || subtypeOf !== undefined || appendOnly === true ? [name] : [],
    ),
    ...rules.flatMap((rule) => (rule.kind === 'immutable' || rule.kind === 'running-total' ? [rule.entity] : [])),
  ]);
  const names = entities.map(([name]) => name).filter((name) => !bound.has(name));
  return { entities: Object.fromEntries(names.map((name) => [name, { softDelete: true }])) };
}

/**
 * Statements that a domain wrote itself for rows that nobody marks as deleted, where they are marked now: they leave out
 * the marked ones, as those that are made do, so that the same indexes serve them.
 */
export function readLivingOnly(model: ModelSource): ModelSource {
  const marked = Object.entries(model.entities).flatMap(([name, { softDelete, table }]) =>
    softDelete ? [table ?? plural(name)] : [],
  );
  if (marked.length === 0 || model.access === undefined) return model;
  return {
    ...model,
    access: model.access.map((one) => (one.sql === undefined ? one : { ...one, sql: ofLiving(one.sql, marked) })),
  };
}

function ofLiving(sql: string, marked: readonly string[]): string {
  // With an outer join, an OR or a query inside, a condition more would mean something else.
  const isPlain = (sql.match(/\bWHERE\b/gi) ?? []).length === 1 && !/\b(?:LEFT|RIGHT|FULL|OR|UNION)\b/i.test(sql);
  if (!isPlain) return sql;
  const conditions = [...sql.matchAll(/\b(?:FROM|JOIN)\s+([a-z0-9_]+)\s+AS\s+([a-z0-9_]+)/gi)].flatMap(
    ([, table = '', alias = '']) =>
      marked.includes(table) && !sql.includes(`${alias}.deleted_at`) ? [`${alias}.deleted_at IS NULL AND `] : [],
  );
  return sql.replace(/\bWHERE\s+/i, (where) => `${where}${conditions.join('')}`);
}
