import type { Site } from '#analysis/physical-design/dialect.ts';

/** What the reads of an entity and its size say about how its rows should lie. */
export interface Layout {
  /** In five years; undefined where nobody said. */
  readonly rows: number | undefined;
  /** Days after which rows go. */
  readonly keepDays: number | undefined;
  /** The column of time by which it is read or divided. */
  readonly time: { readonly column: string; readonly isDay: boolean } | undefined;
  /** Columns that reads compare, the most asked for first; never its own key. */
  readonly asked: readonly string[];
  /** The reference that it is joined by most. */
  readonly joined: string | undefined;
  /** Names of the reads behind it. */
  readonly serves: readonly string[];
}

export function layoutOf(entity: string, site: Site): Layout {
  const one = site.model.entities[entity];
  const patterns = site.model.access.filter((pattern) => pattern.entity === entity && pattern.sql === undefined);
  const key = site.keyOf(entity);
  const weights = new Map<string, number>();
  for (const { by, perSecond = 1 } of patterns) {
    for (const column of by.flatMap((name) => site.columnsOf(entity, name))) {
      if (key.length === 1 && key[0] === column) continue;
      weights.set(column, (weights.get(column) ?? 0) + perSecond);
    }
  }
  const asked = [...weights].sort((a, b) => b[1] - a[1]).map(([column]) => column);
  const references = Object.keys(one?.references ?? {}).flatMap((role) => site.columnsOf(entity, role));
  const ranged = patterns.flatMap(({ range }) => (range === undefined ? [] : [range]));
  const { rows = 0, perYear = 0, keepDays } = one?.volume ?? {};
  return {
    rows: one?.volume === undefined ? undefined : rows + 5 * perYear,
    keepDays,
    time: timeOf(entity, [...(one?.partitionBy === undefined ? [] : [one.partitionBy]), ...ranged], site),
    asked,
    joined: asked.find((column) => references.includes(column)) ?? references[0],
    serves: patterns.map(({ name }) => name),
  };
}

function timeOf(entity: string, wanted: readonly string[], site: Site): Layout['time'] {
  const one = site.model.entities[entity];
  for (const name of [...wanted, 'created_at']) {
    const domain = one?.attributes[name]?.domain;
    if (domain === 'moment' || domain === 'date') return { column: name, isDay: domain === 'date' };
    if (name === 'created_at' && domain === undefined && one !== undefined && one.timestamps !== 'none')
      return { column: name, isDay: false };
  }
  return undefined;
}
