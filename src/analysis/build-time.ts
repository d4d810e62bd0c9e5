import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { IndexKeySize, IndexShape } from './index-shape.ts';
import { indexPages } from './index-size.ts';
import { tupleBytes } from './index-tuple.ts';
import { count, kilobytes } from './plan-words.ts';

/** How long building takes, s: our best guess, and between what it lies where nobody knows the processor and the disk. */
export interface BuildTime {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
  /** One or two sentences: what the time goes into. */
  readonly because: string;
}

export interface BuildSite {
  readonly shape: IndexShape;
  /** Of the finished index, where it is known better than its shape tells. */
  readonly bytes?: number;
  /** maintenance_work_mem; PostgreSQL's own 64 MB where it is absent. */
  readonly memoryBytes?: number;
  /** max_parallel_maintenance_workers; PostgreSQL's own 2 where it is absent. */
  readonly workers?: number;
  /** CREATE INDEX CONCURRENTLY; true where it is absent. */
  readonly concurrently?: boolean;
}

/*
 * Microseconds, fitted to the building of 49 indexes of all methods on 30,000 and on 300,000 rows (bench/build-time.ts
 * builds most of them), PostgreSQL 18.4, the table in memory, no fsync, one process, on a small machine that had other
 * work too. Told against measured: 58 B-trees 0.55 … 1.6, median 0.97; 40 others 0.7 … 1.8, median 1.1. On 60,000 other
 * rows, against each other: 0.7 … 1.5.
 */
/** A row of the table is read, whether the index takes it in or not; its page is part of that. */
const perTableRow = 0.35;
/** B-tree: one comparison of the sort, n·log2(n) of them; texts are compared by their collation. */
const perComparison = { fixed: 0.03, numeric: 0.065, text: 0.093 };
/** Equal texts, and those with the same beginning, must be compared to their end. */
const perRepeatedText = 0.13;
const perExpression = 0.43;
const perTreePage = 45;
/** Hash codes are sorted too; GiST since 14 sorts where its operator class can. */
const perSorted = { hash: 0.08, point: 0.2, range: 0.085 };
/** An element that a row is broken into is gathered; the pages of its list are filled in random order. */
const perElement = { text: 0.35, array: 0.4, words: 0.7, json: 0.9 };
const perGinPage = 600;
/** Rows that are inserted one after the other, each by a descent. */
const perInserted = { point: 3, range: 8, text: 2.5, words: 93, trigrams: 14, other: 10 };
/** BRIN: what a row adds to the summary of its block. */
const perSummarized = { minmax: 0, multi: 0.45, bloom: 0.15 };

/** Measured: two workers leave 0.65 of the time, one 0.8. */
const perWorker = 0.27;
/** A sort that does not fit into memory: 1.1 … 1.3 times as long. */
const spilled = 1.2;
/** 1.3 … 1.9 times as long: the table is read again, to look for rows that came meanwhile. */
const concurrent = 1.6;
/** Another processor may be so much faster or slower. */
const processors = 2.5;
/** Where an operator class was not among those measured, or hangs on the order of the rows. */
const unmeasured = 3;
/** A table that is not in memory, bytes/s of a slow disk. */
const slowDisk = 200e6;
/** min_parallel_table_scan_size, pages; and what a worker must find of maintenance_work_mem. */
const parallelPages = 1024;
const parallelMemory = 32 * 1024 ** 2;

/** Estimates how long CREATE INDEX takes; waiting for other transactions, as CONCURRENTLY does, comes on top. */
export function buildTime(
  index: IndexDefinition,
  { shape, bytes, memoryBytes = 64 * 1024 ** 2, workers = 2, concurrently = true }: BuildSite,
): BuildTime {
  const { heapPages, rows, tableRows = rows } = shape;
  const pages = bytes === undefined ? indexPages(shape).pages : bytes / 8192;
  const expressions = index.keys.filter(({ expression }) => expression !== undefined).length;
  const reading = tableRows * perTableRow;
  const work = workOf(shape, pages) + expressions * rows * perExpression;
  const sort = sortBytes(shape);
  const spills = sort > memoryBytes;
  const hands = helpers(shape, memoryBytes, workers);
  const alone = (reading + work * (spills ? spilled : 1)) / (1 + perWorker * hands) / 1e6;
  const seconds = alone * (concurrently ? concurrent : 1);
  const doubt = processors * (isMeasured(shape) ? 1 : unmeasured);
  const scans = concurrently ? 2 : 1;
  return {
    seconds,
    low: seconds / doubt,
    high: seconds * doubt + (scans * heapPages * 8192) / slowDisk,
    because: [
      `${count(tableRows)} rows (${kilobytes(heapPages * 8)}) are read${concurrently ? ' twice' : ''}, ${kilobytes(pages * 8)} of index are written`,
      hands === 0 ? '' : ` by 1 + ${hands} processes`,
      '.',
      spills
        ? ` Sorting needs ${kilobytes(sort / 1024)}, more than maintenance_work_mem (${kilobytes(memoryBytes / 1024)}): about ${kilobytes(sort / 1024)} of temporary files.`
        : '',
    ].join(''),
  };
}

/**
 * The time on the real table from a building that was measured on fewer rows of the same kind: as sorting grows, by
 * n·log n. The further the step, the wider what it may be.
 */
