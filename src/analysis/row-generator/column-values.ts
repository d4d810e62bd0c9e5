import { zipfRank } from '#analysis/fabricate/distribution.ts';
import { accepts, bounded, type ColumnDomain } from './column-domain.ts';
import { createDispenser, type Dispenser } from './dispenser.ts';
import type { ValueOf } from './evaluate.ts';
import { below, type Random } from './random.ts';
import type { Way } from './solve-way.ts';
import type { ColumnPlan } from './table-plan.ts';
import { type PlausibleRange, plainSource, type ValueSource } from './value-source.ts';

/** The values of one column under one way, and how far those that must not come twice have been used. */
export interface ColumnValues {
  readonly plan: ColumnPlan;
  readonly domain: ColumnDomain;
  readonly source: ValueSource | undefined;
  /** Ordinals of a column without repetition. */
  readonly dispenser: Dispenser;
}

export function columnValues(plan: ColumnPlan, way: Way, rows: number): ColumnValues {
  const domain = way.domains.get(plan.name) ?? plan.domain;
  const source = chosenSource(plan, domain, rows);
  return { plan, domain, source, dispenser: createDispenser(() => source?.count ?? 0) };
}

function chosenSource(plan: ColumnPlan, domain: ColumnDomain, rows: number): ValueSource | undefined {
  const { source, isUnique } = plan;
  const isEnough = source !== undefined && (!isUnique || source.count >= rows);
  // The caller's own values, where a few that are tried fit.
  if (
    source !== undefined &&
    isEnough &&
    [0, 1, 2].some((ordinal) => accepts(domain, source.at(ordinal % source.count)))
  )
    return source;
  return plainSource(domain, plausible(plan, rows));
}

function plausible({ model, isUnique, domain }: ColumnPlan, rows: number): PlausibleRange {
  const { min, max, volume } = model;
  const step = domain.scale?.step ?? 1;
  // Numbers of rows that are given up are not used again, so that a key needs some room.
  const needed = isUnique && volume.max === undefined ? Math.min(min + (rows * 8 + 1000) * step, domain.max) : max;
  return { min, max: Math.max(max, needed) };
}

/** What stands in the row so far decides what may follow; undefined: nothing fits. */
export function makeValue(values: ColumnValues, site: RowSite): string | null | undefined {
  const { row, rows, way, random } = site;
  const { plan, domain, source } = values;
  const { model, isUnique } = plan;
  if (domain.nulls === 'must') return null;
  const mayBeNull = domain.nulls === 'may';
  if (mayBeNull && model.nullFraction > 0 && random() < model.nullFraction) return null;
  const relations = way.relations.get(plan.name);
  if (relations !== undefined) {
    const related = relatedValue(values, relations, site);
    if (related !== undefined) return related.text ?? (mayBeNull ? null : undefined);
  }
  if (source === undefined) return mayBeNull ? null : undefined;
  if (isUnique) return nextValue(values, source, site) ?? (mayBeNull ? null : undefined);
  const named = namedValue(model.named, random());
  if (named !== undefined && accepts(domain, named)) return named;
  const drawn = drawnValue(plan, domain, site);
  if (drawn !== undefined) return drawn;
  const distinct = Math.max(1, Math.min(Math.round(model.distinct), source.count));
  const rank =
    model.skew > 0 ? Math.floor(Math.max(0, zipfRank(distinct, model.skew, 0, random()))) : below(random, distinct);
  const inOrder = model.correlation === 1 ? Math.floor(((row + random()) / rows) * distinct) : rank;
  const ordinal = source.isSpread ? Math.floor((inOrder * source.count) / distinct) : rank;
  return fitting(domain, source, () => below(random, source.count), ordinal);
}

/** The value of that ordinal, or of another where that one does not fit; the finished row is tested anyway. */
function fitting(domain: ColumnDomain, source: ValueSource, another: () => number, ordinal: number): string {
  let text = source.at(ordinal);
  if (domain.patterns.length === 0) return text;
  for (let round = 0; round < 30 && !accepts(domain, text); round++) text = source.at(another());
  return text;
}

