import type { Dialect, Routine, Site } from './dialect.ts';
import { treeReads } from './tree-reads.ts';

/** Why there are functions and procedures; where the dialect has none, what to send instead. */
export function routineDecisions(
  site: Site,
  dialect: Dialect,
  routines: readonly Routine[],
): readonly { readonly what: string; readonly why: string }[] {
  if (site.model.imported !== undefined) return [];
  const trees = treeReads(site, dialect);
  const [first] = trees;
  const names = routines.map(({ object }) => object.name);
  const reading = names.filter((name) => trees.some((tree) => tree.name === name));
  const keeping = names.filter((name) => !reading.includes(name));
  return [
    ...(reading.length === 0
      ? []
      : [
          {
            what: `Trees are read by ${list(reading)}, with the key of a row.`,
            why: 'Every application needs the rows below a row and the way up to the first, and each would write its own recursive query; a rule keeps circles away, so these end.',
          },
        ]),
    ...(first === undefined || reading.length > 0
      ? []
      : [
          {
            what: `Trees are read by a query of the application: ${first.sql(dialect.parameter(1)).replaceAll(/\s+/g, ' ')}`,
            why: `${dialect.name} is asked to hold no routines. A rule keeps circles away, so it ends.`,
          },
        ]),
    ...(keeping.length === 0
      ? []
      : [
          {
            what: `A job calls ${list(keeping)} each night, as the role that owns the tables.`,
            why: 'The parts that are made with the tables last for three months; without new ones every row would fall into the default part, which nothing can be dropped from at once.',
          },
        ]),
  ];
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
