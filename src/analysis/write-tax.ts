import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { findTable } from './find-table.ts';
import { indexesOf } from './index-coverage.ts';
import { partialShare } from './partial-share.ts';
import { count, countOf } from './plan-words.ts';
import { plannedShape } from './planned-shape.ts';
import { type EntryPrice, entryPrice } from './write-tax/entry-price.ts';
import { type HotChange, hotChange } from './write-tax/hot-change.ts';
import type { TableWrites } from './write-tax/table-writes.ts';

export { type TableWrites, tableWrites } from './write-tax/table-writes.ts';

export interface WriteTaxFacts {
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics | undefined;
  /** Of the index's table; undefined where nobody counted them. */
  readonly writes: TableWrites | undefined;
  /** Indexes that stand beside it, where they are not those of the schema; itself among them or not. */
  readonly beside?: readonly IndexDefinition[] | undefined;
  /** Major version of the server. */
  readonly major?: number | undefined;
  readonly randomPageCost?: number | undefined;
  readonly sequentialPageCost?: number | undefined;
  /** checkpoint_timeout. */
  readonly checkpointSeconds?: number | undefined;
}

/** What an index costs the writes of a window. */
export interface WriteTax {
  /** In the planner's unit, over the whole window: to be weighed against the cost of the reads of the same window. */
  readonly cost: number;
  readonly parts: {
    /** Descents and changes of pages, in memory. */
    readonly change: number;
    /** Pages written back, once between two checkpoints. */
    readonly pages: number;
    readonly log: number;
    /** Entries in the other indexes for updates that are no longer heap-only. */
    readonly hot: number;
    /** Taking dead entries out again. */
    readonly vacuum: number;
  };
  /** Rows entered into this index. */
  readonly entries: number;
  /** Of this index and, for updates no longer heap-only, of the others. */
  readonly walBytes: number;
  /** Of `walBytes`, images of pages that are changed for the first time after a checkpoint. */
  readonly imageBytes: number;
  /** Updates that are heap-only without it. */
  readonly hotLost: number;
  /** What one inserted row pays, whatever the writes are, without pages written back; of a partial index on average. */
  readonly perRow: { readonly cost: number; readonly walBytes: number };
  /** False: the writes are not known, and the figures over the window are 0 for that reason. */
  readonly known: boolean;
  /** What it rests on and what it means, one sentence each. */
  readonly words: readonly string[];
}

/** An image of a page in the log: it is mostly full. */
const bytesOfImage = 7000;
/** A dead entry costs this by itself, and its share of a VACUUM that reads the index when a fifth of the rows are dead. */
const deadEntry = 0.15;
const vacuumPage = 3;
/** What an update that is no longer heap-only costs beside the entries: another page of the heap, more to clean up. Measured as the rest. */
const lostUpdate = 1.2;

/**
 * What an index costs the writes of its table: an entry for each row inserted and for each update that is not heap-only,
 * and, where it watches a column that updates set, an entry in every other index too, since those updates were
 * heap-only without it. A deletion costs only what VACUUM does later.
 * https://www.postgresql.org/docs/18/storage-hot.html
 */
export function writeTax(index: IndexDefinition, facts: WriteTaxFacts): WriteTax {
  const { schema, writes, major = 18 } = facts;
  const table = findTable(schema, { schema: index.schema, name: index.table });
  const isSame = (one: IndexDefinition) => one.name === index.name && one.schema === index.schema;
  const present = table === undefined ? [] : writtenIndexes(table);
  const beside = (facts.beside ?? present).filter((one) => !isSame(one));
  const own = chargeFor(index, facts);
  const perRow = { cost: own.single.cost, walBytes: own.single.walBytes };
  if (writes === undefined) return unknownTax(index, perRow);
  const change = hotChange(index, {
    table,
    present,
    beside,
    writes,
    major,
  });
  const entered = (writes.inserted + change.entries) * own.share;
  const dead = (writes.deleted + change.entries) * own.share;
  const mine = own.of(entered);
  const others = (change.lost === 0 ? [] : beside)
    .map((one) => chargeFor(one, facts))
    .map((one) => one.of(change.lost * one.share));
  const sum = (of: (one: Charge) => number) => others.reduce((total, one) => total + of(one), 0);
  const parts = {
    change: mine.change,
    pages: mine.pages,
    log: mine.log,
    hot: sum((one) => one.change + one.pages + one.log) + lostUpdate * change.lost,
    vacuum: dead * own.perDead,
  };
  return {
    cost: Object.values(parts).reduce((total, part) => total + part, 0),
    parts,
    entries: entered,
    walBytes: mine.walBytes + sum(({ walBytes }) => walBytes),
    imageBytes: mine.imageBytes + sum(({ imageBytes }) => imageBytes),
    hotLost: change.lost,
    perRow,
    known: true,
    words: wordsOf(index, writes, { entered, change, beside: beside.length }),
  };
}

