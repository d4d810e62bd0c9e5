import { findTable } from '#analysis/find-table.ts';
import type { IndexDrop } from '#analysis/index-drops.ts';
import { indexPrice } from '#analysis/index-price.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { count, countOf, duration, kilobytes, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { MeasuredSets } from './measure-sets.ts';
import type { LoadSearch } from './search-load.ts';
import type { Service } from './services.ts';
import { nearlyAll, type Settlement } from './settle-sets.ts';

export interface RecommendationRequest {
  readonly search: LoadSearch;
  readonly settlement: Settlement;
  readonly measured: MeasuredSets | undefined;
  readonly services: readonly Service[];
  readonly schema: DatabaseSchema;
  /** What was seen to be locked, by kind of change. */
  readonly locks: ReadonlyMap<'create-index' | 'drop-index', Evidence>;
}

/** One for each index of the chosen set, in the order in which they are best made. */
export function recommendSet(request: RecommendationRequest): readonly Recommendation[] {
  return request.services.flatMap((service) => {
    if (service.verdict !== 'recommended') return [];
    const drop = request.search.drops.get(service.position);
    return [drop === undefined ? creation(service, request) : dropping(service, drop, request)];
  });
}

function creation(service: Service, request: RecommendationRequest): Recommendation {
  const { search, schema, measured } = request;
  const { index, bytes, tax, serves } = service;
  const table = findTable(schema, { schema: index.schema, name: index.table });
  const lock = request.locks.get('create-index');
  return {
    title: `Create an index on ${describeIndex(index)}`,
    changes: [{ kind: 'create-index', index }],
    because: [
      `${countOf(serves.length, 'statement')} would use it: ${serves
        .slice(0, 3)
        .map(({ text, before, after }) => `${shortSql(text, 60)} (cost ${count(before)} to ${count(after)})`)
        .join('; ')}${serves.length > 3 ? ' …' : ''}.`,
    ],
    proof: [loadEvidence(search, service), ...timeEvidence(service, measured), ...(lock === undefined ? [] : [lock])],
    gain: gainWords(service, search),
    cost: [
      indexPrice(index, table, bytes, schema.indexing),
      ...(tax > 0 ? [`the writes of this load pay ${amount(tax, search)} for it`] : []),
      ...(service.buildSeconds === undefined ? [] : [`about ${duration(service.buildSeconds * 1000)} to build`]),
    ].join('; '),
    risk: request.settlement.hurt.length === 0 ? 'low' : 'medium',
    effort: 'low',
    confidence: confidenceOf(service, request),
  };
}

function dropping(service: Service, drop: IndexDrop, request: RecommendationRequest): Recommendation {
  const { index, bytes, tax } = service;
  const lock = request.locks.get('drop-index');
  return {
    title: `Drop the index ${index.name} on ${describeIndex(index)}`,
    changes: [{ kind: 'drop-index', index }],
    because: [...drop.because],
    proof: [
      ...drop.evidence,
      {
        level: request.search.whatIf.level,
        by: request.search.whatIf.by,
        what: 'statements of the load that would get dearer without it',
        after: service.loses,
        unit: 'statements',
      },
      ...(lock === undefined ? [] : [lock]),
    ],
    gain: `${kilobytes(bytes / 1024)} of disk and memory; the writes of this load save ${amount(tax, request.search)}`,
    cost: index.definition === undefined ? 'it can be built again' : `to have it again: ${index.definition}`,
    risk: 'medium',
    effort: 'low',
    confidence: drop.certain ? 0.8 : 0.4,
  };
}

function loadEvidence({ result, weighed, whatIf }: LoadSearch, { gain, doubts }: Service): Evidence {
  const note = doubts.slice(0, 3).join(' ');
  return {
    level: doubts.length > 0 && whatIf.level !== 'cited' ? 'derived' : whatIf.level,
    by: whatIf.by,
    what: weighed.unit === 'ms' ? 'time of the load by plan cost' : 'plan cost of the load',
    before: round(result.base),
    after: round(result.base - gain),
    unit: weighed.unit,
    ...(note === '' ? {} : { note }),
  };
}

function timeEvidence({ times }: Service, measured: MeasuredSets | undefined): readonly Evidence[] {
  if (measured === undefined || times.length === 0) return [];
  const { run } = measured;
  return times.slice(0, 3).map(({ text, before, after, rounds, sameRows }) => ({
    level: run.level,
    by: run.by,
    what: `median time of ${rounds} rounds: ${shortSql(text, 70)}`,
    before: round(before),
    after: round(after),
    unit: 'ms',
    note: `On ${run.rowsFrom}, in turns. ${sameRows === true ? 'The rows are the same.' : sameRows === false ? 'The rows are not the same.' : 'The rows were not compared.'}`,
  }));
}

function gainWords({ gain }: Service, search: LoadSearch): string {
  const share = percent(gain / Math.max(search.result.base, 1e-9));
  return search.weighed.unit === 'ms'
    ? `${share} of the load's time by the planner's cost (${duration(gain)})`
    : `${share} of the load's plan cost`;
}

export function amount(value: number, { weighed, result }: LoadSearch): string {
  return weighed.unit === 'ms' ? duration(value) : `${percent(value / Math.max(result.base, 1e-9))} of the load's cost`;
}

function confidenceOf({ times, doubts }: Service, { search, measured, settlement }: RecommendationRequest): number {
  const proven = times.some(({ before, after }) => after < before * nearlyAll);
  const start = measured === undefined || !proven ? 0.6 : measured.run.level === 'measured' ? 0.95 : 0.85;
  const lost =
    (doubts.length > 0 ? 0.1 : 0) +
    (search.whatIf.level === 'derived' ? 0.1 : 0) +
    (settlement.hurt.length > 0 ? 0.1 : 0);
  return Math.round(Math.max(0.05, start - lost) * 100) / 100;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