/** The row that is being made. */
export interface RowSite {
  readonly row: number;
  readonly rows: number;
  readonly way: Way;
  readonly value: ValueOf;
  readonly random: Random;
  /** Rows given up in its place. */
  readonly attempt: number;
  /** Of the youngest parent, in milliseconds. */
  readonly since: number | undefined;
}

/** A row that failed some times over takes a rarer value, lest the common ones of a key are all used up. */
const commonAttempts = 3;

/** What the caller's source draws, where it fits; undefined: nothing of a few. */
function drawnValue({ source, isKeyed }: ColumnPlan, domain: ColumnDomain, site: RowSite): string | null | undefined {
  if (source?.draw === undefined) return undefined;
  const { row, rows, value, random, since } = site;
  if (isKeyed && site.attempt >= commonAttempts && domain.only === undefined && domain.scale === undefined) {
    const rare = shaped(source.at(below(random, source.count), value), source, domain);
    if (accepts(domain, rare)) return rare;
  }
  for (let round = 0; round < 6; round++) {
    const drawn = source.draw({ row, rows, value, random, domain, since });
    if (drawn === undefined) return undefined;
    if (drawn === null) {
      if (domain.nulls === 'may') return null;
      continue;
    }
    const text = shaped(drawn, source, domain);
    if (accepts(domain, text)) return text;
  }
  return undefined;
}

/** In the letters that are asked for, and no longer than may be. */
function shaped(text: string, { mayCut }: ValueSource, domain: ColumnDomain): string {
  const cased = inCase(text, domain);
  return mayCut === true && cased.length > domain.maxLength ? cased.slice(0, domain.maxLength).trimEnd() : cased;
}

function inCase(text: string, { letters }: ColumnDomain): string {
  return letters === 'upper' ? text.toUpperCase() : letters === 'lower' ? text.toLowerCase() : text;
}

/** Never one that was given before. */
function nextValue(values: ColumnValues, source: ValueSource, site: RowSite): string | undefined {
  const { row, rows, value } = site;
  const { plan, domain, dispenser } = values;
  const isCounted = plan.model.scale?.step === 1 && domain.type.family === 'integer';
  const hasRoom = source.isSpread === true && !isCounted && source.count >= rows * 2;
  const spread = hasRoom ? Math.floor((row * source.count) / rows) : 0;
  for (let tries = 0; tries < 10_000; tries++) {
    const ordinal = dispenser.take(spread);
    if (ordinal === undefined) return undefined;
    const text = inCase(source.at(ordinal, value), domain);
    const isTried = domain.patterns.length > 0 || source === plan.source;
    if (!isTried || accepts(domain, text)) return text;
  }
  return undefined;
}

function namedValue(named: ColumnPlan['model']['named'], share: number): string | undefined {
  let sum = 0;
  for (const one of named) {
    sum += one.share;
    if (share < sum) return one.value;
  }
  return undefined;
}

/** A value that fits what it is compared with; `text` undefined: there is none. Undefined: nothing is there yet to compare with. */
function relatedValue(
  { plan, domain }: ColumnValues,
  relations: NonNullable<ReturnType<Way['relations']['get']>>,
  site: RowSite,
): { readonly text: string | undefined } | undefined {
  const { value, random } = site;
  let narrowed = domain;
  let isNarrowed = false;
  for (const { operator, reads, other } of relations) {
    if (reads.some((column) => value(column) === undefined)) continue;
    const text = other(value);
    if (text === null || operator === '<>') continue;
    const number = domain.scale?.toNumber(text);
    if (operator === '=') {
      const printed = number === undefined || domain.scale === undefined ? text : domain.scale.toText(number);
      return { text: accepts(domain, printed) ? printed : undefined };
    }
    if (number === undefined) continue;
    narrowed = bounded(narrowed, operator, number);
    isNarrowed = true;
  }
  if (!isNarrowed) return undefined;
  const drawn = drawnValue(plan, narrowed, site);
  if (drawn !== undefined) return { text: drawn ?? undefined };
  const source = plainSource(narrowed, { min: plan.model.min, max: plan.model.max });
  return { text: source?.at(below(random, source.count)) };
}
