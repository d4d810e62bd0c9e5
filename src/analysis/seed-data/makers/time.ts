import { normal, type Random } from '#analysis/row-generator/random.ts';
import type { DrawSite, ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import { valueScale } from '#analysis/value-scale.ts';
import { statesOf } from './states.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** How far back things go. */
const history = 3 * 365 * day;

/** How busy each hour of the day is (UTC), and each day of the week from Sunday on; the busiest is 1. */
const hours = [8, 5, 4, 4, 5, 9, 20, 38, 62, 80, 90, 92, 85, 84, 88, 86, 82, 84, 92, 100, 94, 72, 42, 20].map(
  (n) => n / 100,
);
const weekdays = [0.62, 1, 0.98, 0.97, 0.99, 0.93, 0.7];

type Next = (site: DrawSite) => number | null | undefined;

function moments(facts: ColumnFacts, next: Next, reads: readonly (string | undefined)[] = []): ValueSource {
  const scale = valueScale(facts.type);
  const toText = scale?.toText ?? String;
  const step = scale?.step ?? day;
  return {
    count: 2 ** 31,
    reads: reads.filter((one) => one !== undefined),
    at: (ordinal) => toText(facts.today - history + ordinal * step),
    draw: (site) => {
      const value = next(site);
      if (value === undefined || value === null) return value;
      const { min, max } = site.domain;
      const clipped = value < min || value > max ? between(min, max, facts, site.random) : value;
      return toText(Math.floor(clipped / second) * second);
    },
  };
}

/** Soon after the beginning where the bounds are narrow or begin late, else up to today. */
function between(min: number, max: number, { today }: ColumnFacts, random: Random): number {
  const last = Math.min(max, Math.max(today, min + 30 * day));
  const first = Math.max(min, Math.min(today - history, last));
  return first + (last - first) * random() ** 2;
}

/** At a moment of that day at which people are awake. */
function timeOfDay(midnight: number, random: Random): number {
  for (let tries = 0; tries < 12; tries++) {
    const moment = Math.floor(random() * 24);
    if (random() < (hours[moment] ?? 0)) return midnight + moment * hour + Math.floor(random() * hour);
  }
  return midnight + 12 * hour + Math.floor(random() * hour);
}

/** More and more as time goes by, fewer at night and on Sundays. Never before the row's youngest parent. */
export function created(facts: ColumnFacts): ValueSource {
  return moments(facts, ({ row, rows, random, since, domain }) => {
    const from = Math.max(facts.today - history, domain.min);
    const to = Math.min(facts.today - minute, domain.max);
    if (since !== undefined && facts.isSoon)
      return Math.min(afterwards(since, 2 * hour, random), Math.max(since + second, to));
    const share = ((row + random()) / Math.max(1, rows)) ** 0.6;
    let midnight = Math.floor((from + share * (to - from)) / day) * day;
    const weekday = new Date(midnight).getUTCDay();
    if (random() > (weekdays[weekday] ?? 1)) midnight -= day * (weekday === 0 ? 2 : 1);
    const moment = timeOfDay(midnight, random);
    const clipped = Math.min(to, Math.max(from, moment));
    if (since === undefined || clipped > since) return clipped;
    return since + Math.max(minute, (to - since) * random());
  });
}

/** Some time later: half of them within the typical while. */
function afterwards(moment: number, typical: number, random: Random): number {
  return moment + Math.max(second, typical * Math.exp(1.3 * normal(random)));
}

function readMoment({ value }: DrawSite, facts: ColumnFacts, column: string | undefined): number | undefined {
  if (column === undefined || column === facts.column.name) return undefined;
  const text = value(column);
  const known = facts.table.columns.find(({ name }) => name === column);
  if (text === null || text === undefined || known === undefined) return undefined;
  const time = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`);
  return Number.isNaN(time) ? undefined : time;
}

/** How long after the creation such a thing happens, as a rule. */
const delays: readonly (readonly [RegExp, number])[] = [
  [/paid|confirm|authori[sz]|accept|assigned|first_response|start|verified/i, 20 * minute],
  [/ship|sent|dispatch|captur|picked|processed|published|approved/i, day],
  [/deliver|resolv|complet|finish|received|fulfil/i, 3 * day],
  [/refund|return|cancel|closed|reviewed/i, 6 * day],
  [/updated|modified|changed|edited/i, 9 * day],
  [/last_|seen|login|accessed|used|sync/i, 40 * day],
  [/deleted|archived|deactivated|expired|revoked/i, 120 * day],
];

export function later(facts: ColumnFacts): ValueSource {
  const begin = facts.sibling('created', 'start');
  const status = facts.sibling('status');
  const happened = status === undefined ? undefined : statesOf(facts.column.name);
  const typical = delays.find(([name]) => name.test(facts.column.name))?.[1] ?? 2 * day;
  const atStart = /updated|modified|changed/i.test(facts.column.name);
  return moments(
    facts,
    (site) => {
      if (happened !== undefined && status !== undefined && site.domain.nulls === 'may') {
        if (!happened.test(site.value(status) ?? '')) return null;
      }
      const from = readMoment(site, facts, begin) ?? site.since;
      if (from === undefined) return between(facts.today - history, facts.today, facts, site.random);
      // Much is never changed.
      if (atStart && site.random() < 0.35) return from;
      const moment = afterwards(from, typical, site.random);
      return moment < facts.today ? moment : Math.max(from + second, from + (facts.today - from) * site.random());
    },
    [begin, happened && status],
  );
}

const terms = [30, 365, 90, 14, 7, 180, 730];

export function expiries(facts: ColumnFacts): ValueSource {
  const begin = facts.sibling('start', 'created');
  return moments(
    facts,
    (site) => {
      const from = readMoment(site, facts, begin) ?? facts.today - 100 * day * site.random();
      return from + (terms[Math.floor(site.random() ** 1.5 * terms.length)] ?? 30) * day;
    },
    [begin],
  );
}

/** Adults, most of them between 25 and 60. */
export function birthdays(facts: ColumnFacts): ValueSource {
  return moments(facts, ({ random }) => {
    const age = Math.min(96, Math.max(18.1, 41 + 14 * normal(random)));
    return Math.floor((facts.today - age * 365.25 * day) / day) * day;
  });
}

/** At a quarter of an hour, by day; some weeks ahead of what it was made with. */
export function starts(facts: ColumnFacts): ValueSource {
  const begin = facts.sibling('created');
  return moments(
    facts,
    (site) => {
      const from = readMoment(site, facts, begin) ?? site.since ?? facts.today - (site.random() - 0.2) * 360 * day;
      const date = Math.floor(afterwards(from, 8 * day, site.random) / day + 1) * day;
      return date + 8 * hour + Math.floor(site.random() * 44) * 15 * minute;
    },
    [begin],
  );
}

export function ends(facts: ColumnFacts): ValueSource {
  const begin = facts.sibling('start', 'created');
  const isDate = facts.type.family === 'date';
  return moments(
    facts,
    (site) => {
      const from = readMoment(site, facts, begin);
      if (from === undefined) return undefined;
      const length = isDate
        ? day * (1 + Math.floor(site.random() ** 2 * 14))
        : 15 * minute * (1 + Math.floor(site.random() ** 2 * 15));
      return from + length;
    },
    [begin],
  );
}

export function someMoments(facts: ColumnFacts): ValueSource {
  return moments(facts, (site) =>
    site.since === undefined
      ? timeOfDay(Math.floor((facts.today - history * (1 - site.random() ** 0.6)) / day) * day, site.random)
      : afterwards(site.since, 10 * day, site.random),
  );
}
