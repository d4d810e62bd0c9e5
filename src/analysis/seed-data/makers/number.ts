import { normal, type Random } from '#analysis/row-generator/random.ts';
import type { DrawSite, ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import { valueScale } from '#analysis/value-scale.ts';

/** A number drawn, brought within the bounds of its column and written as its type asks. */
function drawn(
  facts: ColumnFacts,
  next: (site: DrawSite) => number | undefined,
  reads: readonly string[] = [],
): ValueSource {
  const scale = valueScale(facts.type);
  const toText = scale?.toText ?? String;
  return {
    count: 2 ** 31,
    reads,
    at: (ordinal) => toText((ordinal + 1) * (scale?.step ?? 1)),
    draw: (site) => {
      const value = next(site);
      return value === undefined ? undefined : toText(inside(value, site));
    },
  };
}

/** Wrapped into the bounds where it lies outside, so that the bounds themselves are not crowded. */
function inside(value: number, { domain, random }: DrawSite): number {
  const { min, max } = domain;
  if (value >= min && value <= max) return value;
  const width = max - min;
  if (!Number.isFinite(width) || width <= 0) return value > max ? max : min;
  return width < 1e6 ? min + width * random() ** 2 : value > max ? max : min;
}

/** exp of a normal number: half of them lie below the median, and a few far above. */
function logNormal(median: number, deviation: number, random: Random): number {
  return median * Math.exp(deviation * normal(random));
}

const endings = [0.99, 0.99, 0.95, 0, 0.5, 0.9, 0.49, 0];

/** As shops write them: 4.99, 24.95, 130.00. */
function priced(median: number, random: Random): number {
  const value = logNormal(median, 0.9, random);
  if (value >= 200) return Math.round(value / 10) * 10 - (random() < 0.4 ? 1 : 0);
  const ending = endings[Math.floor(random() * endings.length)] ?? 0;
  return Math.max(0.49, Math.floor(value) + ending);
}

/** Of a product some 24, of a thing that is dear by its name more. */
function medianPrice({ table, column }: ColumnFacts): number {
  const words = `${table.name} ${column.name}`;
  if (/salary|income/i.test(words)) return 52_000;
  if (/budget|revenue|turnover/i.test(column.name)) return 8_000;
  if (/propert|house|real_estate|listing|vehicle|car/i.test(words)) return 240_000;
  if (/room|night|booking|hotel|flight|ticket/i.test(words)) return 95;
  if (/shipping|fee|tip|delivery|tax/i.test(column.name)) return 5;
  if (/plan|subscription/i.test(words)) return 29;
  return 24;
}

export function prices(facts: ColumnFacts): ValueSource {
  const median = medianPrice(facts);
  return drawn(facts, ({ random }) => priced(median, random));
}

export function cents(facts: ColumnFacts): ValueSource {
  const isSum = /total|amount|balance|sum|subtotal/i.test(facts.column.name);
  const median = medianPrice(facts) * (isSum ? 3 : 1);
  return drawn(facts, ({ random }) => Math.round(priced(median, random) * 100));
}

/** The product of quantity and price where both stand in the row, else some sum. */
export function amounts(facts: ColumnFacts): ValueSource {
  const [quantity, price] = [facts.sibling('quantity'), facts.sibling('price')];
  const isProduct =
    quantity !== undefined && price !== undefined && /^(line_)?(total|subtotal|amount)/i.test(facts.column.name);
  const median = medianPrice(facts) * 3;
  return drawn(
    facts,
    ({ random, value }) => {
      const factors = isProduct ? [Number(value(quantity)), Number(value(price))] : [];
      const product = factors.reduce((all, one) => all * one, factors.length > 0 ? 1 : Number.NaN);
      return Number.isFinite(product) ? product : Math.round(logNormal(median, 1, random) * 100) / 100;
    },
    isProduct ? [quantity, price] : [],
  );
}

export function balances(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => Math.round(logNormal(400, 1.4, random) * 100) / 100);
}

/** 5, 10, 15, 20, 25 … 100, the small ones more often; shares of one where the type has room for nothing more. */
export function percents(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random, domain }) => {
    const value = 5 * (1 + Math.floor(random() ** 2 * 20));
    return domain.max <= 1 ? value / 100 : value;
  });
}

