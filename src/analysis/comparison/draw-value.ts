import type { ColumnType } from '#analysis/column-type.ts';
import { below, type Random } from '#analysis/row-generator/random.ts';
import type { DrawPlan, PlannedColumn } from './draw-plan.ts';
import type { ValuePool } from './value-pool.ts';

/** What is the same in one database: a database of many NULLs, one of great values, one in which most conditions hold. */
export interface Mood {
  /** Of the values that a column is compared with: how often such a one comes. */
  readonly eager: number;
  readonly edges: boolean;
  readonly nulls: number;
  readonly kindOfText: 'any' | 'numbers' | 'dates';
  /** So many rows in one of the tables. */
  readonly many: number | undefined;
  readonly themes: Map<string, readonly string[]>;
  readonly copies: number;
}

export function moodOf(plan: DrawPlan, random: Random): Mood {
  const isLarge = plan.counts.length > 0 ? random() < 0.2 : random() < 0.04;
  return {
    eager: pick([0.3, 0.6, 0.6, 0.9], random) ?? 0.6,
    edges: random() < 0.25,
    nulls: pick([0, 0.1, 0.25, 0.5], random) ?? 0,
    kindOfText: plan.readsText && random() < 0.85 ? (random() < 0.75 ? 'numbers' : 'dates') : 'any',
    many: isLarge ? (pick(plan.counts, random) ?? 10) + below(random, 4) : undefined,
    themes: new Map(),
    copies: pick([0, 0.2, 0.5], random) ?? 0,
  };
}

/** `taken`: values that it must not repeat. */
export function drawValue(
  column: PlannedColumn,
  mood: Mood,
  random: Random,
  taken: readonly (string | null)[] | undefined,
): string | null {
  const draw = () => drawOne(column, mood, random);
  const first = draw();
  if (taken === undefined) return first;
  for (let attempt = 0, value = first; attempt < 6; attempt++, value = draw()) {
    if (!taken.includes(value)) return value;
  }
  return fresh(column, taken) ?? first;
}

function drawOne({ type, pool, focus, nullable }: PlannedColumn, mood: Mood, random: Random): string | null {
  if (type.family === 'text' && mood.kindOfText !== 'any') {
    return pick(mood.kindOfText === 'numbers' ? textNumbers : textDates, random) ?? null;
  }
  if (focus !== undefined && random() < mood.eager) {
    const value = pick(random() < 0.65 ? focus.exact : focus.near, random) ?? pick(focus.exact, random);
    if (value !== undefined) return value;
  }
  if (random() < 0.8) {
    const value = pick(themeOf(type, pool, mood, random), random);
    if (value !== undefined) return value;
  }
  return anyOf(pool, mood, random) ?? (nullable ? null : '');
}

const textNumbers = ['1', '2', '10', '9', '01', '1.0', '7', '07', '100', ' 1', '3'];
const textDates = ['2024-01-15', '2024-02-01', '2024-1-15', '2023-12-31'];

/** Columns that may be compared with each other share their values. */
export function themeOf(type: ColumnType, pool: ValuePool, mood: Mood, random: Random): readonly string[] {
  const kind = kindOf(type);
  const known = mood.themes.get(kind);
  const all = [...pool.exact, ...pool.near, ...pool.plain, ...pool.edge];
  if (known === undefined) {
    const size = 1 + below(random, 4);
    const theme = Array.from({ length: size }, () => anyOf(pool, mood, random)).filter((one) => one !== undefined);
    mood.themes.set(kind, theme);
    return theme;
  }
  // Not all of it fits a narrower type.
  return known.filter((value) => all.includes(value));
}

function kindOf({ family, base, labels, element }: ColumnType): string {
  if (family === 'integer' || family === 'number') return 'number';
  if (labels !== undefined || family === 'composite' || family === 'other') return base;
  return element === undefined ? family : `${family} of ${kindOf(element)}`;
}

export function anyOf({ exact, near, plain, edge }: ValuePool, { edges }: Mood, random: Random): string | undefined {
  const place = random();
  const chosen = edges && place < 0.3 ? edge : place < 0.5 ? exact : place < 0.75 ? near : plain;
  return pick(chosen, random) ?? pick(plain, random) ?? pick(exact, random) ?? pick(edge, random);
}

/** A value that no row of the table has. */
function fresh({ type }: PlannedColumn, taken: readonly (string | null)[]): string | undefined {
  if (type.family === 'integer' || type.family === 'number') {
    for (let value = 1; ; value++) if (!taken.includes(String(value))) return String(value);
  }
  if (type.family === 'text') {
    for (let value = 1; ; value++) {
      const text = type.length !== undefined && type.length < 4 ? value.toString(36) : `k${value}`;
      if (!taken.includes(text)) return text;
    }
  }
  if (type.family === 'uuid') {
    for (let value = 1; ; value++) {
      const text = `00000000-0000-0000-0000-${String(value).padStart(12, '0')}`;
      if (!taken.includes(text)) return text;
    }
  }
  return undefined;
}

export function pick<T>(values: readonly T[], random: Random): T | undefined {
  return values[below(random, values.length)];
}

/** Fisher and Yates. */
export function shuffled<T>(values: readonly T[], random: Random): readonly T[] {
  const mixed = [...values];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = below(random, at + 1);
    const [a, b] = [mixed[at], mixed[other]];
    if (a !== undefined && b !== undefined) [mixed[at], mixed[other]] = [b, a];
  }
  return mixed;
}
