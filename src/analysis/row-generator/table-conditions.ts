import type { Table } from '#vocabulary/database-schema.ts';
import { type Branch, branches } from './branches.ts';
import type { CheckCondition } from './check-condition.ts';
import type { ColumnDomain } from './column-domain.ts';
import { compileTest, type ScaleOf, type Test } from './evaluate.ts';
import { solveWay, type Way } from './solve-way.ts';

export interface TableCondition {
  readonly constraint: string;
  readonly condition: CheckCondition;
}

export interface Refusal {
  readonly constraint: string;
  readonly why: string;
  /** It may hold all the same: what it says was not understood, and only a server can tell. */
  readonly isUnread?: boolean;
}

export interface SolvedConditions {
  /** At least one; without any condition, one that asks nothing. */
  readonly ways: readonly Way[];
  readonly tests: readonly { readonly constraint: string; readonly test: Test }[];
  readonly refused: readonly Refusal[];
}

/** More combinations of alternatives are not looked at; those kept lie evenly among all. */
const mostWays = 512;

/** Every consistent combination of the alternatives of a table's conditions; those that fit with none are refused. */
export function solveConditions(
  full: ReadonlyMap<string, ColumnDomain>,
  conditions: readonly TableCondition[],
  wishes: Branch,
  scaleOf: ScaleOf,
): SolvedConditions {
  const refused: Refusal[] = [];
  const kept: TableCondition[] = [];
  let ways: readonly Branch[] = [[]];
  // Those with few alternatives first: a contradiction is then found where it is plain.
  const sorted = conditions
    .map((one) => ({ ...one, all: branches(one.condition) }))
    .sort((a, b) => a.all.length - b.all.length);
  for (const { constraint, condition, all } of sorted) {
    const readable = all.filter((branch) => branch.every(({ kind }) => kind !== 'opaque'));
    const known = readable.filter((branch) => solveWay(full, branch, scaleOf) !== undefined);
    // What is understood of a condition is kept, although it is not all.
    const possible = known.length > 0 ? known : all.filter((branch) => solveWay(full, branch, scaleOf) !== undefined);
    if (known.length === 0) refused.push(refusalOf(constraint, all, possible));
    if (possible.length === 0) continue;
    const crossed = spread(ways.length * possible.length).map((at) => [
      ...(ways[at % ways.length] ?? []),
      ...(possible[Math.floor(at / ways.length)] ?? []),
    ]);
    const fitting = crossed.filter((branch) => solveWay(full, branch, scaleOf) !== undefined);
    if (fitting.length === 0) {
      refused.push({ constraint, why: 'it contradicts the other conditions of the table' });
      continue;
    }
    ways = fitting;
    kept.push({ constraint, condition });
  }
  const solved = ways.flatMap(
    (way) => solveWay(full, [...way, ...wishes], scaleOf) ?? solveWay(full, way, scaleOf) ?? [],
  );
  const tests = kept.map(({ constraint, condition }) => ({ constraint, test: compileTest(condition, scaleOf) }));
  return { ways: solved, tests, refused };
}

function refusalOf(constraint: string, all: readonly Branch[], possible: readonly Branch[]): Refusal {
  const opaque = all.flat().find((atom) => atom.kind === 'opaque');
  if (opaque?.kind !== 'opaque' || possible.length === 0) return { constraint, why: 'no row can satisfy it' };
  return { constraint, why: `the condition ${opaque.text} is not understood`, isUnread: true };
}

function spread(count: number): readonly number[] {
  const kept = Math.min(count, mostWays);
  return Array.from({ length: kept }, (_, at) => Math.floor((at * count) / kept));
}

/**
 * What nobody demands but everyone expects: nothing is changed or sent before it was created, nothing ends before it
 * begins. Given up where it contradicts a condition.
 */
export function timeWishes(table: Table, domains: ReadonlyMap<string, ColumnDomain>): Branch {
  const times = table.columns.filter(({ name }) => /^(date|timestamp)$/.test(domains.get(name)?.type.family ?? ''));
  const pair = (first: string, second: string): Branch[number] => ({
    kind: 'compare',
    operator: '<=',
    left: { kind: 'column', column: first },
    right: { kind: 'column', column: second },
  });
  const alike = (one: string, other: string) => domains.get(one)?.type.base === domains.get(other)?.type.base;
  const created = times.find(({ name }) => /^(created|inserted|placed|ordered|opened|registered)(_|$)/i.test(name));
  const later =
    /^(updated|modified|changed|deleted|closed|finished|completed|paid|shipped|sent|delivered|cancell?ed|expires?|last)(_|$)/i;
  const afterwards = times.filter(({ name }) => created !== undefined && later.test(name) && alike(created.name, name));
  const ends = times.flatMap(({ name }) => {
    const begin = times.find((one) => one.name !== name && one.name === name.replace(/^end|end(?=_|$)/i, 'start'));
    return begin !== undefined && alike(begin.name, name) ? [pair(begin.name, name)] : [];
  });
  return [...afterwards.map(({ name }) => pair(created?.name ?? '', name)), ...ends];
}