const taxRates = [0.19, 0.2, 0.07, 0.21, 0.25, 0.1, 0.055, 0];

export function rates(facts: ColumnFacts): ValueSource {
  const isExchange = /exchange|conversion|fx/i.test(facts.column.name);
  return drawn(facts, ({ random, domain }) => {
    if (isExchange) return logNormal(1.1, 0.5, random);
    const rate = taxRates[Math.floor(random() ** 1.5 * taxRates.length)] ?? 0.2;
    return domain.max > 1 && facts.type.scale !== undefined && facts.type.scale <= 2 ? rate * 100 : rate;
  });
}

/** Of five, mostly four and five; means have a digit behind the point. */
export function ratings(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random, domain }) => {
    const share = random();
    const stars = share < 0.45 ? 5 : share < 0.73 ? 4 : share < 0.85 ? 3 : share < 0.91 ? 2 : 1;
    const most = domain.max <= 10 ? domain.max : 5;
    const scaled = most > 5 ? Math.round((stars / 5) * most) : Math.min(stars, most);
    return facts.type.family === 'number' && stars < 5 ? scaled + Math.floor(random() * 10) / 10 : scaled;
  });
}

/** One is the most common, and each more is rarer by half. */
export function quantities(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => 1 + Math.floor(Math.log(1 - random()) / Math.log(0.5)));
}

export function stocks(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => (random() < 0.06 ? 0 : Math.round(logNormal(40, 1.1, random))));
}

export function counts(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => Math.floor(logNormal(6, 1.3, random)) - 1);
}

export function byteSizes(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => Math.round(logNormal(180_000, 1.8, random)));
}

export function durations(facts: ColumnFacts): ValueSource {
  const median = /ms|latency|milli/i.test(facts.column.name) ? 120 : /minute/i.test(facts.column.name) ? 45 : 300;
  return drawn(facts, ({ random }) => Math.max(1, Math.round(logNormal(median, 0.9, random))));
}

export function weights(facts: ColumnFacts): ValueSource {
  const median = /g(rams)?$/i.test(facts.column.name) && !/kg$/i.test(facts.column.name) ? 650 : 1.2;
  return drawn(facts, ({ random }) => Math.max(0.01, logNormal(median, 0.9, random)));
}

export function dimensions(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => Math.max(1, Math.round(logNormal(24, 0.7, random) * 10) / 10));
}

export function ages(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => Math.round(Math.min(95, Math.max(18, 41 + 14 * normal(random)))));
}

export function years(facts: ColumnFacts): ValueSource {
  const last = new Date(facts.today).getUTCFullYear();
  return drawn(facts, ({ random }) => last - Math.floor(random() ** 2 * 25));
}

export function temperatures(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => Math.round((18 + 7 * normal(random)) * 10) / 10);
}

export function measurements(facts: ColumnFacts): ValueSource {
  return drawn(facts, ({ random }) => Math.round((50 + 12 * normal(random)) * 100) / 100);
}

/** 1, 2, 3 … among the rows that are equal in the other columns of its key; the memory is that of these groups. */
export function positions(facts: ColumnFacts): ValueSource {
  const { table, column } = facts;
  const key = [
    ...table.constraints,
    ...table.indexes
      .filter(({ unique }) => unique)
      .map(({ keys }) => ({
        kind: 'unique',
        columns: keys.flatMap((one) => one.column ?? []),
      })),
  ].find(
    ({ kind, columns }) =>
      (kind === 'primary-key' || kind === 'unique') && columns.length > 1 && columns.includes(column.name),
  );
  const parents = table.constraints.filter(({ kind }) => kind === 'foreign-key').flatMap(({ columns }) => columns);
  const group = (key?.columns ?? parents.slice(0, 1)).filter((one) => one !== column.name);
  const last = new Map<string, number>();
  return drawn(
    facts,
    ({ value }) => {
      const name = group.map((one) => value(one) ?? '').join('\u0000');
      const next = (last.get(name) ?? 0) + 1;
      last.set(name, next);
      return next;
    },
    group,
  );
}
