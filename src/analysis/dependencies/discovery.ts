import type { FunctionalDependency } from './functional-dependency.ts';
import type { SearchLimits } from './work-budget.ts';

export interface DiscoveryOptions {
  /** Most columns in a determinant: 1 … 5; 3 unless told. */
  readonly width?: number;
  /** More rows are thinned out evenly: 100,000 unless told. */
  readonly maxRows?: number;
  /** 60 at most. */
  readonly maxColumns?: number;
  /** Most dependencies listed of the kinds that say little (`key`, `accidental`): 1,000 of each unless told. */
  readonly most?: number;
  /** Share of rows that may break a dependency that nearly holds: 0.01 unless told; 0: none is looked for. */
  readonly maxError?: number;
  /** Most columns in the determinant of one that nearly holds: 2 unless told. */
  readonly approximateWidth?: number;
  /** Columns that name a row in examples: the primary key. */
  readonly rowKey?: readonly string[];
  readonly limits?: SearchLimits;
}

/**
 * `key`: the determinant never repeats, so it says nothing of the dependent. `constant`: the dependent never changes.
 * `supported`: values repeat and agree, more often than chance explains. `accidental`: it holds, but so it might by chance.
 */
export type DependencyKind = 'key' | 'constant' | 'supported' | 'accidental';

/** A least dependency: no part of the determinant would do. `dependent` has one column. */
export interface DiscoveredDependency extends FunctionalDependency {
  readonly kind: DependencyKind;
  /** Values of the determinant that two or more rows share and that agree, NULL on neither side. */
  readonly support: number;
  /** Rows that have those values. */
  readonly rows: number;
  /** Strength of the evidence: log2 of how much likelier the rows are with the dependency than by chance. */
  readonly bits: number;
}

/** Holds but for a few rows. */
export interface ApproximateDependency extends FunctionalDependency {
  readonly support: number;
  readonly rows: number;
  readonly bits: number;
  /** g3: the least share of rows without which it holds, 0 … 1. "Holds in 99.8 % of rows" is 1 - error. */
  readonly error: number;
  /** Rows that break it. */
  readonly broken: number;
  /** Some of them, first rows first. */
  readonly examples: readonly BreakingRow[];
}

export interface BreakingRow {
  /** Place of the row in the values given. */
  readonly row: number;
  /** Its values of `rowKey`. */
  readonly key: Readonly<Record<string, unknown>>;
  readonly determinant: Readonly<Record<string, unknown>>;
  readonly found: unknown;
  /** What most rows with that determinant have. */
  readonly usual: unknown;
}

/** Least columns in which no two rows agree. */
export interface DiscoveredKey {
  readonly columns: readonly string[];
  /** `supported`: so many rows would hardly differ by chance. */
  readonly kind: 'supported' | 'accidental';
  /** NULL is in it: it may be UNIQUE, not a primary key. */
  readonly hasNulls: boolean;
}

export interface Discovery {
  /** Rows looked at. */
  readonly rows: number;
  readonly columns: readonly string[];
  /** Supported ones first. */
  readonly dependencies: readonly DiscoveredDependency[];
  readonly approximate: readonly ApproximateDependency[];
  readonly keys: readonly DiscoveredKey[];
  /** How many there are of each kind, listed or not. `nullOnly`: only NULL speaks for them. */
  readonly counts: Readonly<Record<DependencyKind | 'nullOnly', number>>;
  /** What was not looked at, one phrase each. */
  readonly unseen: readonly string[];
}