export function scaledBuildTime(measuredMs: number, rowsMeasured: number, rowsReal: number): BuildTime {
  const [few, many] = [Math.max(2, rowsMeasured), Math.max(2, rowsReal)];
  const seconds = ((measuredMs / 1000) * many * Math.log2(many)) / (few * Math.log2(few));
  const steps = Math.abs(Math.log10(many / few));
  // Of a few milliseconds most is the statement itself.
  const doubt = (measuredMs < 20 ? 2 : 1.3) * 1.4 ** steps;
  return {
    seconds,
    low: seconds / doubt,
    high: seconds * doubt,
    because:
      few === many
        ? `Building it took ${(measuredMs / 1000).toPrecision(2)} s on as many rows.`
        : `Building it on ${count(few)} rows took ${(measuredMs / 1000).toPrecision(2)} s; ${count(many)} rows are sorted by n·log n.`,
  };
}

/** Besides reading the table, µs. */
function workOf(shape: IndexShape, pages: number): number {
  const { method, rows, keys, major = 18 } = shape;
  const [first] = keys;
  const sorted = rows * Math.log2(Math.max(2, rows));
  switch (method) {
    case 'btree':
      return comparisons(shape) + pages * perTreePage;
    case 'hash':
      return sorted * perSorted.hash;
    case 'brin':
      return keys.reduce((sum, key) => sum + rows * perSummarized[summaryOf(key)], 0);
    case 'gin':
      return keys.reduce((sum, key) => sum + rows * elementsOf(key) * perElement[partsOf(key)], 0) + pages * perGinPage;
    case 'gist': {
      const kind = first === undefined ? 'other' : kindOf(first);
      if (kind === 'point' && major >= 14) return sorted * perSorted.point;
      if (kind === 'range' && major >= 18) return sorted * perSorted.range;
      return rows * (kind === 'text' ? perInserted.trigrams : perInserted[kind]);
    }
    case 'spgist': {
      const kind = first === undefined ? 'other' : kindOf(first);
      // Ranges that come in their order make a deep tree: 25 µs a row at 30,000 rows, 200 at 300,000.
      return kind === 'range'
        ? (rows * rows) / 1200
        : rows * (kind === 'words' ? perInserted.other : perInserted[kind]);
    }
    default:
      return rows;
  }
}

/** A key decides only among rows whose keys before it are equal. */
function comparisons({ keys, rows }: IndexShape): number {
  const sorted = rows * Math.log2(Math.max(2, rows));
  const [first] = keys;
  const inOrder = keys.length === 1 && classOf(first) !== 'text' && Math.abs(first?.correlation ?? 0) > 0.99;
  let micros = 0;
  let groups = 1;
  for (const key of keys) {
    if (groups >= rows / 2) break;
    micros += (inOrder ? rows : sorted) * perComparison[classOf(key)];
    groups *= Math.max(1, key.distinct ?? rows);
  }
  const repeats = classOf(first) === 'text' && (first?.distinct ?? rows) < rows / 2;
  return micros + (repeats ? sorted * perRepeatedText : 0);
}

function isMeasured({ method, keys }: IndexShape): boolean {
  const kinds = keys.map(kindOf);
  if (method === 'gist') return !kinds.includes('other');
  if (method === 'spgist') return kinds.every((kind) => kind === 'point' || kind === 'text');
  return ['btree', 'hash', 'brin', 'gin'].includes(method);
}

/** Bytes of what is sorted; 0 where nothing is. https://www.postgresql.org/docs/18/runtime-config-resource.html */
function sortBytes({ method, rows, keys, include, major = 18 }: IndexShape): number {
  const slot = 32;
  if (method === 'hash') return rows * (16 + slot);
  const isSorted =
    method === 'btree' ||
    (method === 'gist' && keys.some((key) => ['point', 'range'].includes(kindOf(key))) && major >= 14);
  return isSorted ? rows * (tupleBytes([...keys, ...include]) + slot) : 0;
}

/** B-trees are built by several processes, BRIN since 17, GIN since 18. */
function helpers({ method, heapPages, major = 18 }: IndexShape, memoryBytes: number, workers: number): number {
  const since = method === 'btree' ? 11 : method === 'brin' ? 17 : method === 'gin' ? 18 : Number.POSITIVE_INFINITY;
  if (major < since || heapPages < parallelPages) return 0;
  // One more for each time that the table is three times as large.
  const useful = 1 + Math.floor(Math.log(heapPages / parallelPages) / Math.log(3));
  return Math.max(0, Math.min(workers, useful, Math.floor(memoryBytes / parallelMemory) - 1));
}

function classOf(key: IndexKeySize | undefined): keyof typeof perComparison {
  const type = key?.type ?? '';
  if (/^(text|character|citext|bpchar|name)/.test(type)) return 'text';
  return /^(numeric|jsonb|interval|inet|cidr)|\[\]$|range$/.test(type) ? 'numeric' : 'fixed';
}

function kindOf({ type }: IndexKeySize): keyof Omit<typeof perInserted, 'trigrams'> {
  if (/^(point|box)$/.test(type)) return 'point';
  if (/range$/.test(type)) return 'range';
  if (type === 'tsvector') return 'words';
  return classOf({ type }) === 'text' ? 'text' : 'other';
}

function partsOf({ type }: IndexKeySize): keyof typeof perElement {
  if (type === 'jsonb') return 'json';
  if (type === 'tsvector') return 'words';
  return type.endsWith('[]') ? 'array' : 'text';
}

/** Where nobody counted them: what such values usually have. */
const usualElements = { text: 15, array: 4, words: 10, json: 8 };

function elementsOf(key: IndexKeySize): number {
  return key.elements?.perRow ?? usualElements[partsOf(key)];
}

function summaryOf({ operatorClass = '' }: IndexKeySize): keyof typeof perSummarized {
  if (operatorClass.includes('multi')) return 'multi';
  return operatorClass.includes('bloom') ? 'bloom' : 'minmax';
}