/** An invalid index serves no query, but is written. */
function writtenIndexes(table: Table): readonly IndexDefinition[] {
  return [...indexesOf(table), ...table.indexes.filter(({ valid }) => !valid)];
}

interface Charge {
  readonly change: number;
  readonly pages: number;
  readonly log: number;
  readonly walBytes: number;
  readonly imageBytes: number;
}

interface Charging {
  /** Share of the table's rows that are in it. */
  readonly share: number;
  readonly single: { readonly cost: number; readonly walBytes: number };
  readonly perDead: number;
  readonly of: (entries: number) => Charge;
}

function chargeFor(index: IndexDefinition, facts: WriteTaxFacts): Charging {
  const { schema, statistics, writes, randomPageCost = 4, sequentialPageCost = 1, checkpointSeconds = 300 } = facts;
  const share = partialShare(index, statistics);
  const shape = plannedShape(index, schema, statistics);
  const price: EntryPrice = entryPrice(index, shape);
  const table = findTable(schema, { schema: index.schema, name: index.table });
  const isLogged = table === undefined || table.persistence === 'permanent';
  const checkpoints = Math.max(1, (writes?.seconds ?? 0) / checkpointSeconds);
  const of = (entries: number): Charge => {
    const { old, fresh } = price.dirtied(entries / checkpoints);
    // A new page is in the log as it is made.
    const imageBytes = isLogged ? old * checkpoints * bytesOfImage : 0;
    const walBytes = isLogged ? entries * price.walBytes + imageBytes : 0;
    return {
      change: entries * price.cost,
      pages: (old + fresh) * checkpoints * randomPageCost,
      log: (walBytes / 8192) * sequentialPageCost,
      walBytes,
      imageBytes,
    };
  };
  return {
    share,
    single: {
      cost: share * (price.cost + (isLogged ? (price.walBytes / 8192) * sequentialPageCost : 0)),
      walBytes: isLogged ? share * price.walBytes : 0,
    },
    perDead: deadEntry + (vacuumPage * price.pages) / (50 + 0.2 * shape.rows),
    of,
  };
}

function unknownTax({ schema, table }: IndexDefinition, perRow: WriteTax['perRow']): WriteTax {
  return {
    cost: 0,
    parts: { change: 0, pages: 0, log: 0, hot: 0, vacuum: 0 },
    entries: 0,
    walBytes: 0,
    imageBytes: 0,
    hotLost: 0,
    perRow,
    known: false,
    words: [
      `The writes of ${schema}.${table} are not known: each row inserted pays ${figure(perRow.cost)} units of cost.`,
    ],
  };
}

interface Spoken {
  readonly entered: number;
  readonly change: HotChange;
  readonly beside: number;
}

function wordsOf(index: IndexDefinition, writes: TableWrites, { entered, change, beside }: Spoken): readonly string[] {
  const place = `${index.schema}.${index.table}`;
  const source = writes.from === 'counted' ? 'as the server counted them' : 'as the statements of the load make them';
  return [
    writes.inserted + writes.updated + writes.deleted < 0.5
      ? `Nothing was written to ${place}.`
      : `${place}: ${countOf(writes.inserted, 'row')} inserted, ${count(writes.updated)} updated, ${count(writes.deleted)} deleted, ${source}; ${count(entered)} enter ${index.name}.`,
    ...(change.lost < 0.5
      ? []
      : [
          `${countOf(change.lost, 'update')} of ${change.columns.join(', ')} would no longer be heap-only (HOT): each is entered into ${beside === 0 ? 'this index' : `the ${countOf(beside, 'other index')} too`}.`,
        ]),
    ...change.doubts,
  ];
}

function figure(value: number): string {
  return value < 0.1 ? value.toFixed(3) : value.toFixed(1);
}
