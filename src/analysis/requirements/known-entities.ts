import type { ModelPart } from '#analysis/domains/domain.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';

/** The entities that the chosen domains bring, and the words by which people call them. */
export interface KnownEntities {
  readonly entities: Readonly<Record<string, EntitySource>>;
  /** Other word -> entity. */
  readonly synonyms: ReadonlyMap<string, string>;
}

export function knownEntities(
  parts: readonly ModelPart[],
  synonyms: readonly Readonly<Record<string, readonly string[]>>[],
): KnownEntities {
  const entities: Record<string, EntitySource> = {};
  for (const part of parts) {
    for (const [name, entity] of Object.entries(part.entities ?? {})) {
      const there = entities[name];
      entities[name] =
        there === undefined
          ? entity
          : {
              ...entity,
              ...there,
              attributes: { ...entity.attributes, ...there.attributes },
              references: { ...entity.references, ...there.references },
            };
    }
  }
  const others = synonyms.flatMap((one) =>
    Object.entries(one).flatMap(([entity, words]) =>
      entities[entity] === undefined
        ? []
        : words.map((word): [string, string] => [word.replaceAll(/[ -]+/g, '_'), entity]),
    ),
  );
  return { entities, synonyms: new Map(others.filter(([word]) => entities[word] === undefined)) };
}
