import type { EntitySource, ModelSource } from '#vocabulary/logical-model.ts';
import type { ModelPart } from './domain.ts';

/**
 * One model of several parts. Of two that describe the same attribute the first is right; lists are joined, without
 * what is there already.
 */
export function mergeParts(name: string, parts: readonly ModelPart[]): ModelSource {
  const entities: Record<string, EntitySource> = {};
  for (const part of parts) {
    for (const [entity, one] of Object.entries(part.entities ?? {})) {
      const known = entities[entity];
      entities[entity] = known === undefined ? one : mergeEntities(known, one);
    }
  }
  const joined = <
    K extends 'invariants' | 'access' | 'summaries' | 'decisions' | 'questions' | 'fixture' | 'scenarios',
  >(
    field: K,
  ) => distinct(parts.flatMap((part): readonly unknown[] => part[field] ?? [])) as NonNullable<ModelSource[K]>;
  const keys = parts.find((part) => part.keys !== undefined)?.keys;
  const description = parts.find((part) => part.description !== undefined)?.description;
  const dialects = [...new Set(parts.flatMap((part) => Object.keys(part.native ?? {})))];
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(keys === undefined ? {} : { keys }),
    entities,
    invariants: joined('invariants'),
    access: joined('access'),
    summaries: joined('summaries'),
    decisions: joined('decisions'),
    questions: joined('questions'),
    fixture: joined('fixture'),
    scenarios: joined('scenarios'),
    native: Object.fromEntries(
      dialects.map((dialect) => [dialect, distinct(parts.flatMap((part) => part.native?.[dialect] ?? []))]),
    ),
  };
}

function mergeEntities(one: EntitySource, other: EntitySource): EntitySource {
  return {
    ...other,
    ...one,
    references: order(one.references, other.references),
    attributes: order(one.attributes, other.attributes),
    unique: distinct([...(one.unique ?? []), ...(other.unique ?? [])]),
    checks: distinct([...(one.checks ?? []), ...(other.checks ?? [])]),
  };
}

/** What the first says stands first, and is right where both speak. */
function order<T>(
  first: Readonly<Record<string, T>> = {},
  second: Readonly<Record<string, T>> = {},
): Record<string, T> {
  return { ...first, ...Object.fromEntries(Object.entries(second).filter(([name]) => first[name] === undefined)) };
}

function distinct<T>(list: readonly T[]): T[] {
  const seen = new Set<string>();
  return list.filter((one) => {
    const text = JSON.stringify(one);
    return !seen.has(text) && seen.add(text);
  });
}
