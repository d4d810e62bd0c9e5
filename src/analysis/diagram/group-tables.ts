import { findCommunities, type Tie } from './find-communities.ts';

export interface TableLink {
  readonly from: number;
  readonly to: number;
}

/** More tables than this on one page are no longer taken in at a glance. */
const most = 24;
/** A page for fewer is not worth turning to. */
const fewest = 3;
/** In a large diagram such groups are joined to others too. */
const small = 6;

/**
 * Tables by index that so many others refer to that they tie everything to everything: users, tenants, currencies.
 * In a small diagram there are none: every line can be drawn.
 */
export function findHubs(tables: number, links: readonly TableLink[]): ReadonlySet<number> {
  const usual = links.length / tables;
  const bound = Math.max(8, Math.min(15, tables / 8), 3 * usual);
  const referring = Array.from({ length: tables }, () => new Set<number>());
  for (const { from, to } of links) if (from !== to) referring[to]?.add(from);
  if (tables < 12) return new Set();
  return new Set(referring.flatMap((all, table) => (all.size >= bound ? [table] : [])));
}

/**
 * The group of each table: communities of the foreign keys that do not lead to hubs, the large ones split, the tiny
 * ones joined to what they hang on. Tables that nothing ties go by their names, and at last together.
 */
export function groupTables(
  names: readonly string[],
  links: readonly TableLink[],
  hubs: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const ties = links
    .filter(({ from, to }) => from !== to && !hubs.has(to) && !hubs.has(from))
    .map(({ from, to }): Tie => ({ a: from, b: to, weight: 1 }));
  const homes = findCommunities(names.length, ties);
  const found = new Map<number, number[]>();
  for (const [table, home] of homes.entries()) {
    if (!hubs.has(table)) found.set(home, [...(found.get(home) ?? []), table]);
  }
  const groups = [...found.values()].flatMap((group) => (group.length > most ? split(group, ties, 1) : [group]));
  return withLoose(withHubs(joined(groups, ties, names.length > 2 * most ? small : fewest), links, hubs), names, hubs);
}

function split(group: readonly number[], ties: readonly Tie[], resolution: number): readonly number[][] {
  const place = new Map(group.map((table, at) => [table, at]));
  const inner = ties.flatMap(({ a, b, weight }) => {
    const [one, other] = [place.get(a), place.get(b)];
    return one === undefined || other === undefined ? [] : [{ a: one, b: other, weight }];
  });
  const homes = findCommunities(group.length, inner, resolution);
  const parts = new Map<number, number[]>();
  for (const [at, table] of group.entries()) {
    const home = homes[at] ?? 0;
    parts.set(home, [...(parts.get(home) ?? []), table]);
  }
  if (resolution > 10) return [...parts.values()];
  return [...parts.values()].flatMap((part) => (part.length > most ? split(part, ties, resolution * 1.3) : [part]));
}

/** Groups of fewer go to the group with which they have most to do, while it is not full. */
function joined(
  groups: readonly (readonly number[])[],
  ties: readonly Tie[],
  least: number,
): readonly (readonly number[])[] {
  const all = groups.map((group) => [...group]);
  const home = new Map(all.flatMap((group, at) => group.map((table): [number, number] => [table, at])));
  const smallFirst = all.map((_, at) => at).sort((a, b) => (all[a]?.length ?? 0) - (all[b]?.length ?? 0) || a - b);
  for (const at of smallFirst) {
    const group = all[at] ?? [];
    if (group.length === 0 || group.length >= least) continue;
    const shares = new Map<number, number>();
    for (const { a, b } of ties) {
      const [one, other] = [home.get(a), home.get(b)];
      const there = one === at ? other : other === at ? one : undefined;
      if (there !== undefined && there !== at && (all[there]?.length ?? 0) + group.length <= most) {
        shares.set(there, (shares.get(there) ?? 0) + 1);
      }
    }
    const [best] = [...shares].sort(([a, one], [b, other]) => other - one || a - b);
    const host = best === undefined ? undefined : all[best[0]];
    if (best === undefined || host === undefined) continue;
    for (const table of group.splice(0)) {
      host.push(table);
      home.set(table, best[0]);
    }
  }
  return all.filter((group) => group.length > 0);
}

/**
 * A hub stands with the group that has clearly more to do with it than others have; hubs of everybody stand together.
 * Elsewhere they are only named.
 */
function withHubs(
  groups: readonly (readonly number[])[],
  links: readonly TableLink[],
  hubs: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const all = groups.map((group) => [...group]);
  const tables = groups.flat().length + hubs.size;
  const everybodys: number[] = [];
  for (const hub of hubs) {
    const near = (group: ReadonlySet<number>) =>
      links.filter(({ from, to }) => (from === hub && group.has(to)) || (to === hub && group.has(from))).length;
    const usual = links.filter(({ from, to }) => (from === hub) !== (to === hub)).length / tables;
    const lifts = groups.map((group) => (group.length < fewest ? 0 : near(new Set(group)) / group.length / usual));
    const best = lifts.indexOf(Math.max(0, ...lifts));
    const host = (lifts[best] ?? 0) >= 1.5 ? all[best] : undefined;
    if (host === undefined) everybodys.push(hub);
    else host.push(hub);
  }
  return everybodys.length === 0 ? all : [...all, everybodys];
}

/** `user_settings`, which only a hub or nothing ties to anything, goes to `users`; the rest goes by names, at the end. */
function withLoose(
  groups: readonly (readonly number[])[],
  names: readonly string[],
  hubs: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const isLoose = (group: readonly number[]) => group.length < fewest && group.every((table) => !hubs.has(table));
  const whole = groups.filter((group) => !isLoose(group)).map((group) => [...group]);
  const rest: number[] = [];
  for (const table of groups.filter(isLoose).flat()) {
    const host = whole.find(
      (group) =>
        group.length < most &&
        group.some((other) => hubs.has(other) && stem(names[table]) === stem(names[other], true)),
    );
    if (host === undefined) rest.push(table);
    else host.push(table);
  }
  const loose = byFirstWord(
    rest.sort((a, b) => a - b),
    names,
  );
  return [...whole.map((group) => group.toSorted((a, b) => a - b)), ...loose];
}

/** So many tables with the same first word belong together, whatever their keys say. */
const wordful = 4;

/** Tables that nothing ties, by the first words of their names; those whose word is rare stand together. */
function byFirstWord(tables: readonly number[], names: readonly string[]): readonly (readonly number[])[] {
  const words = new Map<string, number[]>();
  for (const table of tables) {
    const word = names[table]?.includes('_') ? stem(names[table]) : '';
    words.set(word, [...(words.get(word) ?? []), table]);
  }
  const isOften = (group: readonly number[]) => group.length >= wordful;
  const often = [...words].flatMap(([word, group]) => (word !== '' && isOften(group) ? [group] : []));
  const rare = [...words].flatMap(([word, group]) => (word === '' || !isOften(group) ? group : []));
  return [...often, rare.toSorted((a, b) => a - b)].flatMap(pages);
}

function pages(group: readonly number[]): readonly (readonly number[])[] {
  const count = Math.ceil(group.length / most);
  const size = Math.ceil(group.length / count);
  return Array.from({ length: count }, (_, at) => group.slice(at * size, (at + 1) * size));
}

/** The first word of a name, in the singular. */
function stem(name = '', whole = false): string {
  const word = (whole ? name : name.split('_', 1)[0]) ?? '';
  return word.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
}
