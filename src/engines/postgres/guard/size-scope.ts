import type { ValueSize } from './value-size.ts';

/** A column that a query gives. */
export interface Output {
  readonly name: string;
  readonly size: ValueSize;
}

/** What the user's own functions and views make, as far as it was measured before. */
export interface KnownSizes {
  /** Name of a function -> its result is at most `times` its arguments and `base` bytes. */
  readonly growth: ReadonlyMap<string, Growth>;
  /** Name of a view -> its columns. */
  readonly views: ReadonlyMap<string, readonly Output[]>;
  /** Of a parameter or a table's column. */
  readonly unknown: ValueSize;
}

export interface Growth {
  readonly times: number;
  readonly base: number;
}

export interface Measured {
  readonly outputs: readonly Output[];
  /** How much larger than an ordinary column the values are that aggregates collect; 0: none collects. */
  readonly collected: number;
}

/** What names stand for inside a query: subqueries and functions in FROM, WITH queries, and those of the query around. */
export interface Scope {
  readonly tables: Map<string, readonly Output[]>;
  readonly ctes: Map<string, readonly Output[]>;
  readonly parent: Scope | undefined;
}

/** The size of a column that a subquery gives; nothing for a column of a table. */
export function lookUp(fields: readonly string[], scope: Scope | undefined): ValueSize | undefined {
  if (scope === undefined) return undefined;
  const name = fields.at(-1);
  const table = fields.length > 1 ? fields[0] : undefined;
  const places = table === undefined ? [...scope.tables.values()] : [scope.tables.get(table) ?? []];
  return places.flat().find((output) => output.name === name)?.size ?? lookUp(fields, scope.parent);
}
